import { describe, expect, it } from 'vitest';
import { serviceType } from '../../test/fake-world.ts';
import { availabilityWindow, groupByDay } from './slots.ts';
import type { Slot } from './wire.ts';

const slot = (start: string, hospitalId = 'a', remaining = 1): Slot => ({
  start,
  end: start,
  hospitalId,
  capacity: 4,
  remaining,
});

describe('slots', () => {
  it('are grouped by day in the community’s time zone', () => {
    const late = slot('2026-11-23T20:00:00.000Z'); // 01:30 of the 24th in Kolkata
    const early = slot('2026-11-23T03:30:00.000Z');
    expect(groupByDay([late, early], 'Asia/Kolkata').map(({ key, slots }) => [key, slots])).toEqual([
      ['2026-11-23', [early]],
      ['2026-11-24', [late]],
    ]);
    expect(groupByDay([late, early], 'UTC')).toHaveLength(1);
  });

  it('stay distinct when daylight saving ends', () => {
    const twice = [slot('2026-10-25T00:30:00.000Z'), slot('2026-10-25T01:30:00.000Z')];
    expect(groupByDay(twice, 'Europe/Berlin')[0]?.slots).toEqual(twice);
  });

  it('with one start are one choice: free, the page’s hospital, most seats', () => {
    const start = '2026-11-23T03:30:00.000Z';
    const pick = (...slots: Slot[]) => groupByDay(slots, 'UTC', 'own')[0]?.slots;
    expect(pick(slot(start, 'own', 0), slot(start, 'other', 1))).toEqual([slot(start, 'other', 1)]);
    expect(pick(slot(start, 'other', 4), slot(start, 'own', 1))).toEqual([slot(start, 'own', 1)]);
    expect(pick(slot(start, 'b', 1), slot(start, 'c', 3))).toEqual([slot(start, 'c', 3)]);
  });

  it('are requested up to the service’s horizon, at most 31 days', () => {
    const now = new Date('2026-11-22T00:00:00.000Z');
    const service = serviceType('visit', { names: { en: 'Visit' }, descriptions: { en: '' }, slot: true });
    expect(availabilityWindow(service, now).to).toBe('2026-12-06T00:00:00.000Z');
    const far = { ...service, slot: { length: 'PT30M', leadTime: 'PT2H', horizon: 'P90D' } };
    expect(availabilityWindow(far, now).to).toBe('2026-12-23T00:00:00.000Z');
  });
});
