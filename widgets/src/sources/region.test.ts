import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isDialable } from './emergency-number.ts';
import { knownRegion, rememberRegion } from './region.ts';

const API = 'https://care.example';

describe('the region', () => {
  beforeEach(() => {
    const kept = new Map<string, string>();
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  it('comes from the last reply, else the page, else the build', () => {
    expect(knownRegion(API, {})).toEqual({ emergencyNumber: '112', phoneCountry: 'IN' });
    const page = { emergencyNumber: '999', phoneCountry: 'gb' };
    expect(knownRegion(API, page)).toEqual({ emergencyNumber: '999', phoneCountry: 'GB' });
    rememberRegion(API, { emergencyNumber: '911', phoneCountry: 'US', currency: 'USD' });
    expect(knownRegion(API, page)).toEqual({ emergencyNumber: '911', phoneCountry: 'US' });
    expect(knownRegion('https://other.example', page).emergencyNumber).toBe('999');
  });

  it('ignores invalid replies and stored values', () => {
    for (const reply of [null, 'x', {}, { emergencyNumber: '<b>' }, { emergencyNumber: 112 }])
      expect(rememberRegion(API, reply)).toBeNull();
    localStorage.setItem(`kiwimesh:region:${API}`, '{broken');
    expect(knownRegion(API, { phoneCountry: 'XX' })).toEqual({ emergencyNumber: '112', phoneCountry: 'IN' });
  });

  it('works where the page has no storage', () => {
    vi.stubGlobal('localStorage', undefined);
    expect(knownRegion(API, {}).emergencyNumber).toBe('112');
    expect(rememberRegion(API, { emergencyNumber: '108', phoneCountry: 'IN' })?.emergencyNumber).toBe('108');
  });

  it('accepts only numbers that can be dialled', () => {
    for (const number of ['112', '108', '+91 80 4555 0100', '*55#', '1-1-2'])
      expect(isDialable(number)).toBe(true);
    for (const number of ['', 'javascript:alert(1)', '1', '112;phone-context=x', null, 112])
      expect(isDialable(number)).toBe(false);
  });
});
