import type { AssertionWords, NumberWords } from './language.ts';
import type { Match } from './matching/match.ts';
import type { NumberSpan } from './numbers/values.ts';
import type { Token } from './text/tokens.ts';
import type { Speaker } from './types.ts';

/** A sentence with what was found in it. Token indexes are into `tokens` of the whole statement. */
export interface Sentence {
  readonly tokens: readonly Token[];
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  readonly speaker: Speaker;
  readonly turn: number;
  /** It ends with a question mark. */
  readonly asks: boolean;
  readonly concepts: readonly Match[];
  readonly cues: Cues;
  readonly numbers: readonly NumberSpan[];
}

/** Groups of words with a meaning for the whole engine, by their keys in `assertions.yaml` and `numbers.yaml`. */
type CueGroup =
  | Exclude<keyof AssertionWords, 'expand' | 'hesitations' | 'heard'>
  | Exclude<keyof NumberWords, 'words' | 'multipliers' | 'modifiers' | 'point' | 'over'>;

/** The cues of a sentence by group, in order. A property each, since they are asked for many times in a sentence. */
export type Cues = Readonly<Record<CueGroup, readonly Match[]>>;

const NONE: readonly Match[] = [];
const NO_CUES: Cues = {
  negation: NONE,
  certainty: NONE,
  past: NONE,
  pastHistory: NONE,
  history: NONE,
  present: NONE,
  feared: NONE,
  other: NONE,
  otherPeople: NONE,
  acquaintances: NONE,
  ownComplaint: NONE,
  severity: NONE,
  onset: NONE,
  course: NONE,
  reassurance: NONE,
  answers: NONE,
  sites: NONE,
  fractions: NONE,
  durations: NONE,
  spans: NONE,
  ago: NONE,
  lasting: NONE,
  lastingAfter: NONE,
  age: NONE,
  people: NONE,
  sex: NONE,
  self: NONE,
  pregnancy: NONE,
  pregnancyMonths: NONE,
  vitals: NONE,
  units: NONE,
  perMinute: NONE,
  countedPerMinute: NONE,
  medicines: NONE,
  bareTemperature: NONE,
  otherMeasures: NONE,
  doses: NONE,
  dosesByName: NONE,
  dosesOfHundreds: NONE,
  dosesOfMilligrams: NONE,
  swallowed: NONE,
  taken: NONE,
  clock: NONE,
  bought: NONE,
  allOfThem: NONE,
};

export function byGroup(cues: readonly Match[]): Cues {
  if (cues.length === 0) return NO_CUES;
  const groups: Record<CueGroup, readonly Match[]> = { ...NO_CUES };
  for (const cue of cues) {
    const group = cue.meaning.group as CueGroup;
    const found = groups[group];
    if (found === NONE) groups[group] = [cue];
    // Numbers by themselves are none of these.
    else if (found !== undefined) (found as Match[]).push(cue);
  }
  return groups;
}

/** Those of the cues of a group that have the id. */
export function withId(cues: readonly Match[], id: string): readonly Match[] {
  for (const { meaning } of cues) {
    if (meaning.id === id) return cues.filter((cue) => cue.meaning.id === id);
  }
  return NONE;
}

/** Words between two stretches of tokens: 0 if they touch or overlap. */
export function distance(
  a: { readonly first: number; readonly last: number },
  b: { readonly first: number; readonly last: number },
): number {
  return Math.max(0, b.first - a.last - 1, a.first - b.last - 1);
}

/** The stretch of the original text of tokens. */
export function spanOf(
  tokens: readonly Token[],
  first: number,
  last: number,
): { start: number; end: number } {
  return { start: (tokens[first] as Token).start, end: (tokens[last] as Token).end };
}
