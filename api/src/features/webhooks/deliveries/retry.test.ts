import { describe, expect, it } from 'vitest';
import { nextAttempt, quietFor } from './retry.ts';

const SETTINGS = { firstRetryMs: 15_000, retryForMs: 259_200_000 };
const START = new Date('2026-11-28T09:00:00Z');

/** When a delivery that always fails is tried, in milliseconds since the first attempt. */
function tries(random: () => number): number[] {
  const at = [0];
  for (let now = START; ; ) {
    const next = nextAttempt({ attempt: at.length, since: START, now, retryAfterMs: null }, SETTINGS, random);
    if (next === null) return at;
    at.push(next.getTime() - START.getTime());
    now = next;
  }
}

describe('a delivery that fails', () => {
  it.each([
    ['shortest', () => 0],
    ['longest', () => 0.999_999],
  ])('is tried for three days, with the %s pauses', (_name, random) => {
    const at = tries(random);
    expect(at.at(-1)).toBe(SETTINGS.retryForMs);
    expect(at.length).toBeGreaterThanOrEqual(15);
    expect(at.length).toBeLessThanOrEqual(30);
    const pauses = at.slice(1).map((time, index) => time - (at[index] ?? 0));
    expect(pauses[0]).toBeLessThanOrEqual(15_000);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(12 * 3_600_000);
    // The last one is cut short by the end of the period.
    for (const [index, pause] of pauses.slice(1, -1).entries()) {
      expect(pause).toBeGreaterThanOrEqual(pauses[index] ?? 0);
    }
  });

  it('waits as long as the endpoint asks, within the period', () => {
    const asked = (retryAfterMs: number) =>
      nextAttempt({ attempt: 1, since: START, now: START, retryAfterMs }, SETTINGS)?.getTime();
    expect(asked(3_600_000)).toBe(START.getTime() + 3_600_000);
    expect(asked(1e12)).toBe(START.getTime() + 12 * 3_600_000);
  });

  it('leaves an endpoint alone from its third failure on, five minutes at most', () => {
    expect([1, 2].map((failures) => quietFor(failures, SETTINGS))).toEqual([0, 0]);
    expect(quietFor(3, SETTINGS)).toBeGreaterThan(0);
    expect(quietFor(50, SETTINGS)).toBeLessThanOrEqual(300_000);
  });
});
