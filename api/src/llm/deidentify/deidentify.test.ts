import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sized } from '../../../test/support/size.ts';
import { deidentify } from './deidentify.ts';
import { wordKey } from './normalise.ts';
import { isCommon } from './vocabulary.ts';

const cleaned = (text: string, known: readonly { kind: string; value: string }[] = []): string => {
  const result = deidentify([{ role: 'user', content: text }], { known });
  return result === null ? 'stays home' : (result.messages[0]?.content ?? '');
};

describe('deidentify', () => {
  it.each([
    ['a name', 'My name is Rakesh Sharma', 'My name is [PERSON_1] [PERSON_2]'],
    ['a name that no list has', 'Zyphora Quillmane is pale', '[WORD_1] [PERSON_1] is pale'],
    ['a name of a common word', 'my name is sunny and I fell', 'my name is [PERSON_1] and I fell'],
    ['a common word that is a name here', 'rose is not breathing', '[PERSON_1] is not breathing'],
    ['a common word that is none here', 'the pain rose, will he live', 'the pain rose, will he live'],
    ['a colour that is a name here', 'neela ko bukhar hai', '[PERSON_1] ko bukhar hai'],
    ['a colour that is none here', 'neela pad gaya hai', 'neela pad gaya hai'],
    ['a capital inside a sentence', 'I am with Happy at home', 'I am with [PERSON_1] at home'],
    ['a name in Devanagari', 'मेरे पति रमेश को दर्द है', 'मेरे पति [PERSON_1] को दर्द है'],
    [
      'a spelt name',
      'it is r a k e s h',
      'it is [PERSON_1] [PERSON_2] [PERSON_3] [PERSON_4] [PERSON_5] [PERSON_6]',
    ],
    ['a phone', 'call +91 98765 43210 now', 'call [PHONE_1] now'],
    ['a phone in Devanagari digits', 'फोन ९८७६५४३२१०', 'फोन [PHONE_1]'],
    ['an email', 'write to r.k+1@example.org', 'write to [EMAIL_1]'],
    ['a spoken email', 'rakesh dot k at gmail dot com', '[EMAIL_1]'],
    ['an address', 'flat 203, Tower B, 12 Church Street', '[ADDRESS_1], [ADDRESS_2], [ADDRESS_3]'],
    ['an address in small letters', 'green park colony', '[ADDRESS_1] [ADDRESS_2] colony'],
    ['an Aadhaar number', 'aadhaar 2345 6789 0123', '[ID_1]'],
    ['other identifiers', 'ABCDE1234F, K8273645, 91-1234-5678-9012', '[ID_1], [ID_2], [PHONE_1]'],
    ['a date', 'born 12/03/1957, fell on 3rd March', 'born [DATE_1], fell on [DATE_2]'],
    [
      'a date of birth in words',
      'born on the third of march nineteen fifty seven, or march third',
      'born on the [DATE_1] of [DATE_2] [DATE_3] [DATE_4] [DATE_5], or [DATE_2] [DATE_1]',
    ],
    [
      'a date in words in Hindi',
      'जन्म तीन मार्च उन्नीस सौ सत्तावन',
      'जन्म [DATE_1] [DATE_2] [DATE_3] [DATE_4] [DATE_5]',
    ],
    ['a common word that names who speaks', 'this is hope speaking', 'this is [PERSON_1] speaking'],
    ['an age over 89', 'dadi is 92 years old, he is 94M', 'dadi is 90+ years old, he is 90+M'],
    ['a house number after a relative', 'papa 90 Church Road par hai', 'papa [ADDRESS_1] par hai'],
    ['a spoken age over 89', 'baanve saal ki dadi', '90+ saal ki dadi'],
    ['what looks like a placeholder', '[PERSON_1] is ill', '[ID_1] is ill'],
    ['full-width digits', '９８７６５４３２１０', '[PHONE_1]'],
    ['invisible characters', 'Ra\u200bkesh fell', '[PERSON_1] fell'],
  ])('recognises %s', (_, text, expected) => {
    expect(cleaned(text)).toBe(expected);
  });

  it.each([
    'BP 86/40, HR 132, temp 103.4 F, SpO2 88%, GCS 9/15, INR 6.8, pain 8/10',
    'three week old baby, 78 years, 65M k/c/o T2DM, HTN c/o SOB x2 days, diaphoretic',
    'took 500mg paracetamol, 2 tablets at 10pm, platelets 25000, WBC 14000/ul, 5000 IU, 1000ml',
    'one twenty over eighty, sugar is forty five, two hours ago, pulse 96',
    'do din se bukhar hai, teen mahine ka bachcha, sugar 45 hai, BP 90/60',
    'दो दिन से बुखार है, तीन महीने का बच्चा, शुगर 45 है',
    'no pulse, he was found on the main road near the hospital, 2 people on the road',
    'ageYears: 45, respiratoryRate: 28, chest_pain, pregnant: true',
  ])('keeps clinical words and numbers: %s', (text) => {
    expect(cleaned(text)).toBe(text);
  });

  it('replaces the values of the record, however they are written', () => {
    const known = [
      { kind: 'name', value: 'Asha Heart' },
      { kind: 'phone', value: '+911123456789' },
      { kind: 'address', value: 'Lotus Court, Pune' },
      { kind: 'address', value: 'A-203' },
      { kind: 'address', value: '12' },
    ];
    const text = 'ASHA heart called 11 2345 6789 from a 203 lotus court pune, sugar 203, 12 years';
    expect(cleaned(text, known)).toBe(
      '[PERSON_1] called [PHONE_1] from [ADDRESS_2] [ADDRESS_1], sugar 203, 12 years',
    );
  });

  it.each([
    ['another script', 'அவருக்கு நெஞ்சு வலி'],
    ['a language that is not understood', 'Mijn vader heeft hevige pijn op de borst sinds vanochtend'],
    ['more text than can be cleaned in time', 'pain '.repeat(20_000)],
  ])('keeps %s at home', (_, text) => {
    expect(cleaned(text)).toBe('stays home');
  });

  it('uses one placeholder for one value in all messages, and restores the answer', () => {
    const result = deidentify(
      [
        { role: 'user', content: 'Rakesh fell' },
        { role: 'assistant', content: 'Who is rakesh?' },
      ],
      { known: [] },
    );
    expect(result?.messages.map(({ content }) => content)).toEqual(['[PERSON_1] fell', 'Who is [PERSON_1]?']);
    const answer = { quotes: ['[PERSON_1] fell', 'person_1'], of: { name: '[PERSON_1]', urgency: 2 } };
    expect(result?.restore(answer)).toEqual({
      value: { quotes: ['Rakesh fell', 'Rakesh'], of: { name: 'Rakesh', urgency: 2 } },
    });
    expect(result?.restore({ name: '[PERSON_2]' })).toBeNull();
  });

  it('cleans the texts in a JSON message, and nothing of its form', () => {
    const transcript = 'caller: he fell\nasha is pale, "help"\noperator: where\tis the pain';
    const result = deidentify(
      [{ role: 'user', content: JSON.stringify({ patient: { ageYears: 92, ageMonths: 30 }, transcript }) }],
      { known: [] },
    );
    expect(JSON.parse(result?.messages[0]?.content ?? '')).toEqual({
      patient: { ageYears: '90+', ageMonths: 30 },
      transcript: 'caller: he fell\n[PERSON_1] is pale, "help"\noperator: where\tis the pain',
    });
    expect(result?.restore({ quote: '[PERSON_1] is pale, "help"' })).toEqual({
      value: { quote: 'asha is pale, "help"' },
    });
    expect(deidentify([{ role: 'user', content: '{"Rakesh": 1}' }], { known: [] })).toBeNull();
  });

  it.each(['a', 'a.', "a'", '1-', ' '])(
    'takes time in step with the length of the text: "%s" again and again',
    (piece) => {
      const cpuMs = (length: number) => {
        const text = `mrn 1${piece.repeat(length / piece.length)}x`;
        const runs = [1, 2].map(() => {
          const before = process.cpuUsage();
          cleaned(text);
          const { user, system } = process.cpuUsage(before);
          return (user + system) / 1_000;
        });
        return Math.min(...runs);
      };
      cpuMs(2_500);
      // Eight times the length; in step with its square it would be 64 times the time. Little time says nothing.
      expect(cpuMs(20_000) / Math.max(cpuMs(2_500), 1)).toBeLessThan(32);
    },
  );

  it('takes words of the task as harmless', () => {
    const messages = [{ role: 'user', content: 'He took frobnicol' }] as const;
    expect(deidentify(messages, { known: [] })?.messages[0]?.content).toBe('He took [WORD_1]');
    const vocabulary = new Set(['frobnicol']);
    expect(deidentify(messages, { known: [], vocabulary })?.messages[0]?.content).toBe('He took frobnicol');
  });

  it('restores every text that it cleans', () => {
    const words = [
      'Rakesh',
      '98765 43210',
      'a@b.co',
      'flat 12',
      '12/03/1957',
      'pain',
      'Zyx',
      '[ID_1]',
      '90',
      'दर्द',
      ',',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 12 }), (parts) => {
        const text = parts.join(' ');
        const result = deidentify([{ role: 'user', content: text }], { known: [] });
        if (result === null) return;
        expect(result.restore(result.messages[0]?.content)).toEqual({ value: text });
      }),
      { numRuns: sized({ small: 200, full: 20_000 }) },
    );
  });
});

