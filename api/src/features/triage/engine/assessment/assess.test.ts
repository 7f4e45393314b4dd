import { describe, expect, it } from 'vitest';
import { denied, finding, past, reading } from '../../../../../test/support/triage-readings.ts';
import type { Advice, Concept, Condition, Knowledge, QuestionText, Rule } from '../knowledge.ts';
import type { Reading, Urgency } from '../types.ts';
import { assess } from './assess.ts';

const source = { title: 'A guideline', publisher: 'A society', year: 2024, url: 'https://example.org' };

const concepts = new Map<string, Concept>(
  (
    [
      ['cough', 4, []],
      ['chest_pain', 2, []],
      ['crushing_chest_pain', 1, ['chest_pain']],
      ['sweating', 4, []],
      ['breathlessness', null, []],
      ['diabetes', null, []],
      ['pregnant', null, []],
      ['unwell', null, []],
      ['pain', 4, []],
      ['feels_fine', 5, []],
      ['emergency_named', null, []],
      ['prescription_refill', 5, []],
      ['unresponsive', 1, []],
    ] as const
  ).map(([id, alone, implies]) => [
    id,
    {
      id,
      labels: {},
      kind: id === 'prescription_refill' ? 'request' : 'symptom',
      alone,
      implies,
      service: null,
      pastAfterDays: null,
    },
  ]),
);

const rule = (id: string, urgency: Urgency, when: Condition, more: Partial<Rule> = {}): Rule => ({
  id,
  urgency,
  topic: 'test',
  labels: {},
  why: {},
  source,
  when,
  service: null,
  advice: [],
  ...more,
});

const question = (id: string, concept: string, when: Condition | null = null): QuestionText => ({
  id,
  concept,
  texts: {},
  when,
});
const advice = (...ids: readonly string[]) =>
  new Map<string, Advice>(ids.map((id) => [id, { id, steps: {}, source, excludes: [] }]));

/** Words that resemble nothing: what is read decides alone. */
const NO_WEIGHTS = { intercept: Number.NEGATIVE_INFINITY, weights: new Map<string, number>() };

const knowing = (more: Partial<Knowledge>): Knowledge => ({
  concepts,
  rules: [],
  questions: [],
  advice: new Map(),
  urgentWords: { immediate: NO_WEIGHTS, emergency: NO_WEIGHTS },
  ...more,
});

