import { describe, expect, it } from 'vitest';
import { timestamp } from './time.ts';

describe('times as people write them', () => {
  it('reads days and local times in the zone of this computer, exact times as given', () => {
    expect(timestamp('2026-11-22')).toBe(new Date(2026, 10, 22).toISOString());
    expect(timestamp('2026-11-22 17:30')).toBe(new Date(2026, 10, 22, 17, 30).toISOString());
    expect(timestamp('2026-11-22T17:30:00+05:30')).toBe('2026-11-22T12:00:00.000Z');
    expect(timestamp(undefined)).toBeUndefined();
  });

  it.each(['yesterday', '22/11/2026', '2026-13-45'])('refuses %s', (text) => {
    expect(() => timestamp(text)).toThrow('is not a time');
  });
});
