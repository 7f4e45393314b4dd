import { describe, expect, it } from 'vitest';
import { COUNTRIES, latinDigits, maskedPhone, toE164 } from './phone.ts';

describe('phone numbers', () => {
  it.each([
    ['9800000004', 'IN', '+919800000004'],
    ['098000 00004', 'IN', '+919800000004'],
    ['+44 20 7946 0018', 'IN', '+442079460018'],
    ['0044 (20) 7946-0018', 'IN', '+442079460018'],
    ['06 1234 5678', 'IT', '+390612345678'],
    ['९८००००००४५', 'IN', '+919800000045'],
    ['٠٥٠ ١٢٣ ٤٥٦٧', 'AE', '+971501234567'],
    ['98000\u00a000004', 'IN', '+919800000004'],
  ])('%s of %s is %s', (typed, country, e164) => {
    expect(toE164(typed, country)).toBe(e164);
  });

  it.each(['', '12', 'call me', '+0123456789', '12345678901234567', '98-00;0000'])(
    '%s is no number',
    (typed) => {
      expect(toE164(typed, 'IN')).toBeNull();
    },
  );

  it('knows no country twice, and every code is digits', () => {
    expect(new Set(COUNTRIES.map(({ code }) => code)).size).toBe(COUNTRIES.length);
    for (const { code, calling } of COUNTRIES) {
      expect(code).toMatch(/^[A-Z]{2}$/);
      expect(calling).toMatch(/^[1-9]\d{0,2}$/);
    }
  });

  it('reads every decimal digit of Devanagari and Arabic', () => {
    expect(latinDigits('०१२३४५६७८९ ٠١٢٣٤٥٦٧٨٩')).toBe('0123456789 0123456789');
  });

  it('shows no more of a number than its end', () => {
    expect(maskedPhone('+919800000004')).toBe('•••• 0004');
  });
});