describe('a condition', () => {
  const severe = finding('cough', {
    severity: 'severe',
    onset: 'sudden',
    course: 'worsening',
    site: 'chest',
    sinceMinutes: 90,
  });
  const of = { chestPain: reading(['chest_pain']) };
  it.each<[name: string, when: Condition, one: Reading, holds: boolean]>([
    ['of a concept holds', 'cough', reading(['cough']), true],
    ['of a concept holds by what it implies', 'chest_pain', reading(['crushing_chest_pain']), true],
    ['of a concept does not hold when denied', 'cough', reading([denied('cough')]), false],
    ['of a concept holds when said and denied', 'cough', reading([denied('cough'), 'cough']), true],
    [
      'of a concept does not hold for someone else',
      'cough',
      reading([finding('cough', { subject: 'other' })]),
      false,
    ],
    [
      'of a concept does not hold when feared',
      'cough',
      reading([finding('cough', { time: 'feared' })]),
      false,
    ],
    ['of a concept does not hold long ago', 'cough', reading([past('cough')]), false],
    ['of a concept holds for a day after it went away', 'cough', reading([past('cough', 1440)]), true],
    ['of all holds with each', { all: ['cough', 'sweating'] }, reading(['cough', 'sweating']), true],
    ['of all fails without one', { all: ['cough', 'sweating'] }, reading(['cough']), false],
    ['of any holds with one', { any: ['cough', 'sweating'] }, reading(['sweating']), true],
    ['of none holds without', { all: ['cough', { none: ['sweating'] }] }, reading(['cough']), true],
    [
      'of none fails with one',
      { all: ['cough', { none: ['sweating'] }] },
      reading(['cough', 'sweating']),
      false,
    ],
    [
      'of a count holds',
      { count: { atLeast: 2, of: ['cough', 'sweating', 'pain'] } },
      reading(['cough', 'pain']),
      true,
    ],
    [
      'of a count fails with fewer',
      { count: { atLeast: 2, of: ['cough', 'sweating'] } },
      reading(['cough']),
      false,
    ],
    [
      'of a severity holds for a worse one',
      { finding: 'cough', severity: 'moderate' },
      reading([severe]),
      true,
    ],
    [
      'of a severity fails where it is not known',
      { finding: 'cough', severity: 'mild' },
      reading(['cough']),
      false,
    ],
    ['of an onset holds', { finding: 'cough', onset: 'sudden' }, reading([severe]), true],
    ['of a course fails for another', { finding: 'cough', course: 'improving' }, reading([severe]), false],
    [
      'of a certainty fails below it',
      { finding: 'cough', certainty: 'certain' },
      reading([finding('cough', { certainty: 'possible' })]),
      false,
    ],
    ['of a site holds', { finding: 'cough', site: 'chest' }, reading([severe]), true],
    ['of a duration holds within it', { finding: 'cough', sinceAtMost: 90 }, reading([severe]), true],
    ['of a duration fails beyond it', { finding: 'cough', sinceAtLeast: 91 }, reading([severe]), false],
    [
      'of a denial holds',
      { all: ['cough', { denied: 'sweating' }] },
      reading(['cough', denied('sweating')]),
      true,
    ],
    [
      'of a denial holds for what is more specific',
      { all: ['cough', { denied: 'crushing_chest_pain' }] },
      reading(['cough', denied('chest_pain')]),
      true,
    ],
    ['of a history holds from the past', { history: 'diabetes' }, reading([past('diabetes')]), true],
    ['of a history holds now', { history: 'diabetes' }, reading(['diabetes']), true],
    [
      'of a history fails when too long ago',
      { history: 'cough', sinceAtMost: 60 },
      reading([past('cough', 61)]),
      false,
    ],
    [
      'of a vital holds within its limits',
      { vital: 'spo2', below: 94, atLeast: 90 },
      reading([], {}, { spo2: 90 }),
      true,
    ],
    [
      'of a vital fails outside',
      { vital: 'spo2', below: 94, atLeast: 90 },
      reading([], {}, { spo2: 94 }),
      false,
    ],
    ['of a vital fails where none is measured', { vital: 'spo2', atMost: 100 }, of.chestPain, false],
    [
      'of an age holds',
      { all: ['cough', { age: { below: 3 } }] },
      reading(['cough'], { ageMonths: 2 }),
      true,
    ],
    [
      'of an age holds for a group wholly within',
      { all: ['cough', { age: { below: 12 } }] },
      reading(['cough'], { ageGroup: 'infant' }),
      true,
    ],
    [
      'of an age fails for a group partly within',
      { all: ['cough', { age: { below: 3 } }] },
      reading(['cough'], { ageGroup: 'infant' }),
      false,
    ],
    [
      'of an age that may be unknown holds',
      { all: ['cough', { age: { below: 3, unknown: true } }] },
      reading(['cough']),
      true,
    ],
    [
      'of an age that may be unknown fails beyond',
      { all: ['cough', { age: { below: 3, unknown: true } }] },
      reading(['cough'], { ageGroup: 'adult' }),
      false,
    ],
    [
      'of a group holds by the months',
      { all: ['cough', { ageGroup: ['elder'] }] },
      reading(['cough'], { ageMonths: 800 }),
      true,
    ],
    [
      'of a pregnancy holds by what was said',
      { all: ['cough', { pregnant: true }] },
      reading(['cough', 'pregnant']),
      true,
    ],
    [
      'of weeks fails where they are not known',
      { all: ['cough', { pregnant: true, weeksAtLeast: 20 }] },
      reading(['cough'], { pregnant: true }),
      false,
    ],
    [
      'of weeks holds',
      { all: ['cough', { pregnant: true, weeksAtLeast: 20 }] },
      reading(['cough'], { pregnant: true, pregnancyWeeks: 20 }),
      true,
    ],
    [
      'of a sex fails for another',
      { all: ['cough', { sex: 'female' }] },
      reading(['cough'], { sex: 'male' }),
      false,
    ],
  ])('%s', (_name, when, one, holds) => {
    const { redFlags } = assess(one, knowing({ rules: [rule('a-rule', 1, when)] }));
    expect(redFlags.some(({ rule: id }) => id === 'a-rule')).toBe(holds);
  });
});

