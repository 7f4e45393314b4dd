import { describe, expect, it } from 'vitest';
import { services, TRIAGES } from '../../test/fake-world.ts';
import {
  type Complaint,
  contextOf,
  fastestOf,
  isEmergency,
  NO_COMPLAINT,
  nextQuestion,
  statementOf,
} from './triage.ts';

const NOW = Date.parse('2026-11-27T04:00:00.000Z');
const BREATHLESS = { id: 'breathless', question: 'Is it hard to breathe?', answer: 'Yes' };

describe('what is asked of the service', () => {
  it('is the words alone while nothing was answered', () => {
    expect(statementOf('My chest hurts', [])).toEqual({ text: 'My chest hurts' });
  });

  it('has each question as a turn of the operator and its answer as one of the caller', () => {
    const answers = [BREATHLESS, { id: 'sweating', question: 'क्या पसीना है?', answer: 'नहीं' }];
    const { text, turns } = statementOf('My chest hurts', answers);
    expect(turns?.map(({ speaker, start, end }) => [speaker, text.slice(start, end)])).toEqual([
      ['caller', 'My chest hurts'],
      ['operator', 'Is it hard to breathe?'],
      ['caller', 'Yes'],
      ['operator', 'क्या पसीना है?'],
      ['caller', 'नहीं'],
    ]);
  });

  it.each<readonly [string, Partial<Complaint>, object]>([
    ['nothing, when nobody said who it is for', { age: '3' }, {}],
    ['the age on record, when it is for the person', { who: 'me', age: '3' }, { ageYears: 41 }],
    ['years', { who: 'other', age: '78' }, { ageYears: 78 }],
    ['months', { who: 'other', age: '3', ageUnit: 'months' }, { ageMonths: 3 }],
    ['a newborn', { who: 'other', age: '0', ageUnit: 'months' }, { ageMonths: 0 }],
    ['nothing, for an empty age', { who: 'other', age: ' ' }, {}],
    ['nothing, for words', { who: 'other', age: 'old' }, {}],
    ['nothing, for an impossible age', { who: 'other', age: '780' }, {}],
    ['nothing, for an age below zero', { who: 'other', age: '-1', ageUnit: 'months' }, {}],
  ])('includes %s', (_, complaint, context) => {
    expect(contextOf({ ...NO_COMPLAINT, ...complaint }, '1985-11-26', NOW)).toEqual(context);
  });

  it('includes no age where none is on record', () => {
    expect(contextOf({ ...NO_COMPLAINT, who: 'me' }, null, NOW)).toEqual({});
  });
});

describe('an assessment', () => {
  it('is an emergency at urgency 1 and 2', () => {
    expect([1, 2, 3, 4, 5].filter((urgency) => isEmergency({ urgency }))).toEqual([1, 2]);
  });

  it('asks each question once', () => {
    const { insufficient } = TRIAGES;
    expect(nextQuestion(insufficient, [])?.id).toBe('awake');
    expect(nextQuestion(insufficient, [{ ...BREATHLESS, id: 'awake' }])?.id).toBe('breathless');
    expect(nextQuestion(TRIAGES.emergency, [BREATHLESS])).toBeUndefined();
  });

  it('offers the service that promises to come first, whatever it is called', () => {
    expect(fastestOf(services.toReversed())?.id).toBe('ambulance');
    expect(fastestOf(services.filter(({ id }) => id !== 'ambulance'))?.id).toBe('first_aid');
    expect(fastestOf([])).toBeUndefined();
  });
});
