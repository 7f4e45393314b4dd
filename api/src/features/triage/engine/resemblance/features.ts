/** Beginnings of words stand for the words: endings and many misspellings differ after them. Characters. */
const STEM_LENGTH = 5;
/**
 * Words that are scored together. Statements of the cases have 5 to 60 words; of longer ones the window that resembles an
 * emergency most counts, so that what is said around it does not lower the score.
 */
const WINDOW_WORDS = 40;
const WINDOW_STEP = 20;

/** Stems of normalised words; numbers are all alike, since rules read them. */
export function stemsOf(words: readonly string[]): readonly string[] {
  return words.map((word) => {
    const first = word.charCodeAt(0);
    return first >= 0x30 && first <= 0x39 ? '0' : word.slice(0, STEM_LENGTH);
  });
}

/** The windows of a statement, each with its end exclusive. One for a short statement, none without words. */
export function windowsOf(count: number): readonly (readonly [from: number, to: number])[] {
  if (count === 0) return [];
  const windows: (readonly [number, number])[] = [];
  for (let from = 0; ; from += WINDOW_STEP) {
    windows.push([from, Math.min(from + WINDOW_WORDS, count)]);
    if (from + WINDOW_WORDS >= count) return windows;
  }
}

/** What a statement is scored by: each stem and each pair of neighbours, once. */
export function featuresOf(stems: readonly string[]): ReadonlySet<string> {
  return new Set(stems.flatMap((_, index) => featuresAt(stems, index)));
}

/** The stem at that place, and the pair that begins there. */
export function featuresAt(stems: readonly string[], index: number): readonly string[] {
  const stem = stems[index] as string;
  return index + 1 < stems.length ? [stem, `${stem} ${stems[index + 1]}`] : [stem];
}
