import type { Break, Token } from './tokens.ts';

/** Words that fill pauses, each with the neighbours beside which it means something: `matlab` in `iska matlab`. */
export type Hesitations = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Leaves out words that only fill a pause, so that phrases and numbers are found across them: `short of um breath`. In
 * capitals they are abbreviations, such as `ER`. What separated a word left out from its neighbours separates these.
 */
export function withoutHesitations(tokens: readonly Token[], hesitations: Hesitations): readonly Token[] {
  const isHesitation = ({ text, capitals }: Token, index: number): boolean => {
    const beside = capitals ? undefined : hesitations.get(text);
    if (beside === undefined) return false;
    return !beside.has(tokens[index - 1]?.text ?? '') && !beside.has(tokens[index + 1]?.text ?? '');
  };
  if (!tokens.some(isHesitation)) return tokens;
  const kept: Token[] = [];
  let before: Break = 0;
  let separator = '';
  for (const [index, token] of tokens.entries()) {
    if (token.before > before) before = token.before;
    separator += token.separator;
    if (isHesitation(token, index)) continue;
    kept.push(
      token.before === before && token.separator === separator ? token : { ...token, before, separator },
    );
    [before, separator] = [0, ''];
  }
  return kept;
}
