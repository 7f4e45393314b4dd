import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BrokenSeal, DataKeys, SEAL_BYTES, UnknownDataKey } from './data-keys.ts';

const OLD = 'old-data-key-old-data-key-old-data-key';
const NEW = 'new-data-key-new-data-key-new-data-key';
const keys = new DataKeys([NEW]);
const cell = { table: 'resident', column: 'phone', row: '00000000-0000-7000-8000-000000000001' };

describe('sealing', () => {
  it('returns any text, in the promised number of bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const sealed = keys.seal(text, cell);
        expect(sealed).toHaveLength(Buffer.byteLength(text) + SEAL_BYTES);
        expect(keys.open(sealed, cell)).toBe(text);
      }),
    );
  });

  it('never makes the same bytes twice', () => {
    // At any size: it takes milliseconds.
    const made = new Set(Array.from({ length: 100 }, () => keys.seal('same', cell).toString('hex')));
    expect(made.size).toBe(100);
  });

  it.each([
    ['row', { ...cell, row: '00000000-0000-7000-8000-000000000002' }],
    ['column', { ...cell, column: 'email' }],
    ['table', { ...cell, table: 'staff' }],
  ])('does not open a value moved to another %s', (_what, elsewhere) => {
    expect(() => keys.open(keys.seal('+919800000001', cell), elsewhere)).toThrow(BrokenSeal);
  });

  it('does not open a value with a byte changed or missing', () => {
    const sealed = keys.seal('peanut allergy', cell);
    for (let at = 0; at < sealed.length; at += 1) {
      const altered = Buffer.from(sealed);
      altered[at] = (altered[at] ?? 0) ^ 1;
      expect(() => keys.open(altered, cell)).toThrow(/does not open|data key/);
      expect(() => keys.open(sealed.subarray(0, at), cell)).toThrow(BrokenSeal);
    }
  });

  it('reveals nothing of the value in its errors', () => {
    const sealed = keys.seal('peanut allergy', cell);
    sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
    let error: unknown;
    try {
      keys.open(sealed, cell);
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(BrokenSeal);
    expect(`${(error as Error).stack} ${JSON.stringify(error)}`).not.toMatch(/peanut/);
  });
});

describe('a change of keys', () => {
  const before = new DataKeys([OLD]);
  const during = new DataKeys([NEW, OLD]);
  const sealed = before.seal('+919800000001', cell);

  it('opens with both keys and seals with the newest', () => {
    expect(during.open(sealed, cell)).toBe('+919800000001');
    expect(during.isNewest(sealed)).toBe(false);
    const again = during.seal('+919800000001', cell);
    expect(during.isNewest(again)).toBe(true);
    expect(keys.open(again, cell)).toBe('+919800000001');
  });

  it('names the missing key instead of opening the value', () => {
    expect(() => keys.open(sealed, cell)).toThrow(UnknownDataKey);
    expect(() => keys.open(sealed, cell)).toThrow(before.ids[0]);
  });

  it('gives a value one index per key', () => {
    expect(during.indexes('x', cell)).toEqual([keys.index('x', cell), before.index('x', cell)]);
    expect(keys.index('x', cell)).toHaveLength(32);
    expect(keys.index('x', cell)).not.toEqual(keys.index('x', { ...cell, column: 'email' }));
  });

  it('rejects the same key given twice', () => {
    expect(() => new DataKeys([OLD, OLD])).toThrow('twice');
  });
});
