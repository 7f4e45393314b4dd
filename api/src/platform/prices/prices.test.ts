import { describe, expect, it } from 'vitest';
import { priceOf, readPrices } from './read.ts';

const entry = (more: Record<string, string> = {}) =>
  `  - { ${Object.entries({
    ...{ provider: 'exotel', channel: 'sms', country: 'IN', price: '"0.18"', currency: 'INR' },
    ...{ from: '"2026-11-01"', source: 'contract 4711', ...more },
  })
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ')} }`;
const read = (...entries: string[]) => readPrices(`prices:\n${entries.join('\n')}\n`, 'prices.yaml');
const message = { provider: 'exotel', channel: 'sms', country: 'IN', segments: 3 } as const;
const at = (day: string) => new Date(`${day}T12:00:00Z`);

describe('the price of a message', () => {
  it('is that of its provider, channel and country on the day, for each part', () => {
    const { document: prices } = read(
      entry(),
      entry({ price: '"0.204001"', from: '"2026-12-01"' }),
      entry({ country: '"*"', price: '"2"', currency: 'USD' }),
    );
    const price = (day: string, more = {}) => priceOf(prices ?? [], { ...message, ...more }, at(day));
    expect(price('2026-11-30')).toEqual({ micros: 540_000, currency: 'INR' });
    expect(price('2026-12-01')).toEqual({ micros: 612_003, currency: 'INR' });
    expect(price('2026-12-01', { country: 'NP' })).toEqual({ micros: 6_000_000, currency: 'USD' });
    expect(price('2026-12-01', { country: null, segments: 1 })).toEqual({
      micros: 2_000_000,
      currency: 'USD',
    });
    expect(price('2026-10-31')).toBeNull();
    expect(price('2026-12-01', { provider: 'twilio' })).toBeNull();
    expect(price('2026-12-01', { channel: 'whatsapp' })).toBeNull();
  });

  it.each([
    ['no source', entry({ source: '""' }), /must have 3 characters/],
    ['a currency that is none', entry({ currency: 'INX' }), /there is no currency INX/],
    ['a month that does not exist', entry({ from: '"2026-13-01"' }), /Use a day that exists/],
    ['a day that does not exist', entry({ from: '"2026-02-30"' }), /Use a day that exists/],
    ['a price that is a fraction of a millionth', entry({ price: '"0.1234567"' }), /must match/],
    ['two prices for one day', `${entry()}\n${entry({ price: '"1"' })}`, /Remove it: another price holds/],
  ])('is not read from a file with %s', (_what, text, fault) => {
    expect(
      read(text)
        .faults.map(({ message: said }) => said)
        .join('\n'),
    ).toMatch(fault);
  });
});
