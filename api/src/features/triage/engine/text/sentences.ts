import type { Token } from './tokens.ts';

/** Speech recognition gives no full stops: a longer sentence is cut, which bounds the cost of what works on sentences. */
const MAX_TOKENS = 100;
const MIN_TOKENS = 60;
/** Words before which a sentence without full stops is best cut. */
const OPENERS = new Set(['and', 'but', 'so', 'then', 'also', 'aur', 'lekin', 'और', 'लेकिन']);

/** The sentences of a turn, as ranges of tokens. */
export function splitSentences(tokens: readonly Token[]): Array<{ from: number; to: number }> {
  const sentences: Array<{ from: number; to: number }> = [];
  let from = 0;
  let best = -1;
  for (let at = 1; at <= tokens.length; at++) {
    const token = tokens[at];
    if (token === undefined || token.before === 2) {
      sentences.push({ from, to: at });
      [from, best] = [at, -1];
      continue;
    }
    if (at - from >= MIN_TOKENS && (token.before === 1 || OPENERS.has(token.text))) best = at;
    if (at - from >= MAX_TOKENS) {
      const to = best > from ? best : at;
      sentences.push({ from, to });
      [from, best] = [to, -1];
    }
  }
  return tokens.length === 0 ? [] : sentences;
}
