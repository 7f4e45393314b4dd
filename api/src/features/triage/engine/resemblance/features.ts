import type { Finding, Reading } from '../types.ts';

/** Beginnings of words stand for the words: endings and many misspellings differ after them. Characters. */
const STEM_LENGTH = 5;
/** Words that are scored together at most. Statements of the cases have 5 to 60 words. */
const WINDOW_WORDS = 40;
const WINDOW_STEP = 20;

/** A feature of a statement, and the word at which it is; null for what is no part of the text, such as a context. */
export interface Feature {
  readonly name: string;
  readonly first: number | null;
  readonly last: number | null;
}

/** Stems, pairs of neighbouring stems, and concepts: `+` that the patient has now, `-` denied, `~` of others, past or feared. */
export function featuresOf({ spoken, findings }: Pick<Reading, 'spoken' | 'findings'>): readonly Feature[] {
  const stems = spoken.map(({ text }) => stemOf(text));
  const features: Feature[] = [];
  for (const [first, stem] of stems.entries()) {
    features.push({ name: stem, first, last: first });
    if (first + 1 < stems.length) {
      features.push({ name: `${stem} ${stems[first + 1]}`, first, last: first + 1 });
    }
  }
  const places = new Map(spoken.map(({ start }, index) => [start, index]));
  for (const finding of findings) {
    const place = (finding.evidence && places.get(finding.evidence.start)) ?? null;
    features.push({ name: nameOf(finding), first: place, last: place });
  }
  return features;
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
