import { describe, expect, it } from 'vitest';
import type { Booking, Offer } from '../../domain/wire.ts';
import { ENGLISH } from '../../locale/language.ts';
import { endedWords, fetchWords, goingWords, leftWords, serviceWords, wayWords } from './helping-words.ts';

const NOW = Date.parse('2026-11-27T09:00:00.000Z');
const { msg } = ENGLISH;
const offer = (more: Partial<Offer>) =>
  ({ travelMinutes: null, distanceMetres: null, waypoint: null, ...more }) as Offer;
const way = (more: Partial<Offer>) => wayWords(msg, offer(more), 'en-IN');
const left = (seconds: number) =>
  leftWords(msg, offer({ expiresAt: new Date(NOW + seconds * 1000).toISOString() }), NOW, 'en-IN');

describe('the words of a request', () => {
  it('say the walk where it is known, else at most how far', () => {
    expect(way({ travelMinutes: 3, distanceMetres: 300 })).toBe('3 minutes on foot, 300 m');
    expect(way({ travelMinutes: 1 })).toBe('1 minute on foot');
    expect(way({ distanceMetres: 400 })).toBe('At most 400 m from your home');
    expect(way({ distanceMetres: 0 })).toBe('At most 100 m from your home');
    expect(way({})).toBeNull();
  });

  it('never promise more time than there is', () => {
    expect(left(125)).toBe('2 minutes left to answer');
    expect(left(59.9)).toBe('59 seconds left to answer');
    expect(left(-3)).toBe('0 seconds left to answer');
  });

  it('say what is fetched, also what this version has no name for', () => {
    expect(fetchWords(msg, offer({ waypoint: 'defibrillator' }))).toContain('defibrillator');
    expect(fetchWords(msg, offer({ waypoint: 'spare_key' }))).toContain('spare key');
    expect(fetchWords(msg, offer({}))).toBeNull();
    expect(serviceWords(ENGLISH, undefined, 'cardiac_response')).toBe('cardiac response');
  });

  it('differ for each end and each state', () => {
    const ends = (['expired', 'withdrawn', 'relieved'] as const).map((how) =>
      endedWords(msg, { serviceType: 'neighbor_sos', how }),
    );
    const states = (['assigned', 'in_service', 'completed', 'cancelled'] as const).map((state) =>
      goingWords(msg, { state, waypoint: null } as Booking),
    );
    expect(new Set([...ends, ...states]).size).toBe(7);
  });
});
