import { expect, it } from 'vitest';
import { answerOf } from './words.ts';

it.each([
  ...['yes', 'YES', ' Yes! ', 'y', 'Y.', 'yes please', 'Yes, yes', 'YES\u200b', 'ＹＥＳ', 'accept'],
  ...['haan', 'HAAN JI', 'ji haan', 'hanji', 'han', 'ji'],
  ...['हाँ', 'हां', 'हाँ।', 'जी हाँ', 'हाँ जी!', 'जी', 'स्वीकार', 'हा\u0901'],
])('“%s” is a yes', (text) => {
  expect(answerOf(text)).toBe('accept');
});

it.each([
  ...['no', 'NO', 'No.', 'n', 'no thanks', 'NO NO', 'decline', '«no»'],
  ...['nahi', 'Nahin ji', 'NAHI', 'naa'],
  ...['नहीं', 'नही', 'जी नहीं', 'नहीं, धन्यवाद', 'ना', 'अस्वीकार'],
])('“%s” is a no', (text) => {
  expect(answerOf(text)).toBe('decline');
});

it.each([
  ...[
    '',
    ' ',
    '?',
    '👍',
    'ok',
    'yes no',
    'no yes',
    'not yes',
    'yesterday',
    'no problem',
    'yes but later',
    'thanks',
  ],
  ...['हाँ या नहीं', 'कल', 'who is this', '1', 'https://yes.example', `yes ${'x'.repeat(80)}`],
])('“%s” is no answer', (text) => {
  expect(answerOf(text)).toBeNull();
});
