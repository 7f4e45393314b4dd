import { expect, test } from 'vitest';
import { Bucket } from './rate.ts';

test('a bucket gives its burst at once, refills with time and never beyond the burst', () => {
  let now = 0;
  const bucket = new Bucket(10, 3, () => now);
  const take = (times: number) => Array.from({ length: times }, () => bucket.take());
  expect(take(4)).toEqual([true, true, true, false]);
  now = 99;
  expect(take(1)).toEqual([false]);
  now = 250;
  expect(take(2)).toEqual([true, true]);
  expect(take(1)).toEqual([false]);
  now = 60_000;
  expect(take(4)).toEqual([true, true, true, false]);
});
