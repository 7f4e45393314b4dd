import { expect, it } from 'vitest';
import { quietUntil } from './quiet-hours.ts';

const NIGHT = { from: '22:00', to: '07:00' };
const SIESTA = { from: '13:00', to: '15:00' };
const end = (time: string, hours: { from: string; to: string } | null, zone = 'Asia/Kolkata') =>
  quietUntil(new Date(time), hours, zone)?.toISOString() ?? null;

it.each([
  ['before the night', '2026-11-28T16:29:00Z', NIGHT, null],
  ['in its first minute', '2026-11-28T16:30:00Z', NIGHT, '2026-11-29T01:30:00.000Z'],
  ['after midnight', '2026-11-28T20:00:00Z', NIGHT, '2026-11-29T01:30:00.000Z'],
  ['at its end', '2026-11-29T01:30:00Z', NIGHT, null],
  ['before a siesta', '2026-11-28T07:29:00Z', SIESTA, null],
  ['within a siesta', '2026-11-28T08:00:00Z', SIESTA, '2026-11-28T09:30:00.000Z'],
  ['after a siesta', '2026-11-28T09:30:00Z', SIESTA, null],
  ['with none', '2026-11-28T20:00:00Z', null, null],
])('quiet hours %s end in time', (_when, now, hours, until) => {
  expect(end(now, hours)).toBe(until);
});

it('quiet hours end by the clock of the zone when it changes', () => {
  // 29 March 2026: two o'clock becomes three.
  expect(end('2026-03-28T22:00:00Z', NIGHT, 'Europe/Berlin')).toBe('2026-03-29T05:00:00.000Z');
  expect(end('2026-03-27T22:00:00Z', NIGHT, 'Europe/Berlin')).toBe('2026-03-28T06:00:00.000Z');
});
