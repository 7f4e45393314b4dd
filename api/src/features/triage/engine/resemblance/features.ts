import type { Finding, Reading } from '../types.ts';

/** Beginnings of words stand for the words: endings and many misspellings differ after them. Characters. */
export const STEM_LENGTH = 5;
/** Words that are scored together at most. Statements of the cases have 5 to 60 words. */
const WINDOW_WORDS = 40;
const WINDOW_STEP = 20;

/**
 * The names of all features, each once: stems, pairs of neighbouring stems, and concepts: `+` that the patient has now, `-`
 * denied, `~` of others, past or feared.
 */
export function featuresOf({ spoken, findings }: Pick<Reading, 'spoken' | 'findings'>): ReadonlySet<string> {
  const names = new Set<string>();
  let before: string | null = null;
  for (const { text } of spoken) {
    const stem = stemOf(text);
    if (before !== null) names.add(`${before} ${stem}`);
    names.add(stem);
    before = stem;
  }
  for (const finding of findings) names.add(nameOf(finding));
  return names;
}

/** Numbers are all alike, since rules read them. */
export function stemOf(word: string): string {
  const first = word.charCodeAt(0);
  return first >= 0x30 && first <= 0x39 ? '0' : word.slice(0, STEM_LENGTH);
}

/** The name of a finding among the features. */
function nameOf(finding: Finding): string {
  return signOf(finding) + finding.concept;
}

/** Before the concept in the names of findings. No stem begins with one. */
export type Sign = '+' | '-' | '~';

export function signOf({ negated, subject, time }: Finding): Sign {
  if (negated) return '-';
  return subject === 'patient' && time === 'current' ? '+' : '~';
}

/** The sign and concept of the name of a finding; null for the name of a stem or of two. */
export function findingNamed(name: string): { readonly sign: Sign; readonly concept: string } | null {
  const sign = name.charAt(0);
  return sign === '+' || sign === '-' || sign === '~' ? { sign, concept: name.slice(1) } : null;
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
