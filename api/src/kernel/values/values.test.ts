import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sized } from '../../../test/support/size.ts';
import { NO_NUMBERS, NUMBERS } from '../../../test/support/worlds/written-phones.ts';
import { NORMALISERS } from '../http/contract/extensions/normalise.ts';
import { normaliseEmail } from './email.ts';
import { normalisePhone } from './phone.ts';
import { nameKey, normaliseDigits, normaliseLine, normaliseLines, normaliseName } from './text.ts';

describe('a phone number', () => {
  it.each(NUMBERS)('%j is read as %s', (written, e164) => {
    expect(normalisePhone(written, 'IN')).toEqual({ value: e164 });
  });

  it.each(NO_NUMBERS)('rejects %j: %s', (written, said) => {
    expect(normalisePhone(written, 'IN')).toMatchObject({ fault: expect.stringContaining(said) });
  });

  it.each(NUMBERS)('normalising %j twice changes nothing', (_, e164) => {
    expect(normalisePhone(e164, 'IN')).toEqual({ value: e164 });
  });
});

describe('an email', () => {
  it.each([
    ['asha@care.example', 'asha@care.example'],
    [' Asha.Rao@Care.Example\t', 'asha.rao@care.example'],
    ['\u202Aasha@care.example\u202C', 'asha@care.example'],
    ['asha@care.example.', 'asha@care.example'],
    ['asha+ward@care.example', 'asha+ward@care.example'],
    ['ａｓｈａ＠ｃａｒｅ．ｅｘａｍｐｌｅ', 'asha@care.example'],
    ['mailto:asha@care.example', 'asha@care.example'],
    ['Asha Rao <asha@care.example>', 'asha@care.example'],
    ['asha@München.example', 'asha@xn--mnchen-3ya.example'],
    ['asha@xn--mnchen-3ya.example', 'asha@xn--mnchen-3ya.example'],
    ['asha@Mu\u0308nchen.example', 'asha@xn--mnchen-3ya.example'],
    ['asha@देखभाल.भारत', 'asha@xn--21b5awu3d8b.xn--h2brj9c'],
    ['asha@care。example', 'asha@care.example'],
  ])('%j is stored as %s', (written, kept) => {
    expect(normaliseEmail(written)).toEqual({ value: kept });
    expect(normaliseEmail(kept)).toEqual({ value: kept });
  });

  it.each([
    ...['', '@', 'asha', 'asha@', '@care.example', 'asha@care', 'asha@@care.example', 'a b@care.example'],
    ...[
      'asha@care..example',
      '.asha@care.example',
      'asha.@care.example',
      'asha@-care.example',
      'a@b.c, d@e.f',
    ],
    ...[
      'asha@127.0.0.1',
      'asha@[127.0.0.1]',
      'āsha@care.example',
      'asha@care.example\u0000',
      'asha@\uD800.example',
    ],
    ...[`${'a'.repeat(65)}@care.example`, `asha@${'a.'.repeat(130)}example`],
  ])('rejects %j', (written) => {
    expect(normaliseEmail(written)).toHaveProperty('fault');
  });
});

describe('a name', () => {
  it.each([
    ['Kaveri General Hospital', 'Kaveri General Hospital'],
    ['Kaveri General Hospital ', 'Kaveri General Hospital'],
    ['\u00A0 Kaveri \u2003 General\tHospital\r\n', 'Kaveri General Hospital'],
    ['\uFEFFKaveri\u200B', 'Kaveri'],
    ['\u202AKaveri\u202C', 'Kaveri'],
    ['Jose\u0301', 'José'],
    ['क्\u200Dष', 'क्\u200Dष'],
    ['ന്\u200D', 'ന്\u200D'],
    ['می\u200Cخواهم', 'می\u200Cخواهم'],
    ['👩\u200D⚕\uFE0F', '👩\u200D⚕\uFE0F'],
    ['   ', ''],
  ])('%j is stored as %j', (written, kept) => {
    expect(normaliseName(written)).toEqual({ value: kept });
    expect(normaliseName(kept)).toEqual({ value: kept });
  });

  it.each([
    ['Kave\u200Bri', 'U+200B'],
    ['Kaveri\u202Eladnap', 'U+202E'],
    ['Kave\u00ADri', 'U+00AD'],
    ['Kave\u200Dri', 'U+200D'],
    ['Kave\u2066ri', 'U+2066'],
    ['Kave\u{E0041}ri', 'U+E0041'],
    ['Kave\u0000ri', 'U+0000'],
    ['Kave\u001Bri', 'U+001B'],
    ['Kave\u009Bri', 'U+009B'],
    ['Kave\nri', 'one line'],
    ['Kave\u2028ri', 'one line'],
    ['Kave\uFFFDri', 'wrong encoding'],
    ['Kave\uD800ri', 'well-formed'],
  ])('rejects %j: %s', (written, said) => {
    expect(normaliseName(written)).toEqual({ fault: expect.stringContaining(said) });
  });

  it.each([
    ['KAVERI general', 'Kaveri General'],
    ['Ｋａｖｅｒｉ', 'Kaveri'],
    ['École', 'ÉCOLE'],
    ['क्\u200Dष', 'क्ष'],
    ['ﬁnch', 'Finch'],
  ])('%j is the same name as %j', (one, other) => {
    expect(nameKey(one)).toBe(nameKey(other));
  });
});

