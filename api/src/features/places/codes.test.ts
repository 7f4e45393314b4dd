import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sized } from '../../../test/support/size.ts';
import { newPlaceCode, readPlaceCode } from './codes.ts';

const code = fc.constant(null).map(newPlaceCode);

describe('a place code', () => {
  it('is read as people type it', () => {
    fc.assert(
      fc.property(code, (printed) => {
        const typed = `${printed.slice(0, 5)}-${printed.slice(5)}`.toLowerCase().replaceAll('0', 'o');
        expect(readPlaceCode(typed.replaceAll('1', 'l'))).toBe(printed);
      }),
    );
  });

  it('is not read with one character wrong', () => {
    const wrong = fc.tuple(code, fc.nat(9), fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'));
    fc.assert(
      fc.property(wrong, ([printed, at, character]) => {
        fc.pre(printed[at] !== character);
        expect(readPlaceCode(printed.slice(0, at) + character + printed.slice(at + 1))).toBeNull();
      }),
      { numRuns: sized({ small: 90, full: 10_000 }) },
    );
  });

  it.each(['', 'ABC', 'UUUUUUUUUU', '0000000000000'])('is not %j', (typed) => {
    expect(readPlaceCode(typed)).toBeNull();
  });
});
