import { describe, expect, it } from 'vitest';
import { advance, apply, begin, nextDue, replay } from './advance.ts';
import { criteriaOf } from './criteria.ts';
import { play, speakingMs } from './play.ts';
import { COST, score } from './score.ts';
import type { Entry, Expectations, Input, Line, Scenario } from './types.ts';

const line = (say: string, more: Partial<Line> = {}): Line => ({ say, tells: [], sets: [], ...more });

const EXPECTS: Expectations = {
  asked: [{ intents: ['ask-a'], byMs: 10_000 }],
  found: [{ concept: 'pain', byMs: 20_000 }],
  recognised: { byMs: 30_000, shownBy: ['advise'] },
  urgency: { is: 2, accepts: [1] },
  action: 'dispatch',
  service: 'ambulance',
  advice: [{ intents: ['advise'], byMs: 40_000 }],
  address: { byMs: 30_000, known: 'known', confirmedBy: ['confirm'] },
  wrong: [
    { id: 'harm', why: 'It harms.', gravity: 'dangerous', on: { said: ['harm'] } },
    { id: 'early', why: 'Too early.', gravity: 'minor', on: { endedBefore: ['known'] } },
    { id: 'unasked', why: 'Unasked.', gravity: 'serious', on: { decidedBefore: ['ask-a'] } },
    { id: 'refused', why: 'Refused.', gravity: 'serious', on: { decided: ['false_call'] } },
  ],
};

const SCENARIO: Scenario = {
  id: 'test',
  title: 'Test',
  summary: 'Test',
  difficulty: 1,
  language: 'en',
  sources: ['source'],
  caller: { name: 'A', relation: 'friend', voice: 'male', persona: 'Calm.', mood: 'calm' },
  facts: { place: 'here' },
  noise: [],
  opening: line('Hello'),
  replies: [
    { id: 'ask-a', on: ['ask-a', 'ask-alias'], lines: [line('Pain', { tells: ['pain'], becomes: 'sad' })] },
    {
      id: 'ask-b',
      on: ['ask-b'],
      lines: [
        line('Sad', { mood: 'sad' }),
        line('Late', { afterMs: 60_000 }),
        line('Here', { sets: ['known'] }),
      ],
    },
    {
      id: 'confirm',
      on: ['confirm'],
      lines: [line('Yes', { when: ['known'] }), line('No', { unless: ['known'] })],
    },
    { id: 'more', on: ['more'], lines: [line('More')] },
  ],
  unprompted: [
    { ...line('Hurry', { unless: ['ask-a'] }), id: 'hurry', atMs: 5_000, times: 1 },
    { ...line('There?'), id: 'there', silenceMs: 8_000, times: 2 },
  ],
  unclear: ['What?', 'Pardon?'],
  okay: ['Okay.'],
  expects: EXPECTS,
  plays: { right: { script: [] }, wrong: { script: [], loses: {} } },
};

const said = (atMs: number, ...intents: string[]): Input => ({
  kind: 'said',
  atMs,
  text: intents.join(' '),
  intents,
});

function run(...inputs: readonly Input[]): readonly Entry[] {
  const entries = [...begin(SCENARIO)];
  for (const input of inputs) entries.push(...advance(SCENARIO, replay(SCENARIO, entries), input));
  return entries;
}
const spoken = (entries: readonly Entry[]) =>
  entries.flatMap((entry) => (entry.kind === 'caller' ? [entry.text] : []));

describe('a caller', () => {
  it.each<[does: string, inputs: readonly Input[], says: readonly string[]]>([
    ['opens the call', [], ['Hello']],
    ['answers an intent by any of its names', [said(1, 'ask-alias')], ['Hello', 'Pain']],
    [
      'answers in the order in which things were asked',
      [said(1, 'confirm', 'ask-b')],
      ['Hello', 'No', 'Here'],
    ],
    [
      'answers three things at most',
      [said(1, 'more', 'ask-a', 'ask-b', 'confirm')],
      ['Hello', 'More', 'Pain', 'Sad'],
    ],
    ['speaks by mood', [said(1, 'ask-a'), said(2, 'ask-b')], ['Hello', 'Pain', 'Sad']],
    ['speaks by time', [said(60_000, 'ask-b')], ['Hello', 'Late']],
    ['speaks by what came to pass', [said(1, 'ask-b'), said(2, 'confirm')], ['Hello', 'Here', 'Yes']],
    [
      'says in turn that nothing was understood',
      [said(1), said(2), said(3)],
      ['Hello', 'What?', 'Pardon?', 'What?'],
    ],
    ['acknowledges what needs no answer', [said(1, 'advise')], ['Hello', 'Okay.']],
    ['says nothing before it is due', [{ kind: 'time', atMs: 4_999 }], ['Hello']],
    ['speaks unprompted when it is due', [{ kind: 'time', atMs: 5_000 }], ['Hello', 'Hurry']],
    ['is silent about what was asked', [said(1, 'ask-a'), { kind: 'time', atMs: 6_000 }], ['Hello', 'Pain']],
    ['says nothing after the end', [{ kind: 'ended', atMs: 1 }, said(2, 'ask-a')], ['Hello']],
  ])('%s', (_, inputs, says) => {
    expect(spoken(run(...inputs))).toEqual(says);
  });

  it('is due next at the earliest of what holds, and never after the end', () => {
    const at = (...inputs: readonly Input[]) => nextDue(SCENARIO, replay(SCENARIO, run(...inputs)));
    expect(at()).toBe(5_000);
    expect(at(said(1_000, 'ask-a'))).toBe(9_000);
    expect(at({ kind: 'time', atMs: 5_000 })).toBe(13_000);
    expect(at({ kind: 'ended', atMs: 1 })).toBeNull();
  });

  it('is due after a silence only as often as the scenario says', () => {
    const silent = [5_000, 13_000, 21_000, 29_000, 37_000].map((atMs): Input => ({ kind: 'time', atMs }));
    expect(spoken(run(...silent))).toEqual(['Hello', 'Hurry', 'There?', 'There?']);
  });
});

