import { describe, expect, test } from 'vitest';
import { latinDigits, oneTimeCode, secondFactorProof } from '../src/index.ts';

/** The code 701096 as it reaches a form. */
const FORMS: readonly (readonly [form: string, pasted: string])[] = [
  ['alone', '701096'],
  ['with blanks around it', '  701096\n'],
  ['in two groups', '701 096'],
  ['in three groups', '70 10 96'],
  ['with a hyphen', '701-096'],
  ['with an en dash and no-break spaces', '701\u00A0–\u00A0096'],
  ['with every digit by itself', '7 0 1 0 9 6'],
  ['with a full stop', '701096.'],
  ['in a sentence', 'Your code is 701096'],
  ['at the start of a sentence', '701096 is your Kiwimesh code.'],
  ['grouped in a sentence', 'Your code is 701-096.'],
  ['with a lifetime', 'Your code is 701096. It is valid for 5 minutes.'],
  ['with a lifetime beside it', 'Code 701096 5 min'],
  ['after a year', 'Kiwimesh 2026: your code is 701096'],
  ['with a prefix', 'G-701096'],
  ['between asterisks', '*701096* is your verification code'],
  ['bound to an origin', 'Your code is 701096.\n\n@care.example #701096'],
  ['in Devanagari digits', '७०१०९६'],
  ['in a Hindi sentence', 'आपका कोड ७०१०९६ है'],
  ['in Arabic-Indic digits', '٧٠١٠٩٦'],
  ['in full-width digits', '７０１０９６'],
  ['between bidirectional marks', '\u2068701096\u2069\u200E'],
  ['with zero width spaces', '701\u200B096\uFEFF'],
];

test('every decimal digit of a script is read as 0-9', () => {
  expect(latinDigits('०१२३४५६७८९ ٠١٢٣٤٥٦٧٨٩')).toBe('0123456789 0123456789');
});

describe('a one-time code', () => {
  test.each(FORMS)('is read %s', (_form, pasted) => {
    expect(oneTimeCode(pasted)).toBe('701096');
  });

  test.each([
    ['four digits', 'Code: 7010', '7010'],
    ['eight digits', '7010 9612', '70109612'],
    ['eight digits in a sentence', 'Your code is 7010 9612', '70109612'],
    ['too few digits', '701', '701'],
    ['no digit', 'Your code', ''],
    ['nothing', '', ''],
  ])('of %s is left for the form and the service to judge', (_what, pasted, read) => {
    expect(oneTimeCode(pasted)).toBe(read);
  });
});

describe('a proof of the second factor', () => {
  test.each(FORMS)('is a code of the app %s', (_form, pasted) => {
    expect(secondFactorProof(pasted)).toEqual({ code: '701096' });
  });

  const recoveryCode = 'k7f2-9dnp-m2ws-t4hj-b6vz-q8xr';
  test.each([
    ['alone', recoveryCode, recoveryCode],
    ['in capitals', recoveryCode.toUpperCase(), recoveryCode.toUpperCase()],
    ['in a list', `3. ${recoveryCode}`, recoveryCode],
    ['in a sentence', `My recovery code is ${recoveryCode}.`, recoveryCode],
    ['with en dashes', recoveryCode.replaceAll('-', '–'), recoveryCode],
    ['with blanks', recoveryCode.replaceAll('-', ' '), recoveryCode.replaceAll('-', ' ')],
    ['without groups', recoveryCode.replaceAll('-', ''), recoveryCode.replaceAll('-', '')],
    ['with invisible characters', `\uFEFF${recoveryCode}\u200B`, recoveryCode],
  ])('is a recovery code %s', (_form, pasted, read) => {
    expect(secondFactorProof(pasted)).toEqual({ recoveryCode: read });
  });

  test.each([
    ['five digits', '12345', { recoveryCode: '12345' }],
    ['other text', 'open sesame', { recoveryCode: 'open sesame' }],
    ['nothing', ' \u200B ', {}],
  ])('leaves %s to the service', (_what, pasted, proof) => {
    expect(secondFactorProof(pasted)).toEqual(proof);
  });
});
