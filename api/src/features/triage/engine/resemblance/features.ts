import type { Finding, Reading, SpokenWord } from '../types.ts';

/** Beginnings of words stand for the words: endings and many misspellings differ after them. Characters. */
const STEM_LENGTH = 5;
/** Words that are scored together at most. Statements of the cases have 5 to 60 words. */
const WINDOW_WORDS = 40;
const WINDOW_STEP = 20;

/**
 * Calls for each feature: stems, pairs of neighbouring stems (with the second as `following`), and concepts: `+` that the
 * patient has now, `-` denied, `~` of others, past or feared. `place` is the word at which it begins; null for what is no part
 * of the text, such as a context.
 */
export function eachFeature(
  { spoken, findings }: Pick<Reading, 'spoken' | 'findings'>,
  take: (name: string, following: string | null, place: number | null) => void,
): void {
  let before: string | null = null;
  const places = new Map<number, number>();
  for (let place = 0; place < spoken.length; place += 1) {
    const { text, start } = spoken[place] as SpokenWord;
    const stem = stemOf(text);
    if (before !== null) take(before, stem, place - 1);
    take(stem, null, place);
    before = stem;
    places.set(start, place);
  }
  for (const finding of findings) {
    take(nameOf(finding), null, (finding.evidence && places.get(finding.evidence.start)) ?? null);
  }
}

/** The names of all features, each once. */
export function featuresOf(reading: Pick<Reading, 'spoken' | 'findings'>): ReadonlySet<string> {
  const names = new Set<string>();
  eachFeature(reading, (name, following) => {
    names.add(following === null ? name : `${name} ${following}`);
  });
  return names;
}

/** Numbers are all alike, since rules read them. */
function stemOf(word: string): string {
  const first = word.charCodeAt(0);
  return first >= 0x30 && first <= 0x39 ? '0' : word.slice(0, STEM_LENGTH);
}

function nameOf({ concept, negated, subject, time }: Finding): string {
  if (negated) return `-${concept}`;
  return `${subject === 'patient' && time === 'current' ? '+' : '~'}${concept}`;
}

/**
 * The stretches that are scored, each with its end exclusive: every run of whole sentences of at most forty words, and a
 * longer sentence in overlapping parts. What is said before and after leaves the stretches of what was said as they were.
 */
export function windowsOf({
  spoken,
}: Pick<Reading, 'spoken'>): readonly (readonly [from: number, to: number])[] {
  const count = spoken.length;
  const starts = spoken.flatMap(({ begins }, index) => (begins ? [index] : []));
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
