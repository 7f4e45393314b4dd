import { expect, it } from 'vitest';
import { smsSize } from './sms-size.ts';

it.each([
  ['nothing', '', 'gsm7', 0, 1],
  ['English', 'x'.repeat(160), 'gsm7', 160, 1],
  ['English that is too long', 'x'.repeat(161), 'gsm7', 161, 2],
  ['two full parts', 'x'.repeat(306), 'gsm7', 306, 2],
  ['more than two parts', 'x'.repeat(307), 'gsm7', 307, 3],
  ['characters of two septets', '€'.repeat(80), 'gsm7', 160, 1],
  ['an escape that no part divides', `${'x'.repeat(152)}€${'x'.repeat(152)}`, 'gsm7', 306, 3],
  ['Hindi', 'अ'.repeat(70), 'ucs2', 70, 1],
  ['Hindi that is too long', 'अ'.repeat(71), 'ucs2', 71, 2],
  ['one typographic quote among English', `${'x'.repeat(70)}’`, 'ucs2', 71, 2],
  ['emoji, which no part divides', '🙂'.repeat(67), 'ucs2', 134, 3],
])('the size of an SMS with %s is counted as charged', (_what, text, encoding, units, segments) => {
  expect(smsSize(text)).toEqual({ encoding, units, segments });
});