it('folds entries one at a time to the same state as at once', () => {
  const entries = run(
    said(1, 'ask-a', 'ask-b'),
    { kind: 'time', atMs: 9_000 },
    { kind: 'ended', atMs: 10_000 },
  );
  const step = entries.reduce((state, entry) => apply(SCENARIO, state, entry), replay(SCENARIO, []));
  expect(step).toEqual(replay(SCENARIO, entries));
});

it('plays a script in the time that speaking takes', () => {
  const entries = play(
    SCENARIO,
    { script: [{ say: 'one two three' }, { waitMs: 9_000 }, { end: true }] },
    () => ['more'],
  );
  expect(entries.map(({ kind, atMs }) => [kind, atMs])).toEqual([
    ['caller', 0],
    ['said', speakingMs('Hello') + speakingMs('one two three')],
    ['caller', 1_600],
    ['caller', 5_000],
    ['ended', 11_000],
  ]);
});

describe('criteria', () => {
  const without = (...keys: readonly (keyof Expectations)[]): Expectations => ({
    ...EXPECTS,
    ...(keys.includes('asked') ? { asked: [] } : {}),
    ...(keys.includes('found') ? { found: [] } : {}),
    ...(keys.includes('advice') ? { advice: [] } : {}),
    ...(keys.includes('recognised') ? { recognised: null } : {}),
    ...(keys.includes('address') ? { address: null } : {}),
    ...(keys.includes('service') ? { service: null } : {}),
  });
  it.each([
    [[]],
    [['asked']],
    [['found', 'advice']],
    [['recognised', 'address', 'service']],
    [['asked', 'found', 'advice', 'recognised', 'address', 'service']],
  ] as const)('are worth 100 marks together without %j', (keys) => {
    const criteria = criteriaOf(without(...keys));
    expect(criteria.reduce((sum, { points }) => sum + points, 0)).toBe(100);
    expect(criteria.every(({ points }) => Number.isInteger(points) && points > 0)).toBe(true);
  });
});

describe('a score', () => {
  const decided = (atMs: number, more: Partial<Extract<Input, { kind: 'decided' }>> = {}): Input => ({
    kind: 'decided',
    atMs,
    urgency: 2,
    action: 'dispatch',
    service: 'ambulance',
    ...more,
  });
  const RIGHT: readonly Input[] = [
    said(1_000, 'ask-b', 'ask-a'),
    said(2_000, 'confirm'),
    decided(3_000),
    said(4_000, 'advise'),
    { kind: 'ended', atMs: 5_000 },
  ];
  const lost = (...inputs: readonly Input[]) => {
    const { items } = score(SCENARIO, run(...inputs));
    return Object.fromEntries(
      items.flatMap((one) => (one.of === one.points ? [] : [[one.id, one.of - one.points]])),
    );
  };
  const replaced = (index: number, ...inputs: readonly Input[]) => RIGHT.toSpliced(index, 1, ...inputs);

  it.each<[what: string, inputs: readonly Input[], loses: Readonly<Record<string, number>>]>([
    ['nothing for what is done right', RIGHT, {}],
    ['half for what comes late', replaced(3, said(41_000, 'advise')), { advise: 7 }],
    ['the advice that is missing', replaced(3), { advise: 15 }],
    [
      'the address that is read out before it is known',
      replaced(1, said(500, 'confirm')).toSorted((a, b) => a.atMs - b.atMs),
      { address: 10 },
    ],
    ['nothing for an urgency that is accepted', replaced(2, decided(3_000, { urgency: 1 })), {}],
    ['the urgency that is too low', replaced(2, decided(3_000, { urgency: 3 })), { urgency: 15 }],
    ['the service that is another', replaced(2, decided(3_000, { service: 'first_aid' })), { service: 7 }],
    [
      'action, service and a wrong turn for a refusal',
      replaced(2, decided(3_000, { action: 'false_call', service: null })),
      { action: 8, service: 7, refused: COST.serious },
    ],
    [
      'a wrong turn once, however often it is taken',
      replaced(3, said(4_000, 'advise', 'harm'), said(4_500, 'harm')),
      { harm: COST.dangerous },
    ],
    [
      'a wrong turn for deciding before asking',
      [decided(500), ...RIGHT.filter(({ kind }) => kind !== 'decided')],
      { unasked: COST.serious },
    ],
  ])('loses %s', (_, inputs, loses) => {
    expect(lost(...inputs)).toEqual(loses);
  });

  it('never falls below 0, and fails for one dangerous wrong turn', () => {
    expect(score(SCENARIO, run(said(1, 'harm'), { kind: 'ended', atMs: 2 }))).toMatchObject({
      total: 0,
      passed: false,
    });
    const harmful = score(SCENARIO, run(...replaced(3, said(4_000, 'advise', 'harm'))));
    expect(harmful).toMatchObject({ total: 70, passed: false });
  });

  it('tells what was expected, when it was due and when it was done', () => {
    const { items } = score(SCENARIO, run(...RIGHT));
    expect(items.find(({ id }) => id === 'ask-a')).toEqual({
      id: 'ask-a',
      category: 'questions',
      outcome: 'met',
      points: 20,
      of: 20,
      dueMs: 10_000,
      atMs: 1_000,
      expected: ['ask-a'],
      actual: null,
      why: null,
    });
  });
});
