import { describe, expect, it } from 'vitest';
import { Playout } from './playout.ts';

describe('playout', () => {
  it('plays one stretch after another, behind a small buffer', () => {
    const playout = new Playout();
    expect(playout.next(10, 0.2)).toEqual({ start: 10.15, skips: false });
    expect(playout.next(10.2, 0.2).start).toBeCloseTo(10.35);
    expect(playout.next(10.34, 0.2).start).toBeCloseTo(10.55);
  });

  it('fills the buffer again after it ran dry', () => {
    const playout = new Playout();
    playout.next(10, 0.2);
    expect(playout.next(20, 0.2).start).toBeCloseTo(20.15);
  });

  it('leaves out what is old after a burst, and keeps what is new', () => {
    const playout = new Playout();
    const turns = Array.from({ length: 50 }, () => playout.next(10, 0.2));
    expect(turns.filter(({ skips }) => skips).length).toBeGreaterThan(5);
    expect(playout.ahead(10)).toBeLessThanOrEqual(1.65);
    const last = turns.findLastIndex(({ skips }) => skips);
    expect(turns.slice(last).every(({ start }, nth) => Math.abs(start - (10.15 + nth * 0.2)) < 1e-9)).toBe(
      true,
    );
  });
});
