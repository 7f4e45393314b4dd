import { describe, expect, it } from 'vitest';
import { NO_NUMBERS, NUMBERS } from '../../../test/written-phones.ts';
import { normalisePhone } from './phone.ts';

describe('a phone number', () => {
  it.each(NUMBERS)('%j is read as %s', (written, e164) => {
    expect(normalisePhone(written, 'IN')).toEqual({ value: e164 });
  });

  it.each(NO_NUMBERS)('%j is refused: %s', (written, said) => {
    expect(normalisePhone(written, 'IN')).toMatchObject({ fault: expect.stringContaining(said) });
  });

  it.each(NUMBERS)('normalising %j twice changes nothing', (_, e164) => {
    expect(normalisePhone(e164, 'IN')).toEqual({ value: e164 });
  });
});