const PLANTED = sized({ small: 1_200, full: 10_000 });

/** A repeatable stand-in for chance. */
function chance(seed: number) {
  let state = seed;
  const next = () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
  const one = <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)] as T;
  const digits = (count: number) => Array.from({ length: count }, () => Math.floor(next() * 10)).join('');
  return { next, one, digits };
}

const ONSETS = [
  'b',
  'ch',
  'd',
  'gh',
  'h',
  'j',
  'k',
  'kr',
  'l',
  'm',
  'n',
  'p',
  'pr',
  'r',
  's',
  'sh',
  't',
  'v',
  'z',
  'zh',
];
const VOWELS = ['a', 'aa', 'e', 'i', 'o', 'u', 'au', 'ei'];
const ENDS = ['n', 'sh', 't', 'vik', 'ndra', 'ya', 'l', 'm', 'j', 'k', 'zan'];
const GIVEN = [
  'Aarohi',
  'Thangjam',
  'Bhupinder',
  'Nusrat',
  'Ignatius',
  'Sukhwinder',
  'Lalthanzuala',
  'Grace',
  'Asha',
  'Faizan',
];
const FAMILY = [
  'Wangchuk',
  'Venkataraghavan',
  'Sharma',
  'Mukhopadhyay',
  'Lyngdoh',
  'Kaur',
  'D’Cunha',
  'Pereira',
  'Bhattacharjee',
];
const HINDI_NAMES = ['रमेश', 'सुखविंदर', 'थंगजाम', 'लालथनज़ुआला', 'भूपेंद्र', 'नुसरत', 'आरोही', 'वेंकटराघवन'];
const SAID = 'zero one two three four five six seven eight nine'.split(' ');
const SAID_HINDI = 'shunya ek do teen char paanch chhe saat aath nau'.split(' ');

