import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LANGUAGES, read } from '../../../../test/support/reading.ts';
import { sized } from '../../../../test/support/size.ts';
import { readStatement } from './read.ts';
import type { Reading } from './types.ts';

const RUNS = sized({ small: 150, full: 2000 });
const LONG_TEXTS = sized({ small: 10, full: 200 });

const WORDS = [
  ...[
    'chest pain',
    'no',
    'not',
    'fever',
    'vomiting',
    'since',
    '3 days',
    'ago',
    'he',
    'and',
    'or',
    'but',
    'BP 86/40',
  ],
  ...[
    '78',
    'year old',
    'seizure',
    'सीने में दर्द',
    'नहीं',
    'bukhar',
    'nahi',
    'hai',
    'saans',
    'heeeelp',
    'temp 103',
  ],
  ...[
    'yes',
    '?',
    '.',
    ',',
    '\n',
    '😀',
    '\u200b',
    "can't",
    'STROKE',
    '३',
    'xqzv',
    'brething',
    'chestpain',
    '…',
    '/',
  ],
];
const speech = fc
  .array(fc.oneof(fc.constantFrom(...WORDS), fc.string({ unit: 'grapheme', maxLength: 12 })), {
    maxLength: 60,
  })
  .map((parts) => parts.join(' '));

function spansOf({ findings, measurements }: Reading) {
  return [...findings, ...measurements].flatMap(({ evidence }) => (evidence === null ? [] : [evidence]));
}

function stepsOf(text: string): number {
  const counter = { steps: 0 };
  readStatement({ text }, {}, LANGUAGES, counter);
  return counter.steps;
}

