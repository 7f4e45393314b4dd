import { describe, expect, it, vi } from 'vitest';
import { distanceMetres } from '../domain/distance.ts';
import { inLanguage } from '../domain/localised-text.ts';
import { dateFormat, dayKey, distance, duration, durationSeconds, money, relative } from './format.ts';

const inr = (amount: number) => ({ amount, currency: 'INR' });

describe('formatting', () => {
  it('shows money in major units, with decimals only where needed', () => {
    expect(money(inr(150_000), 'en-IN')).toBe('₹1,500');
    expect(money(inr(35_050), 'en-IN')).toBe('₹350.50');
    expect(money({ amount: 500, currency: 'JPY' }, 'en-JP')).toMatch(/500$/);
    expect(money({ amount: 1_500, currency: 'KWD' }, 'en')).toContain('1.500');
  });

  it.each([
    ['PT15M', 900],
    ['PT1H30M', 5400],
    ['P14D', 1_209_600],
    ['P1W', 604_800],
    ['PT0.5S', 0.5],
  ])('%s is %d seconds', (iso, seconds) => {
    expect(durationSeconds(iso)).toBe(seconds);
  });

  it('rejects an invalid duration', () => {
    expect(durationSeconds('15 minutes')).toBeNaN();
  });

  it('shows a duration in the largest unit that divides it', () => {
    expect(duration(900, 'en')).toBe('15 minutes');
    expect(duration(7200, 'en')).toBe('2 hours');
    expect(duration(5400, 'en')).toBe('90 minutes');
    expect(duration(86_400, 'en')).toBe('1 day');
    expect(duration(20, 'en')).toBe('20 seconds');
    expect(duration(900, 'hi')).toBe('15 मिनट');
  });

  it('rounds short distances to 10 m and long ones to 100 m', () => {
    expect(distance(114, 'en')).toBe('110 m');
    expect(distance(949, 'en')).toBe('950 m');
    expect(distance(1230, 'en')).toBe('1.2 km');
  });

  it('shows a time relative to now', () => {
    const now = Date.parse('2026-11-22T10:00:00Z');
    expect(relative('2026-11-22T09:59:40Z', now, 'en')).toBe('20 seconds ago');
    expect(relative('2026-11-22T10:12:00Z', now, 'en')).toBe('in 12 minutes');
    expect(relative('2026-11-25T10:00:00Z', now, 'en')).toBe('in 3 days');
  });

  it('uses the day of the place’s time zone', () => {
    expect(dayKey('2026-11-22T20:00:00Z', 'Asia/Kolkata')).toBe('2026-11-23');
  });

  it('makes one formatter for all times of a place', () => {
    const made = vi.spyOn(Intl, 'DateTimeFormat');
    const keys = [10, 11, 12].map((day) => dayKey(`2026-10-${day}T20:00:00Z`, 'Pacific/Apia'));
    expect(keys).toEqual(['2026-10-11', '2026-10-12', '2026-10-13']);
    expect(made).toHaveBeenCalledTimes(1);
  });

  it('follows the time zone of the device where none is given', () => {
    const options = { hour: 'numeric' } as const;
    expect(dateFormat('en', options)).not.toBe(dateFormat('en', options));
    expect(dateFormat('en', { ...options, timeZone: 'UTC' })).toBe(
      dateFormat('en', { ...options, timeZone: 'UTC' }),
    );
  });

  it('chooses the nearest available language', () => {
    const text = { en: 'Ambulance', hi: 'एम्बुलेंस', 'pt-BR': 'Ambulância' };
    expect(inLanguage(text, 'hi-IN')).toBe('एम्बुलेंस');
    expect(inLanguage(text, 'pt-BR')).toBe('Ambulância');
    expect(inLanguage(text, 'ta')).toBe('Ambulance');
  });
});

describe('distance on the ground', () => {
  it('matches a known one: Bengaluru to Mysuru is about 129 km', () => {
    const metres = distanceMetres(
      { latitude: 12.9716, longitude: 77.5946 },
      { latitude: 12.2958, longitude: 76.6394 },
    );
    expect(metres / 1000).toBeCloseTo(128.4, 0);
  });

  it('is zero to the same point and half the circumference to the antipode', () => {
    const here = { latitude: 12.9, longitude: 77.5 };
    expect(distanceMetres(here, here)).toBe(0);
    expect(distanceMetres({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 180 }) / 1000).toBeCloseTo(
      20_015,
      0,
    );
  });
});
