import { describe, expect, it } from 'vitest';
import { parseCases } from './cases.ts';

const line = (members: object) => JSON.stringify({ id: 'a', text: 'sore throat', urgency: 4, ...members });

describe('a file of cases', () => {
  it('needs an id, a text and an urgency only', () => {
    expect(parseCases('{"id":"a","text":"sore throat","urgency":4}')).toEqual({
      cases: [{ id: 'a', text: 'sore throat', urgency: 4 }],
      faults: [],
    });
  });

  it('keeps what is known about the patient and ignores nulls and unknown members', () => {
    const context = { ageYears: 70, sex: 'female', vitals: { spo2: 91 }, medications: ['warfarin'] };
    const source = line({ context: { ...context, ageMonths: null }, source: 'ward 3', topic: null });
    expect(parseCases(source)).toEqual({
      cases: [{ id: 'a', text: 'sore throat', urgency: 4, context }],
      faults: [],
    });
  });

  it('may have a byte order mark, Windows line ends and empty lines', () => {
    const parsed = parseCases(`\uFEFF${line({})}\r\n\r\n${line({ id: 'b' })}\r\n`);
    expect(parsed.cases.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(parsed.faults).toEqual([]);
  });

  it.each<[string, string, readonly string[]]>([
    ['text that is not JSON', '{"id"', ['not valid JSON']],
    ['a list', '[]', ['not a JSON object']],
    [
      'missing members',
      '{}',
      ['id must be a text that is not empty', 'text must be a text', 'urgency must be 1, 2, 3, 4 or 5'],
    ],
    ['an urgency of 0', line({ urgency: 0 }), ['urgency must be 1, 2, 3, 4 or 5']],
    ['an urgency in words', line({ urgency: '2' }), ['urgency must be 1, 2, 3, 4 or 5']],
    ['an empty language', line({ language: '' }), ['language must be a text that is not empty']],
    ['a context that is a text', line({ context: 'old' }), ['context must be an object']],
    ['a misspelt member of the context', line({ context: { age: 4 } }), ['context has no member age']],
    [
      'an impossible age',
      line({ context: { ageYears: 200 } }),
      ['context.ageYears must be a number from 0 to 130'],
    ],
    ['an unknown sex', line({ context: { sex: 'f' } }), ['context.sex must be female, male, other']],
    [
      'a pregnancy in words',
      line({ context: { pregnant: 'no' } }),
      ['context.pregnant must be true or false'],
    ],
    [
      'conditions as one text',
      line({ context: { conditions: 'asthma' } }),
      ['context.conditions must be a list of texts'],
    ],
    [
      'a temperature in Fahrenheit',
      line({ context: { vitals: { temperatureCelsius: 101 } } }),
      ['context.vitals.temperatureCelsius must be a number from 10 to 46'],
    ],
    [
      'an unknown vital',
      line({ context: { vitals: { heartRate: 80 } } }),
      ['context.vitals has no member heartRate'],
    ],
  ])('reports %s with its line', (_name, source, faults) => {
    const parsed = parseCases(`${line({ id: 'first' })}\n${source}`);
    expect(parsed.faults).toEqual(faults.map((fault) => ({ line: 2, fault })));
    expect(parsed.cases.map(({ id }) => id)).toEqual(['first']);
  });

  it('reports an id that is used twice', () => {
    expect(parseCases(`${line({})}\n\n${line({})}`).faults).toEqual([
      { line: 3, fault: 'id a is already on line 1' },
    ]);
  });
});
