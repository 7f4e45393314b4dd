/** Beginnings of words stand for the words: endings and many misspellings differ after them. Characters. */
const STEM_LENGTH = 5;
/** Words that are scored together at most. Statements of the cases have 5 to 60 words. */
const WINDOW_WORDS = 40;
const WINDOW_STEP = 20;

/** Stems of normalised words; numbers are all alike, since rules read them. */
export function stemsOf(words: readonly string[]): readonly string[] {
  return words.map((word) => {
    const first = word.charCodeAt(0);
    return first >= 0x30 && first <= 0x39 ? '0' : word.slice(0, STEM_LENGTH);
  });
}

/**
 * The stretches that are scored, each with its end exclusive: every run of whole sentences of at most forty words, and a
 * longer sentence in overlapping parts. What is said before and after leaves the stretches of what was said as they were.
 * @param starts where sentences begin, the first at 0.
 */
export function windowsOf(
  count: number,
  starts: readonly number[],
): readonly (readonly [from: number, to: number])[] {
  const windows: (readonly [number, number])[] = [];
  for (const [index, from] of starts.entries()) {
    const end = starts[index + 1] ?? count;
    if (end - from > WINDOW_WORDS) {
      for (let part = from; part + WINDOW_STEP < end; part += WINDOW_STEP) {
        windows.push([part, Math.min(part + WINDOW_WORDS, end)]);
      }
      continue;
    }
    for (let last = index; last < starts.length; last += 1) {
      const to = starts[last + 1] ?? count;
      if (to - from > WINDOW_WORDS) break;
      windows.push([from, to]);
    }
  }
  return windows;
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
