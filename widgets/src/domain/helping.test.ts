import { describe, expect, it } from 'vitest';
import { answerable, canStepBack, defibrillatorOf, endOf, nextStepOf, secondsLeft } from './helping.ts';
import type { Booking, Offer } from './wire.ts';

const NOW = Date.parse('2026-11-27T09:00:00.000Z');
const at = (seconds: number) => new Date(NOW + seconds * 1000).toISOString();
const offer = (id: string, seconds: number, state: Offer['state'] = 'open') =>
  ({ id, state, expiresAt: at(seconds) }) as Offer;
const booking = (allowedTransitions: Booking['allowedTransitions'], kind?: string) =>
  ({ allowedTransitions, waypoint: kind ? { kind } : null }) as Booking;

describe('requests of neighbours', () => {
  it('are those that can be answered, the one with the least time first', () => {
    const all = [offer('late', 90), offer('soon', 20), offer('gone', 0), offer('taken', 60, 'withdrawn')];
    expect(answerable(all, NOW).map(({ id }) => id)).toEqual(['soon', 'late']);
  });

  it('count whole seconds down to none', () => {
    expect(secondsLeft(offer('a', 39.9), NOW)).toBe(39);
    expect(secondsLeft(offer('a', -5), NOW)).toBe(0);
  });

  it.each([
    ['what the service said', 'withdrawn', -1, 'withdrawn'],
    ['what the service said, however much time was left', 'expired', 30, 'expired'],
    ['the clock where nothing was heard', undefined, -1, 'expired'],
    ['being gone early where nothing was heard', undefined, 30, 'withdrawn'],
    ['no news after accepting', 'accepted', 30, null],
    ['no news after declining', 'declined', 30, null],
  ] as const)('end by %s', (_what, told, left, how) => {
    expect(endOf(offer('a', left), told, NOW)).toBe(how);
  });

  it('lead from accepting to the end as far as the policy allows', () => {
    expect(nextStepOf(booking(['requested', 'en_route', 'cancelled']))).toBe('en_route');
    expect(nextStepOf(booking(['in_service', 'requested']))).toBe('in_service');
    expect(nextStepOf(booking(['completed']))).toBe('completed');
    expect(nextStepOf(booking(['cancelled']))).toBeNull();
    expect(canStepBack(booking(['requested']))).toBe(true);
    expect(canStepBack(booking(['completed']))).toBe(false);
  });

  it('know a defibrillator from other things to fetch', () => {
    expect(defibrillatorOf(booking([], 'defibrillator'))).toEqual({ kind: 'defibrillator' });
    expect(defibrillatorOf(booking([], 'key'))).toBeNull();
    expect(defibrillatorOf(booking([]))).toBeNull();
  });
});