function planted(kind: number, language: 'en' | 'hi' | 'hi-Latn', random: ReturnType<typeof chance>): string {
  const { one, digits, next } = random;
  /** A name that no list has, and no word that identifies no one. */
  const made = (): string => {
    const name = one(ONSETS) + one(VOWELS) + one(ONSETS) + one(VOWELS) + one(ENDS);
    return isCommon(name, new Set()) ? made() : name;
  };
  const capital = (word: string) => (next() < 0.5 ? word : word.charAt(0).toUpperCase() + word.slice(1));
  switch (kind) {
    case 0:
      if (language === 'hi') return one(HINDI_NAMES);
      return next() < 0.5 ? capital(made()) : `${one(GIVEN)} ${one(FAMILY)}`;
    case 1: {
      const number = `${one(['6', '7', '8', '9'])}${digits(9)}`;
      const names = language === 'en' ? SAID : SAID_HINDI;
      return one([
        number,
        `+91 ${number.slice(0, 5)} ${number.slice(5)}`,
        `0${number.slice(0, 4)}-${number.slice(4)}`,
        [...number].map((digit) => names[Number(digit)]).join(' '),
        [...number].join(' '),
      ]);
    }
    case 2:
      return one([
        `flat ${digits(3)} ${capital(made())} Apartments`,
        `${digits(2)} ${capital(made())} Road`,
        `house no ${digits(2)}/${digits(1)} sector ${digits(2)} ${capital(made())}`,
        `B-${digits(3)} ${capital(made())} Residency ${digits(6)}`,
      ]);
    default:
      return one([
        `MRN-00${digits(5)}`,
        `${digits(4)} ${digits(4)} ${digits(4)}`,
        `ABCPE${digits(4)}K`,
        `J${digits(7)}`,
        `${made()}${digits(2)}@example.org`,
        `91-${digits(4)}-${digits(4)}-${digits(4)}`,
        `UHID ${digits(6)}`,
        `12/0${one(['1', '2', '3'])}/19${digits(2)}`,
      ]);
  }
}

