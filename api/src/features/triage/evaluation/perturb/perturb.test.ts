import { describe, expect, it } from 'vitest';
import type { EvaluationCase } from '../cases.ts';
import { type Answer, type Assess, evaluate } from '../evaluate.ts';
import { PERTURBATION_KINDS } from './kinds.ts';
import { MAX_TYPO_SHARE } from './noise.ts';
import { perturb, variantsOf } from './perturb.ts';

const CASES: readonly EvaluationCase[] = [
  {
    id: 'a',
    language: 'en',
    urgency: 1,
    text: "My husband isn't breathing, BP 86/40. He is very weak and cold!",
  },
  { id: 'b', language: 'hi', urgency: 2, text: 'सीने में दर्द है और पसीना आ रहा है। साँस भी फूल रही है' },
  {
    id: 'c',
    language: 'hi-Latn',
    urgency: 5,
    text: 'thyroid ki goli khatam ho gayi aur parcha renew karna hai',
  },
];
const [ENGLISH] = CASES as [EvaluationCase];
const kindNamed = (name: string) => PERTURBATION_KINDS.filter((kind) => kind.name === name);
const textOf = (one: EvaluationCase, name: string, seed?: string) =>
  variantsOf(one, kindNamed(name), seed)[0]?.text ?? one.text;
const SEEDS = Array.from({ length: 50 }, (_, index) => `seed ${index}`);

const answer = (urgency: Answer['urgency']): Answer => ({
  urgency,
  redFlags: [],
  findings: [],
  latencyMs: 1,
  costMicros: 0,
  source: 'rules',
});

describe('variants of a case', () => {
  it('are the same for the same seed', () => {
    const first = CASES.flatMap((one) => variantsOf(one));
    expect(CASES.flatMap((one) => variantsOf(one))).toEqual(first);
    expect(CASES.flatMap((one) => variantsOf(one, PERTURBATION_KINDS, 'other'))).not.toEqual(first);
  });

  it.each(CASES)(
    'exist in each kind for language $language, capitals only where letters have them',
    (one) => {
      const kinds = variantsOf(one).map(({ kind }) => kind);
      const expected = PERTURBATION_KINDS.map(({ name }) => name);
      expect(kinds).toEqual(
        one.language === 'hi' ? expected.filter((name) => name !== 'capitals') : expected,
      );
    },
  );

  it.each(['minimising', 'politeness', 'reassurance', 'obstacles', 'calm', 'injection', 'story'])(
    'keep each sentence of the text in the kind %s',
    (name) => {
      for (const seed of SEEDS) {
        for (const sentence of ["My husband isn't breathing, BP 86/40.", 'He is very weak and cold!'])
          expect(textOf(ENGLISH, name, seed)).toContain(sentence);
      }
    },
  );

  it('keep the words in their order between fillers', () => {
    for (const seed of SEEDS) {
      const words = textOf(ENGLISH, 'fillers', seed).split(' ');
      let at = -1;
      for (const word of ENGLISH.text.split(' ')) {
        at = words.indexOf(word, at + 1);
        expect(at).toBeGreaterThan(-1);
      }
    }
  });

  it.each(CASES)('have few typing errors for language $language, none in numbers and short words', (one) => {
    const words = one.text.split(' ');
    for (const seed of SEEDS) {
      const typed = textOf(one, 'typos', seed).split(' ');
      expect(typed).toHaveLength(words.length);
      const changed = words.filter((word, index) => word !== typed[index]);
      expect(changed.length).toBeLessThanOrEqual(Math.max(1, words.length * MAX_TYPO_SHARE));
      expect(changed.filter((word) => /\d/.test(word) || word.length < 3)).toEqual([]);
    }
  });

  it('look like recognised speech', () => {
    expect(textOf({ ...ENGLISH, text: "He can't breathe, temp 38.5. BP 86/40!" }, 'recognition')).toBe(
      'he cant breath temp 38.5 bp 86 over 40',
    );
  });

  it('have small words in the other language', () => {
    expect(textOf(ENGLISH, 'mixed_language')).toBe(
      "My husband isn't breathing, BP 86/40. He is bahut weak aur cold!",
    );
  });
});

describe('the count of flips', () => {
  it('separates downwards, upwards, and emergencies that are lost', async () => {
    // Wrong on purpose: misled by capitals and injections, alarmed by a story.
    const assess: Assess = ({ text }) => {
      if (text === text.toUpperCase()) return answer(2);
      if (/urgency|drill|assistant|self-care/.test(text)) return answer(5);
      return answer(/cricket|bank/.test(text) ? 1 : text.includes('breathing') ? 1 : 4);
    };
    const cases: readonly EvaluationCase[] = [
      ENGLISH,
      { id: 'd', language: 'en', urgency: 4, text: 'My throat is a bit sore' },
    ];
    const result = await perturb(await evaluate(cases, assess), assess, {
      kinds: PERTURBATION_KINDS.filter(({ name }) => ['injection', 'capitals', 'story'].includes(name)),
    });
    const { kinds, flips } = result;
    const counts = kinds.map((kind) => [
      kind.kind,
      kind.variants,
      kind.down,
      kind.up,
      kind.emergencies,
      kind.downOfEmergencies,
      kind.lostEmergencies,
    ]);
    expect(counts).toEqual([
      ['injection', 2, 2, 0, 1, 1, 1],
      ['capitals', 2, 1, 1, 1, 1, 0],
      ['story', 2, 0, 1, 1, 0, 0],
    ]);
    expect(flips.map(({ id, kind, original, given }) => [id, kind, original, given])).toEqual([
      ['a', 'injection', 1, 5],
      ['a', 'capitals', 1, 2],
      ['d', 'injection', 4, 5],
      ['d', 'capitals', 4, 2],
      ['d', 'story', 4, 1],
    ]);
  });
});
