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
  /** By group: they are asked for many times in a sentence. */
  readonly cues: ReadonlyMap<string, readonly Match[]>;
  readonly numbers: readonly NumberSpan[];
}

/** The cues of a group, with one id if given. */
export function cuesOf({ cues }: Sentence, group: string, id?: string): readonly Match[] {
  const found = cues.get(group) ?? NONE;
  if (id === undefined) return found;
  for (const { meaning } of found) {
    if (meaning.id === id) return found.filter((cue) => cue.meaning.id === id);
  }
  return NONE;
}

const NONE: readonly Match[] = [];

/** Cues by their group, in order. */
export function byGroup(cues: readonly Match[]): ReadonlyMap<string, readonly Match[]> {
  const groups = new Map<string, Match[]>();
  for (const cue of cues) {
    const group = groups.get(cue.meaning.group);
    if (group === undefined) groups.set(cue.meaning.group, [cue]);
    else group.push(cue);
  }
  return groups;
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