describe('assess', () => {
  it('takes the most urgent of rules and single findings, and says what it stands on', () => {
    const rules = [
      rule('cough-sweat', 3, { all: ['cough', 'sweating'] }),
      rule('heart-attack', 1, { all: ['chest_pain', 'sweating'] }),
    ];
    expect(assess(reading(['cough', 'chest_pain', 'sweating']), knowing({ rules }))).toMatchObject({
      urgency: 1,
      redFlags: [{ rule: 'heart-attack', urgency: 1, findings: [1, 2] }],
      grounds: [],
      insufficient: false,
      recommendedServiceType: 'ambulance',
    });
  });

  it('names the concept where a finding decides alone', () => {
    expect(assess(reading(['chest_pain']), knowing({})).redFlags).toEqual([
      { rule: 'chest_pain', urgency: 2, findings: [0] },
    ]);
    expect(assess(reading(['cough']), knowing({})).grounds).toEqual([
      { rule: 'cough', urgency: 4, findings: [0] },
    ]);
  });

  it('recommends the service of the deciding ground, in an emergency an ambulance', () => {
    const rules = [
      rule('needs-nurse', 4, 'cough', { service: 'home_nursing' }),
      rule('wants-pills', 5, 'prescription_refill', { service: 'remote_care' }),
    ];
    const served = (...said: readonly string[]) =>
      assess(reading(said), knowing({ rules })).recommendedServiceType;
    expect([
      served('cough', 'prescription_refill'),
      served('prescription_refill'),
      served('cough', 'chest_pain'),
    ]).toEqual(['home_nursing', 'remote_care', 'ambulance']);
  });

  it.each<[name: string, one: Reading, urgency: Urgency, insufficient: boolean]>([
    ['nothing said', reading([]), 2, true],
    ['only what is vague', reading(['unwell', 'emergency_named']), 2, true],
    ['pain of an unknown place', reading(['pain']), 2, true],
    ['pain of a known place', reading([finding('pain', { site: 'elbow' })]), 4, false],
    ['only a condition of old', reading([past('diabetes')]), 2, true],
    ['only reassurance', reading(['feels_fine']), 2, true],
    ['only denials', reading([denied('chest_pain'), denied('cough')]), 2, true],
    ['only what somebody else has', reading([finding('cough', { subject: 'other' })]), 2, true],
    ['a clear request', reading(['prescription_refill']), 5, false],
    ['a clear request called urgent', reading(['prescription_refill', 'emergency_named']), 5, false],
    ['a clear request of someone not well', reading(['prescription_refill', 'unwell']), 5, false],
    [
      'a request beside a sentence of which nothing decides',
      { ...reading(['prescription_refill']), told: [{ start: 90, end: 99 }] },
      2,
      true,
    ],
    [
      'a minor finding beside such a sentence',
      { ...reading(['cough']), told: [{ start: 90, end: 99 }] },
      4,
      false,
    ],
    ['a minor finding', reading(['cough']), 4, false],
    ['a minor finding in words mostly not understood', reading(['cough'], {}, {}, 0.4), 2, true],
    ['a request in words mostly not understood', reading(['prescription_refill'], {}, {}, 0.4), 2, true],
    ['an emergency in words mostly not understood', reading(['unresponsive'], {}, {}, 0.2), 1, true],
  ])('finds %s to be of the urgency that is safe', (_name, one, urgency, insufficient) => {
    expect(assess(one, knowing({}))).toMatchObject({ urgency, insufficient });
  });

  it('gives no advice that another one excludes', () => {
    const rules = [
      rule('first-rule', 1, 'chest_pain', { advice: ['burn'] }),
      rule('other-rule', 2, 'cough', { advice: ['fever'] }),
    ];
    const known = advice('burn', 'fever', 'while-waiting');
    const none: Advice = { id: 'burn', steps: {}, source, excludes: ['fever'] };
    const all = knowing({ rules, advice: new Map([...known, ['burn', none]]) });
    expect(assess(reading(['chest_pain', 'cough']), all).advice).toEqual(['burn', 'while-waiting']);
    expect(assess(reading(['cough']), all).advice).toEqual(['fever', 'while-waiting']);
  });

  it('gives three pieces of advice at most, of the most urgent rules first', () => {
    const rules = [
      rule('first-rule', 1, 'chest_pain', { advice: ['burn', 'cpr'] }),
      rule('other-rule', 3, 'cough', { advice: ['bleeding', 'cpr', 'fever'] }),
    ];
    const known = knowing({ rules, advice: advice('cpr', 'bleeding', 'burn', 'fever', 'while-waiting') });
    expect(assess(reading(['chest_pain', 'cough']), known).advice).toEqual(['cpr', 'burn', 'bleeding']);
    expect(assess(reading(['unresponsive']), known).advice).toEqual(['while-waiting']);
    expect(assess(reading(['prescription_refill']), known).advice).toEqual([]);
  });
});

describe('the questions', () => {
  const rules = [rule('heart-attack', 1, { all: ['chest_pain', { any: ['sweating', 'breathlessness'] }] })];
  const questions = [
    question('awake', 'unresponsive'),
    question('sweats', 'sweating', 'chest_pain'),
    question('breathless', 'breathlessness', 'chest_pain'),
    question('diabetic', 'diabetes', 'chest_pain'),
    question('chest', 'chest_pain', 'cough'),
  ];
  const asked = (one: Reading) => assess(one, knowing({ rules, questions })).questions.map(({ id }) => id);

  it('are those that would change the urgency, with the urgency that they would make', () => {
    expect(assess(reading(['chest_pain']), knowing({ rules, questions })).questions).toEqual([
      { id: 'sweats', concept: 'sweating', wouldBe: 1 },
      { id: 'breathless', concept: 'breathlessness', wouldBe: 1 },
    ]);
  });

  it('open the talk where too little is known', () => {
    expect(asked(reading(['unwell']))).toEqual(['awake']);
    expect(asked(reading(['cough']))).toEqual(['chest']);
  });

  it('are not asked again once answered, whatever the answer', () => {
    expect(asked(reading(['chest_pain', denied('sweating')]))).toEqual(['breathless']);
    expect(asked(reading(['cough', denied('chest_pain')]))).toEqual([]);
  });

  it('end when nothing would change', () => {
    expect(asked(reading(['crushing_chest_pain']))).toEqual([]);
  });
});
