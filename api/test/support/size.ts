/**
 * How much the tests repeat: kills, guesses, storms, runs of a property, cells of a matrix. One setting for all of
 * them, the environment variable `SIZE`:
 *
 * - `small` (the default, `make test`): every kind of case at least once, with as few repetitions as still show it.
 * - `full` (`make test SIZE=full`): the numbers that the product promises to withstand.
 *
 * Time limits of tests are for what hangs and hold at both sizes.
 */
export const SIZES = ['small', 'full'] as const;
export type Size = (typeof SIZES)[number];

/** The size of this run. */
export const SIZE: Size = sizeOf(process.env.SIZE);

/** @throws on an unknown size, so that a typing error does not silently run the small suite. */
export function sizeOf(text: string | undefined): Size {
  if (text === undefined || text === '') return 'small';
  const size = SIZES.find((one) => one === text);
  if (size === undefined)
    throw new Error(`SIZE=${text} is not a size of the tests: use ${SIZES.join(' or ')}`);
  return size;
}

/**
 * The value for the size of this run: `const KILLS = sized({ small: 8, full: 100 })`. `size.test.ts` requires it
 * wherever a test repeats something a hundred times or more.
 */
export function sized<T>(choice: Readonly<Record<Size, T>>): T {
  return choice[SIZE];
}

/**
 * The cases of a table whose other rows show a fault of the same mechanism again: all of them at the full size, the first
 * `small` at the small one, so those that show most come first.
 */
export function upTo<T>(small: number, cases: readonly T[]): readonly T[] {
  return sized({ small: cases.slice(0, small), full: cases });
}
