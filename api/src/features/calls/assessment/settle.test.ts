import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sized } from '../../../../test/support/size.ts';
import type { Urgency } from '../models.ts';
import { LOWER_AFTER_MS, NOT_SHOWN, settle } from './settle.ts';

const START = Date.parse('2026-11-27T09:00:00.000Z');
const urgency = fc.integer({ min: 1, max: 5 }) as fc.Arbitrary<Urgency>;

describe('the urgency that is shown', () => {
  it('rises at once, and falls at the end of the window to the most urgent of it', () => {
    let shown = NOT_SHOWN;
    const seen = (
      [
        [0, 3],
        [1_000, 1],
        [2_000, 4],
        [30_000, 2],
        [60_000, 4],
        [62_000, 4],
        [70_000, 4],
      ] as const
    ).map(([ms, assessed]) => {
      const settled = settle(shown, assessed, new Date(START + ms));
      shown = settled.shown;
      return [shown.urgency, settled.change];
    });
    expect(seen).toEqual([
      [3, 'first'],
      [1, 'raised'],
      [1, null],
      [1, null],
      [1, null],
      [2, 'lowered'],
      [2, null],
    ]);
  });

  it('is never less urgent than anything assessed within the window', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(urgency, fc.nat(40_000)), { maxLength: 40 }), (story) => {
        let shown = NOT_SHOWN;
        let at = START;
        const past: { at: number; assessed: Urgency }[] = [];
        for (const [assessed, ms] of story) {
          at += ms;
          past.push({ at, assessed });
          shown = settle(shown, assessed, new Date(at)).shown;
          const recent = past.filter((one) => at - one.at < LOWER_AFTER_MS);
          expect(shown.urgency).toBeLessThanOrEqual(Math.min(...recent.map((one) => one.assessed)));
        }
      }),
      { numRuns: sized({ small: 300, full: 10_000 }) },
    );
  });
});