const SENTENCES: Readonly<Record<'en' | 'hi' | 'hi-Latn', readonly (readonly [string, string])[]>> = {
  en: [
    ['My father ', ' has crushing chest pain, BP 86/40 and pulse 132. Please come quickly.'],
    ['Please help, this is ', ' and my wife is not breathing, she is 54 years old.'],
    ['I need an ambulance at ', ' because my son fell from the stairs two hours ago.'],
    ['the patient is ', ' she took 500mg paracetamol and is vomiting since morning'],
  ],
  hi: [
    ['मेरे पिता ', ' को सीने में तेज दर्द है, उम्र 54 साल, जल्दी आइए मदद करो।'],
    ['मैं ', ' बोल रहा हूं, मेरी पत्नी को सांस नहीं आ रही है'],
  ],
  'hi-Latn': [
    ['mere papa ', ' ko seene mein bahut dard ho raha hai, BP 86/40 hai, jaldi aao'],
    ['main ', ' bol raha hoon, meri biwi ko saans nahi aa rahi hai, please jaldi karo'],
  ],
};

describe('planted in sentences of three languages', () => {
  it('no name, phone, address or identifier is left, and what is clinical is', () => {
    const random = chance(20_261_127);
    const leaks: string[] = [];
    let sent = 0;
    for (let count = 0; count < PLANTED; count += 1) {
      const language = random.one(['en', 'hi', 'hi-Latn'] as const);
      const value = planted(count % 4, language, random);
      const [before, after] = random.one(SENTENCES[language]);
      const text = cleaned(`${before}${value}${after}`);
      if (text === 'stays home') continue;
      sent += 1;
      const harmless = new Set(`${before}${after}`.match(/[\p{L}\p{M}\p{N}]+/gu)?.map(wordKey));
      const left = wordsIn(text).filter((word) => wordsIn(value).includes(word) && !harmless.has(word));
      const generic = /^(?:flat|apartments|road|house|no|sector|residency|mrn|uhid|b|zero|one|two|three|do)$/;
      if (left.some((word) => !generic.test(word))) leaks.push(`${value} -> ${text}`);
      for (const measure of ['86/40', '54', '500mg', '132']) {
        if (`${before}${after}`.includes(measure)) expect(text).toContain(measure);
      }
    }
    expect(leaks).toEqual([]);
    expect(sent).toBeGreaterThan(PLANTED * 0.98);
  });
});

/** The words of a text, without its placeholders. */
const wordsIn = (text: string): readonly string[] =>
  text
    .replace(/\[[A-Z]+_\d+\]/g, ' ')
    .match(/[\p{L}\p{M}\p{N}]+/gu)
    ?.map(wordKey) ?? [];
