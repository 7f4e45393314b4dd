import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sized } from '../../../../../test/support/size.ts';
import { tokenise } from '../text/tokens.ts';
import { compileLexicon, type Meaning } from './lexicon.ts';
import { findPhrases, type Match, mostSpecific } from './match.ts';
import type { Sequence } from './phrase.ts';

const WORDS = ['a', 'b', 'c', 'd', 'e', 'f'];
const MANY = [...WORDS, ...'ghijklmnopqrst'];
const MEANINGS: readonly Meaning[] = [
  { group: 'concept', id: 'one', negated: false },
  { group: 'concept', id: 'two', negated: false },
  { group: 'cue', id: 'three', negated: false },
];

const sequences = fc.array(
  fc.record({
    symbols: fc.oneof(
      fc.constantFrom(...WORDS).map((word) => [word]),
      fc.uniqueArray(fc.constantFrom(...MANY), { minLength: 2, maxLength: 14 }),
    ),
    gap: fc.nat({ max: 3 }),
  }),
  { minLength: 1, maxLength: 4 },
);
const phrases = fc.array(fc.tuple(fc.constantFrom(...MEANINGS), sequences), { minLength: 1, maxLength: 12 });
const texts = fc
  .array(fc.tuple(fc.constantFrom(...WORDS, 'x'), fc.constantFrom(' ', ' ', ', ')), { maxLength: 20 })
  .map((words) => words.map(([word, separator]) => word + separator).join(''));

/** Whether the words from the rarest on, and those before it, can be found one after the other within their gaps. */
function isMatch(sequence: Sequence, places: readonly number[], commas: ReadonlySet<number>): boolean {
  return sequence.every((step, index) => {
    if (index === 0) return true;
    const [from, to] = [places[index - 1] as number, places[index] as number];
    let words = step.gap - (to - from - 1);
    for (let at = from + 1; at <= to; at++) if (commas.has(at)) words -= 2;
    return words >= 0;
  });
}

/** Every choice of places of a sequence in a text. */
function everyPlace(sequence: Sequence, words: readonly string[], from = 0): readonly (readonly number[])[] {
  const [step, ...rest] = sequence;
  if (step === undefined) return [[]];
  return words.flatMap((word, at) =>
    at >= from && step.symbols.includes(word)
      ? everyPlace(rest, words, at + 1).map((places) => [at, ...places])
      : [],
  );
}

it('phrases are found where trying every choice of words finds them', () => {
  fc.assert(
    fc.property(phrases, texts, (all, text) => {
      const lexicon = compileLexicon(
        all.map(([meaning, sequence]) => ({ meaning, sequences: [sequence], phonetic: false })),
      );
      const tokens = tokenise(text, new Map());
      const symbols = tokens.map((token) => {
        const symbol = lexicon.words.get(token.text);
        return symbol === undefined ? [] : [symbol];
      });
      const found = findPhrases(lexicon, tokens, symbols, 0, tokens.length, { steps: 0 });
      const words = tokens.map((token) => token.text);
      const commas = new Set(tokens.flatMap(({ before }, at) => (before === 1 ? [at] : [])));
      const extents = (matches: readonly Match[]) =>
        new Set(matches.map(({ meaning, tokens: at }) => `${meaning.group} ${meaning.id} ${at.join()}`));
      const possible = new Set(
        all.flatMap(([{ group, id }, sequence]) =>
          everyPlace(sequence, words)
            .filter((places) => isMatch(sequence, places, commas))
            .map((places) => `${group} ${id} ${places.join()}`),
        ),
      );
      // Of one phrase around one word the nearest is taken: all that is found is possible, and none is missed.
      expect([...extents(found)].filter((one) => !possible.has(one))).toEqual([]);
      for (const [{ group, id }, sequence] of all) {
        const isPossible = everyPlace(sequence, words).some((places) => isMatch(sequence, places, commas));
        const isFound = found.some(({ meaning }) => meaning.group === group && meaning.id === id);
        if (isPossible) expect(isFound).toBe(true);
      }
      // Left out is what another one of its group holds word for word, and nothing else.
      const kept = mostSpecific(found);
      const isHeld = (match: Match) =>
        found.some(
          (other) =>
            other.meaning.group === match.meaning.group &&
            other.tokens.length > match.tokens.length &&
            match.tokens.every((token) => other.tokens.includes(token)),
        );
      expect(extents(kept)).toEqual(extents(found.filter((match) => !isHeld(match))));
      expect(kept.length).toBe(extents(kept).size);
    }),
    { numRuns: sized({ small: 100, full: 5000 }) },
  );
});
