import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sized } from '../../../../../test/support/size.ts';
import { finding } from '../../../../../test/support/triage-readings.ts';
import type { Finding, Reading, SpokenWord } from '../types.ts';
import { featuresOf, windowsOf } from './features.ts';
import { resemblanceOf, type WordWeights } from './resemblance.ts';

const WORDS = ['chest', 'pain', 'baby', 'blue', 'cough', 'fine', '104', 'breathing'];
const CONCEPTS = ['fever', 'chest_pain'];
/** What only a context names. */
const ELSEWHERE = 'asthma';

/** Words one after the other, of which some begin a sentence, and findings at some of them or nowhere. */
const readings = fc
  .tuple(
    fc.array(fc.tuple(fc.constantFrom(...WORDS), fc.boolean()), { maxLength: 120 }),
    fc.array(
      fc.tuple(fc.constantFrom(...CONCEPTS), fc.boolean(), fc.option(fc.nat({ max: 119 }), { nil: null })),
      { maxLength: 8 },
    ),
  )
  .map(([words, found]) => ({
    spoken: words.map(
      ([text, begins], at): SpokenWord => ({ text, start: at * 10, begins: begins || at === 0 }),
    ),
    findings: found
      .toSorted(([, , x], [, , y]) => (x ?? 0) - (y ?? 0))
      .map(
        ([concept, negated, at]): Finding =>
          finding(at === null || at >= words.length ? ELSEWHERE : concept, {
            negated,
            evidence: at === null || at >= words.length ? null : { start: at * 10, end: at * 10 + 5 },
          }),
      ),
  }));

/** What a window says by itself, feature by feature; findings that stand nowhere count in all of them. */
function oracle(reading: Pick<Reading, 'spoken' | 'findings'>, { intercept, weights }: WordWeights): number {
  const places = new Set(reading.spoken.map(({ start }) => start));
  const isPlaced = ({ evidence }: Finding) => evidence !== null && places.has(evidence.start);
  const odds = windowsOf(reading).map(([from, to]) => {
    const [start, end] = [from * 10, to * 10];
    const features = featuresOf({
      spoken: reading.spoken.slice(from, to),
      findings: reading.findings.filter(
        (one) =>
          !isPlaced(one) ||
          (one.evidence !== null && one.evidence.start >= start && one.evidence.start < end),
      ),
    });
    return [...features].reduce((sum, name) => sum + (weights.get(name) ?? 0), intercept);
  });
  return 1 / (1 + Math.exp(-Math.max(Number.NEGATIVE_INFINITY, ...odds)));
}

it('resemblance is that of the most urgent window, feature by feature', () => {
  const names = fc.constantFrom(
    ...WORDS.map((word) => (word === '104' ? '0' : word.slice(0, 5))),
    'chest pain',
    'baby blue',
    'pain pain',
    '0 breat',
    '+fever',
    '-fever',
    '+chest_pain',
    '+asthma',
  );
  const weights = fc
    .tuple(fc.integer({ min: -3, max: 0 }), fc.array(fc.tuple(names, fc.integer({ min: -8, max: 8 }))))
    .map(([intercept, pairs]): WordWeights => ({ intercept, weights: new Map(pairs) }));
  fc.assert(
    fc.property(readings, weights, weights, (reading, immediate, emergency) => {
      const found = resemblanceOf(reading, { immediate, emergency });
      expect(found.immediate).toBeCloseTo(oracle(reading, immediate), 12);
      expect(found.emergency).toBeCloseTo(oracle(reading, emergency), 12);
    }),
    { numRuns: sized({ small: 100, full: 5000 }) },
  );
});
