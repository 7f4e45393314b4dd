import { describe, expect, it } from 'vitest';
import { NUMBERS } from '../../../api/test/support/worlds/written-phones.ts';
import { COUNTRIES } from './countries.ts';
import { hasEnoughDigits, maskedPhone } from './phone.ts';

describe('phone numbers', () => {
  it.each(NUMBERS)('%j is sent to the service, which reads %s', (written) => {
    expect(hasEnoughDigits(written)).toBe(true);
  });

  it.each(['', '12', '112', 'call me', '98-00;00'])('%j is not sent', (typed) => {
    expect(hasEnoughDigits(typed)).toBe(false);
  });

  it('lists each country once, with a numeric code', () => {
    expect(new Set(COUNTRIES.map(({ code }) => code)).size).toBe(COUNTRIES.length);
    for (const { code, calling } of COUNTRIES) {
      expect(code).toMatch(/^[A-Z]{2}$/);
      expect(calling).toMatch(/^[1-9]\d{0,2}$/);
    }
  });

  it('masks all but the end of a number', () => {
    expect(maskedPhone('+919800000004')).toBe('•••• 0004');
  });
});