describe('evidence', () => {
  it('is a stretch of the original text, whatever the text', () => {
    fc.assert(
      fc.property(speech, (text) => {
        for (const { start, end } of spansOf(read(text))) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it.each<[text: string, evidence: string]>([
    ['😀😀 he has CHEST   pain!!', 'CHEST   pain'],
    ['ok\u200b chest\u00a0pain', 'chest\u00a0pain'],
    ['“chest pain”', 'chest pain'],
    ['the chestpain is bad', 'chestpain'],
    ['he is brethless', 'brethless'],
    ['VOMITTTTING', 'VOMITTTTING'],
    ['सीने में दर्द', 'सीने में दर्द'],
    ['he isn’t responding', 'isn’t responding'],
    ['s.o.b. and che\u0301st pain', 'che\u0301st pain'],
  ])('in %j is %j', (text, evidence) => {
    const words = spansOf(read(text)).map(({ start, end }) => text.slice(start, end));
    expect(words).toContain(evidence);
  });
});

describe('recognition', () => {
  const concepts = (text: string) => read(text).findings.map(({ concept }) => concept);

  it.each<[text: string, concept: string]>([
    ['headacke', 'headache'],
    ['vomitting', 'vomiting'],
    ['seizrue', 'seizure'],
    ['bleedingg', 'bleeding'],
    ['ghabraahat ho rahi hai', 'uneasy_sinking_feeling'],
    ['gabrahat', 'uneasy_sinking_feeling'],
    ['chakar aa rahe hain', 'dizziness'],
    ['saans lene me dikkat', 'breathlessness'],
    ['CHEST PAIN', 'chest_pain'],
    ['short-of-breath', 'breathlessness'],
    ['sanns phool rahi', 'breathlessness'],
    ['chest uh pain', 'chest_pain'],
    ['छाती में मतलब दर्द', 'chest_pain'],
    ['bre breathless', 'breathlessness'],
    ['he is breathl ess', 'breathlessness'],
    ['hezdache', 'headache'],
    ['jeadache', 'headache'],
    ['बूखार', 'fever'],
    ['chest pian', 'chest_pain'],
  ])('of "%s" finds %s', (text, concept) => {
    expect(concepts(text)).toContain(concept);
  });

  it.each(['the feeling is good', 'bleating sheep', 'the rush hour', 'cash', 'fewer people', 'a tell tale'])(
    'corrects no known or short word in "%s"',
    (text) => {
      expect(concepts(text)).toEqual([]);
    },
  );

  it.each<[text: string, found: readonly string[]]>([
    ['SOB since 2 hours', ['breathlessness']],
    ['sob log theek hain', []],
    ['SOB LOG THEEK HAIN', []],
  ])('of an abbreviation that another language has as a word goes by capitals: "%s"', (text, found) => {
    expect(concepts(text)).toEqual(found);
  });

  it('prefers the longer of two phrases, and keeps those that only overlap', () => {
    expect(concepts('chest pain')).toEqual(['chest_pain']);
    expect(concepts('pain. chest pain')).toEqual(['pain', 'chest_pain']);
  });

  it('tells how much of a text it understood', () => {
    expect(read('my father has chest pain').understood).toBe(1);
    expect(read('ich habe starke schmerzen und bekomme keine luft').understood).toBeLessThan(0.5);
    expect(read('').understood).toBe(0);
    expect(read('asdkjh qweiuy zxcmnb').understood).toBe(0);
  });
});

describe('a reading', () => {
  it('keeps its findings when irrelevant sentences are added', () => {
    const filler = fc.constantFrom(
      'We live on the second floor near the lift.',
      'Thank you so much for your help.',
      'The weather has been lovely this week, we went to the market.',
      'हम दूसरी मंजिल पर रहते हैं।',
    );
    const stated = fc.constantFrom(
      'he has chest pain',
      'not breathing',
      'BP 86/40',
      'seene mein dard hai',
      'a stroke',
    );
    fc.assert(
      fc.property(
        fc.array(filler, { maxLength: 6 }),
        stated,
        fc.array(filler, { maxLength: 6 }),
        (a, s, b) => {
          const alone = read(s).findings.map(({ concept, negated }) => `${negated} ${concept}`);
          const among = read([...a, `${s}.`, ...b].join(' ')).findings.map(
            ({ concept, negated }) => `${negated} ${concept}`,
          );
          expect(among).toEqual(expect.arrayContaining(alone));
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('is the same every time', () => {
    fc.assert(
      fc.property(speech, (text) => {
        expect(read(text)).toEqual(read(text));
      }),
      { numRuns: RUNS / 5 },
    );
  });

  it('counts illnesses of the context as known and events among them as past', () => {
    const { findings } = read('fever', {
      conditions: ['type 2 diabetes', 'heart attack 2019'],
      medications: ['warfarin 5 mg'],
    });
    expect(findings.map(({ concept, time, source }) => [concept, time, source])).toEqual([
      ['fever', 'current', 'rules'],
      ['diabetes', 'current', 'context'],
      ['heart_attack', 'past', 'context'],
      ['blood_thinner', 'current', 'context'],
    ]);
  });

  it('takes age, sex and pregnancy of the context before those of the text', () => {
    const { patient } = read('78 year old man', { ageYears: 30, sex: 'female', pregnant: true });
    expect(patient).toMatchObject({ ageMonths: 360, ageGroup: 'adult', sex: 'female', pregnant: true });
  });
});

describe('the cost', () => {
  const hostile: Readonly<Record<string, (size: number) => string>> = {
    'one word again and again': (size) => 'pain '.repeat(size / 5),
    'negations only': (size) => 'no not '.repeat(size / 7),
    'numbers only': (size) => '12/34 '.repeat(size / 6),
    'number words only': (size) => 'one hundred and '.repeat(size / 16),
    'one long word': (size) => 'a'.repeat(size),
    'unknown words': (size) => Array.from({ length: size / 10 }, (_, at) => `zq${at}brethles`).join(' '),
    'findings without a full stop': (size) => 'chest pain fever vomiting '.repeat(size / 26),
    'punctuation only': (size) => '.,;!?'.repeat(size / 5),
    'combining marks only': (size) => '\u0301'.repeat(size),
    'half of surrogate pairs': (size) => '\ud83d'.repeat(size),
    'quotes and apostrophes': (size) => "'’".repeat(size / 2),
    'durations without findings': (size) => 'for 3 days ago '.repeat(size / 15),
  };

  it.each(Object.entries(hostile))('grows in step with the length of %s', (_name, make) => {
    const [short, long] = [stepsOf(make(2_500)), stepsOf(make(20_000))];
    expect(long).toBeLessThanOrEqual(10 * short + 20_000);
  });

  it('of random texts of 20 kB stays within a bound for each character', () => {
    fc.assert(
      fc.property(fc.array(speech, { minLength: 40, maxLength: 40 }), (parts) => {
        const text = parts.join(' ').slice(0, 20_000);
        expect(stepsOf(text)).toBeLessThanOrEqual(200 * (text.length + 100));
      }),
      { numRuns: LONG_TEXTS },
    );
  });
});