describe('other text', () => {
  it.each([
    ['Gate\u200B 2,\u202E Main\u202C  Road ', 'Gate 2, Main Road'],
    ['a\u200Db', 'ab'],
    ['a\u0323\u200Db', 'ạb'],
    ['क्\u200Dष', 'क्\u200Dष'],
    ['\u0915\u0323\u094D\u200C', '\u0915\u094D\u0323\u200C'],
    ['\u0323\u094D\u200C', '\u094D\u0323'],
  ])('of one line, %j is stored as %j', (written, kept) => {
    expect(normaliseLine(written)).toEqual({ value: kept });
  });

  it.each([
    [
      ' Chest pain.  \r\nSince 9.\u00A0\r\rCall\u202E first.\u2028Gate 2\n',
      'Chest pain.\nSince 9.\n\nCall first.\nGate 2',
    ],
    ['a\tb', 'a\tb'],
    ['', ''],
  ])('of several lines, %j is stored as %j', (written, kept) => {
    expect(normaliseLines(written)).toEqual({ value: kept });
  });

  it.each(['a\u0000b', 'a\u001B[2Jb', 'a\u0085\u009Bb', 'a\uDC00b'])('rejects %j', (written) => {
    expect(normaliseLines(written)).toHaveProperty('fault');
    expect(normaliseLine(written)).toHaveProperty('fault');
  });

  it.each([
    ['701 096', '701096'],
    ['७०१०९६', '701096'],
    ['\u202A701-096\u202C', '701096'],
    ['𝟟𝟘𝟙𝟎𝟗𝟔', '701096'],
  ])('the code %j is read as %s', (written, kept) => {
    expect(normaliseDigits(written)).toEqual({ value: kept });
  });
});

const KINDS = Object.entries(NORMALISERS);
/** What the normalisers act on: letters and their marks, digits, blanks, joiners, invisible and control characters. */
const PIECES = [
  ...[
    'a',
    'é',
    'e',
    '\u0301',
    '\u0323',
    'क़',
    'क',
    '\u094D',
    '\u0344',
    'ﬁ',
    '\uFDFA',
    'İ',
    'ß',
    '@',
    '.',
    '+',
    '-',
  ],
  ...[
    '9',
    '1',
    '९',
    '𝟘',
    '９',
    ' ',
    '\u00A0',
    '\u3000',
    '\t',
    '\n',
    '\r',
    '\u2028',
    '\u0085',
    '\u000B',
    '👩',
    '\uFE0F',
  ],
  ...['\u200B', '\u200C', '\u200D', '\u202E', '\uFEFF', '\u00AD', '\u{E0041}', '\uFFFD', '\uD800', '\u001B'],
];

describe('a normaliser', () => {
  it.each(KINDS)('of the kind %s changes nothing the second time', (_, normalise) => {
    const written = fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join(''));
    const long = fc.tuple(
      fc.constantFrom(...PIECES),
      fc.constantFrom(...PIECES),
      fc.integer({ max: 70, min: 1 }),
    );
    const texts = fc.oneof(
      written,
      long.map(([first, next, times]) => first + next.repeat(times)),
      fc.string(),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const once = normalise(text, 'IN');
        if ('value' in once) expect(normalise(once.value, 'IN')).toEqual(once);
      }),
      { numRuns: sized({ small: 5_000, full: 100_000 }) },
    );
  });

  it.each(KINDS)('of the kind %s takes time in proportion to the text', (_, normalise) => {
    // In time that grows with the square of the run these would take minutes each.
    for (const run of ['\uFEFF', ' ', '\t', '\u00A0', '\u200B', '\u200D', '\u0301\u0323', ' \n', '\uFEFF ']) {
      normalise(`a${run.repeat(60_000)}b`, 'IN');
    }
  });
});
