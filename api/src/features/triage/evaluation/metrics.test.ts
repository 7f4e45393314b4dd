import { describe, expect, it } from 'vitest';
import type { Urgency } from '../engine/types.ts';
import type { EvaluationCase } from './cases.ts';
import { type Answer, evaluate, type Outcome } from './evaluate.ts';
import { percentile, rateOf } from './intervals.ts';
import { metricsOf } from './metrics.ts';

describe('the Wilson interval of a rate', () => {
  // R. G. Newcombe, Stat. Med. 17 (1998), table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i in %i is %f to %f', (count, of, low, high) => {
    const rate = rateOf(count, of);
    expect(rate.low).toBeCloseTo(low, 4);
    expect(rate.high).toBeCloseTo(high, 4);
  });

  it('ends at 1 when each case counts', () => {
    expect(rateOf(29, 29)).toMatchObject({ rate: 1, high: 1 });
  });

  it('is unknown without cases', () => {
    expect(rateOf(0, 0)).toEqual({ count: 0, of: 0, rate: null, low: null, high: null });
  });
});

describe('a percentile', () => {
  it.each([
    [0.5, 3],
    [0.95, 5],
    [0.2, 1],
    [1, 5],
  ])('of share %f is the smallest value that reaches it', (share, value) => {
    expect(percentile([5, 1, 4, 2, 3], share)).toBe(value);
  });

  it('is unknown without values', () => {
    expect(percentile([], 0.5)).toBeNull();
  });
});

/** Label, given, and what groups it. */
type Row = readonly [
  label: Urgency,
  given: Urgency,
  members?: Partial<EvaluationCase>,
  answer?: Partial<Answer>,
];

function outcomesOf(rows: readonly Row[]): readonly Outcome[] {
  return rows.map(([urgency, given, members, answer], index) => ({
    case: { id: String(index), text: 'no fever but very cold', urgency, ...members },
    answer: {
      urgency: given,
      redFlags: [],
      findings: [],
      latencyMs: index + 1,
      costMicros: 10,
      source: 'rules',
      ...answer,
    },
  }));
}

describe('the metrics', () => {
  const metrics = metricsOf(
    outcomesOf([
      [1, 1, { language: 'en', register: 'caller', ageGroup: 'adult' }],
      [1, 2, { language: 'hi', context: { ageMonths: 0 } }],
      [2, 2, { language: 'en', context: { ageYears: 70 } }],
      [2, 4, { language: 'en', context: { ageMonths: 30 } }, { source: 'llm' }],
      [3, 3, { language: 'hi' }],
      [4, 2, { language: 'hi' }, { insufficient: true, degraded: true }],
      [5, 4, { language: 'en' }],
      [5, 5, { language: 'en' }],
    ]),
  );

  it('count labels by the urgency that was given', () => {
    expect(metrics.confusion).toEqual([
      [1, 1, 0, 0, 0],
      [0, 1, 0, 1, 0],
      [0, 0, 1, 0, 0],
      [0, 1, 0, 0, 0],
      [0, 0, 0, 1, 1],
    ]);
  });

  it.each([
    ['accuracy', 4, 8],
    ['withinOne', 6, 8],
    ['underTriage', 2, 8],
    ['overTriage', 2, 8],
    ['underTriageOf1', 1, 2],
    ['underTriageOf1And2', 2, 4],
    ['missedEmergencies', 1, 4],
    ['flaggingOf4And5', 1, 3],
  ] as const)('have %s as %i of %i', (name, count, of) => {
    expect(metrics[name]).toEqual(rateOf(count, of));
  });

  it('group by language, register and age, which may come from the context', () => {
    expect(metrics.by.language.hi).toMatchObject({
      cases: 3,
      accuracy: rateOf(1, 3),
      underTriage: rateOf(1, 3),
    });
    expect(Object.keys(metrics.by.register)).toEqual(['caller', 'unknown']);
    const ages = Object.entries(metrics.by.ageGroup).map(([name, { cases }]) => [name, cases]);
    expect(Object.fromEntries(ages)).toEqual({ adult: 1, elder: 1, newborn: 1, toddler: 1, unknown: 4 });
  });

  it('sum up latency, cost and sources', () => {
    expect(metrics.latencyMs).toEqual({ p50: 4, p95: 8, p99: 8, max: 8 });
    expect(metrics).toMatchObject({ costMicros: 80, sources: { rules: 7, llm: 1 } });
    expect(metrics).toMatchObject({ insufficient: 1, degraded: 1 });
  });

  it('list misses with missed emergencies first', () => {
    expect(metrics.misses.map(({ id, urgency, given, kind }) => [id, urgency, given, kind])).toEqual([
      ['3', 2, 4, 'under'],
      ['1', 1, 2, 'under'],
      ['5', 4, 2, 'over'],
      ['6', 5, 4, 'over'],
    ]);
  });

  it('explain a miss by its findings with their words', () => {
    const findings = [
      { concept: 'fever', negated: true, evidence: { start: 3, end: 8 } },
      { concept: 'cold', negated: false, time: 'past', subject: 'other', evidence: { start: 18, end: 22 } },
      { concept: 'news2_high', negated: false, evidence: null },
    ];
    const [miss] = metricsOf(
      outcomesOf([[4, 2, { reason: 'mild' }, { findings, redFlags: ['sepsis'] }]]),
    ).misses;
    expect(miss).toMatchObject({
      reason: 'mild',
      redFlags: ['sepsis'],
      findings: ['not fever ("fever")', 'cold ("cold", other, past)', 'news2_high (computed)'],
    });
  });

  it('are unknown without cases', () => {
    const none = metricsOf([]);
    expect(none).toMatchObject({ cases: 0, costMicros: 0, misses: [] });
    expect(none.accuracy.rate).toBeNull();
    expect(none.latencyMs.p50).toBeNull();
  });
});

describe('an evaluation', () => {
  const cases: readonly EvaluationCase[] = ['a', 'b', 'c', 'd'].map((id) => ({
    id,
    text: id,
    urgency: 3,
    language: 'en',
    reason: 'secret',
  }));

  it('assesses text, language and context only, in order, some side by side', async () => {
    const [outcome] = outcomesOf([[3, 3]]);
    const asked: unknown[] = [];
    let running = 0;
    let peak = 0;
    const assess = async (input: unknown) => {
      asked.push(input);
      running += 1;
      peak = Math.max(peak, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return outcome?.answer as Answer;
    };
    const outcomes = await evaluate(cases, assess, { concurrency: 2 });
    expect(outcomes.map((one) => one.case.id)).toEqual(['a', 'b', 'c', 'd']);
    expect(asked).toEqual(cases.map(({ text }) => ({ text, language: 'en' })));
    expect(peak).toBe(2);
  });

  it('ends with the error of an assessment', async () => {
    const assess = () => Promise.reject(new Error('the service is down'));
    await expect(evaluate(cases, assess)).rejects.toThrow('the service is down');
  });
});
