import type { Token } from '../text/tokens.ts';
import type { Lexicon, Meaning, Pattern } from './lexicon.ts';

/** A phrase found in a sentence. */
export interface Match {
  readonly meaning: Meaning;
  /** Indexes of the tokens that matched a step, ascending; words in gaps are left out. */
  readonly tokens: readonly number[];
  readonly first: number;
  readonly last: number;
}

/** What a token can stand for. Tokens between `from` and `to` of one sentence are matched together. */
export type SymbolsOfTokens = readonly (readonly number[])[];

/** Steps taken, by which tests show that the cost grows in step with the length. */
export interface Counter {
  steps: number;
}

/** Finds all phrases in the tokens from `from` to `to`: one sentence. */
export function findPhrases(
  lexicon: Lexicon,
  tokens: readonly Token[],
  symbols: SymbolsOfTokens,
  from: number,
  to: number,
  counter: Counter,
): Match[] {
  const found: Match[] = [];
  for (let at = from; at < to; at++) {
    const tried = new Set<number>();
    for (const symbol of symbols[at] as readonly number[]) {
      const candidates = lexicon.anchored.get(symbol);
      if (candidates === undefined) continue;
      for (const id of candidates) {
        if (tried.has(id)) continue;
        if ((symbols[at] as readonly number[]).length > 1) tried.add(id);
        const pattern = lexicon.patterns[id] as Pattern;
        counter.steps++;
        const matched = matchAround(pattern, tokens, symbols, at, from, to, counter);
        if (matched === null) continue;
        found.push({
          meaning: lexicon.meanings[pattern.meaning] as Meaning,
          tokens: matched,
          first: matched[0] as number,
          last: matched.at(-1) as number,
        });
      }
    }
  }
  return mostSpecific(found);
}

function matchAround(
  pattern: Pattern,
  tokens: readonly Token[],
  symbols: SymbolsOfTokens,
  at: number,
  from: number,
  to: number,
  counter: Counter,
): readonly number[] | null {
  const { steps, anchor } = pattern;
  if (steps.length === 1) return [at];
  const matched = new Array<number>(steps.length);
  matched[anchor] = at;

  const fits = (step: number, token: number): boolean => {
    counter.steps++;
    const set = (steps[step] as Pattern['steps'][number]).symbols;
    for (const symbol of symbols[token] as readonly number[]) if (set.has(symbol)) return true;
    return false;
  };
  const backward = (step: number, token: number): boolean => {
    if (step < 0) return true;
    let words = (steps[step + 1] as Pattern['steps'][number]).gap;
    for (let next = token - 1; next >= from; next--) {
      // A comma counts as one of the words between.
      if ((tokens[next + 1] as Token).before === 1 && --words < 0) return false;
      if (fits(step, next)) {
        matched[step] = next;
        if (backward(step - 1, next)) return true;
      }
      if (--words < 0) return false;
    }
    return false;
  };
  const forward = (step: number, token: number): boolean => {
    if (step === steps.length) return true;
    let words = (steps[step] as Pattern['steps'][number]).gap;
    for (let next = token + 1; next < to; next++) {
      if ((tokens[next] as Token).before === 1 && --words < 0) return false;
      if (fits(step, next)) {
        matched[step] = next;
        if (forward(step + 1, next)) return true;
      }
      if (--words < 0) return false;
    }
    return false;
  };
  return forward(anchor + 1, at) && backward(anchor - 1, at) ? matched : null;
}

/**
 * Leaves out what a longer match of the same group contains word for word: `pain` in `chest pain`, `headache` in
 * `worst headache of my life`. Matches that only overlap both stand.
 */
function mostSpecific(found: readonly Match[]): Match[] {
  const byToken = new Map<number, Match[]>();
  const kept: Match[] = [];
  const longestFirst = [...found].sort(
    (a, b) => b.tokens.length - a.tokens.length || a.last - a.first - (b.last - b.first),
  );
  for (const match of longestFirst) {
    const rivals = byToken.get(match.first) ?? [];
    const covered = rivals.some(
      (other) =>
        other.meaning.group === match.meaning.group &&
        (other.tokens.length > match.tokens.length
          ? match.tokens.every((token) => other.tokens.includes(token))
          : other.meaning === match.meaning && match.tokens.every((token) => other.tokens.includes(token))),
    );
    if (covered) continue;
    kept.push(match);
    for (const token of match.tokens) {
      const list = byToken.get(token);
      if (list === undefined) byToken.set(token, [match]);
      else list.push(match);
    }
  }
  return kept.sort((a, b) => a.first - b.first || a.last - b.last);
}
