import { expect, test } from 'vitest';
import { lasting } from './shift-time.ts';

const HOUR = 3_600_000;

test.each([
  [-1, 'en-IN', '0:00'],
  [247_000, 'en-IN', '4:07'],
  [HOUR + 153_000, 'en-IN', '1:02:33'],
  [24 * HOUR - 1, 'en-IN', '23:59:59'],
  [24 * HOUR, 'en-IN', '1d 0h'],
  [50.9 * HOUR, 'en-IN', '2d 2h'],
  [50.9 * HOUR, 'hi-IN', '2 दि 2 घं'],
])('a clock shows %d ms in %s as %j', (ms, formats, shown) => {
  expect(lasting(ms, formats).replaceAll('\u00a0', ' ')).toBe(shown);
});
