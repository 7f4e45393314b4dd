/** The difference in time that an observer must not be able to notice. */
const TELLING = 1.1;

/**
 * Which of two kinds of request takes longer, from pairs measured one right after the other: -1 (always the second, by
 * a tenth or more) to 1 (always the first). Other work of the machine affects both of a pair alike, so on a busy one
 * this stays near 0 where a ratio of medians does not.
 */
export function lean(first: readonly number[], second: readonly number[]): number {
  let balance = 0;
  first.forEach((time, index) => {
    const other = second[index] ?? Number.NaN;
    if (time > other * TELLING) balance += 1;
    if (other > time * TELLING) balance -= 1;
  });
  return balance / first.length;
}

/** How far {@link lean} deviates from 0 by chance alone with so many pairs: five standard deviations. */
export const chance = (pairs: number): number => 5 / Math.sqrt(pairs);
