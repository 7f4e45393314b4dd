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
  readonly cues: readonly Match[];
  readonly numbers: readonly NumberSpan[];
}

/** The cues of a group, with one id if given. */
export function cuesOf(sentence: Sentence, group: string, id?: string): Match[] {
  return sentence.cues.filter(
    ({ meaning }) => meaning.group === group && (id === undefined || meaning.id === id),
  );
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
