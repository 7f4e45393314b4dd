import { expect, it } from 'vitest';
import { nextDigest } from './digest-times.ts';

it.each([
  ['later today', '2026-11-28T12:29:59Z', '18:00', 'Asia/Kolkata', '2026-11-28T12:30:00.000Z'],
  ['now', '2026-11-28T12:30:00Z', '18:00', 'Asia/Kolkata', '2026-11-29T12:30:00.000Z'],
  ['after midnight there', '2026-11-28T19:00:00Z', '00:45', 'Asia/Kolkata', '2026-11-28T19:15:00.000Z'],
  [
    'a time that the clock leaves out',
    '2026-03-28T12:00:00Z',
    '02:30',
    'Europe/Berlin',
    '2026-03-29T01:30:00.000Z',
  ],
  ['a day of 25 hours', '2026-10-24T16:00:01Z', '18:00', 'Europe/Berlin', '2026-10-25T17:00:00.000Z'],
])('the next digest is in time: %s', (_when, now, at, zone, next) => {
  expect(nextDigest(new Date(now), at, zone).toISOString()).toBe(next);
});
