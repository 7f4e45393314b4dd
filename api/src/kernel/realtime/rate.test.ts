import { expect, test } from 'vitest';
import { Bucket, ByteRate } from './rate.ts';

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

test('a rate of bytes says when to send again, and lets nothing overtake until then', () => {
  let now = 0;
  const rate = new ByteRate(1_000, 2_000, () => now);
  expect([rate.take(1_600), rate.take(300), rate.take(900)]).toEqual([0, 0, 800]);
  now = 300;
  // Small enough for what has been refilled, but it came after the refused one.
  expect(rate.take(200)).toBe(500);
  now = 800;
  expect([rate.take(900), rate.take(1)]).toEqual([0, 250]);
});
