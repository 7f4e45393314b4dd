import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { sized } from '../../../../test/support/size.ts';
import { type SlotPlan, slotAt, slotsBetween } from './slots.ts';

const HOUR = 3_600_000;
const ALL_DAYS = [1, 2, 3, 4, 5, 6, 7];

function plan(changes: Partial<SlotPlan> = {}): SlotPlan {
  return {
    timezone: 'Asia/Kolkata',
    hours: [{ days: ALL_DAYS, from: '09:00', to: '12:00' }],
    length: HOUR,
    leadTime: 0,
    horizon: 60 * 24 * HOUR,
    ...changes,
  };
}

const starts = (slots: { start: Date }[]) => slots.map(({ start }) => start.toISOString());

describe('slots', () => {
  it('are within the opening hours of the hospital', () => {
    const day = slotsBetween(
      plan(),
      new Date('2026-11-24T00:00Z'),
      new Date('2026-11-25T00:00Z'),
      new Date(0),
    );
    // None: the horizon is sixty days after 1970.
    expect(day).toEqual([]);
    const now = new Date('2026-11-23T00:00Z');
    const from = new Date('2026-11-24T00:00Z');
    expect(starts(slotsBetween(plan(), from, new Date('2026-11-25T00:00Z'), now))).toEqual([
      '2026-11-24T03:30:00.000Z',
      '2026-11-24T04:30:00.000Z',
      '2026-11-24T05:30:00.000Z',
    ]);
  });

  it('respect weekdays, lead time and horizon', () => {
    const monday = new Date('2026-11-23T04:00Z');
    const tuesdays = plan({ hours: [{ days: [2], from: '09:00', to: '10:00' }] });
    const month = new Date('2026-12-23T04:00Z');
    expect(starts(slotsBetween(tuesdays, monday, month, monday))).toEqual([
      '2026-11-24T03:30:00.000Z',
      '2026-12-01T03:30:00.000Z',
      '2026-12-08T03:30:00.000Z',
      '2026-12-15T03:30:00.000Z',
      '2026-12-22T03:30:00.000Z',
    ]);
    const near = { ...tuesdays, leadTime: 24 * HOUR, horizon: 10 * 24 * HOUR };
    expect(starts(slotsBetween(near, monday, month, monday))).toEqual(['2026-12-01T03:30:00.000Z']);
  });

  it('continue past midnight with the opening hours', () => {
    const nights = plan({ hours: [{ days: [1], from: '22:00', to: '02:00' }], length: 2 * HOUR });
    const now = new Date('2026-11-22T00:00Z');
    expect(starts(slotsBetween(nights, now, new Date('2026-11-26T00:00Z'), now))).toEqual([
      '2026-11-23T16:30:00.000Z',
      '2026-11-23T18:30:00.000Z',
    ]);
  });

  it('cover an hour more or less on the night of a clock change', () => {
    const berlin = plan({
      timezone: 'Europe/Berlin',
      hours: [{ days: ALL_DAYS, from: '22:30', to: '04:30' }],
      length: HOUR,
    });
    const nightOf = (day: string) =>
      slotsBetween(
        berlin,
        new Date(`${day}T12:00Z`),
        new Date(Date.parse(`${day}T12:00Z`) + 24 * HOUR),
        new Date(Date.parse(`${day}T00:00Z`)),
      );
    expect(starts(nightOf('2026-03-28'))).toEqual([
      ...['2026-03-28T21:30:00.000Z', '2026-03-28T22:30:00.000Z', '2026-03-28T23:30:00.000Z'],
      ...['2026-03-29T00:30:00.000Z', '2026-03-29T01:30:00.000Z'],
    ]);
    expect(nightOf('2026-03-27')).toHaveLength(6);
    expect(nightOf('2026-10-24')).toHaveLength(7);
  });

  it('end at midnight if the hours end at 24:00', () => {
    const evening = plan({ hours: [{ days: [1], from: '22:00', to: '24:00' }] });
    const now = new Date('2026-11-22T00:00Z');
    expect(slotsBetween(evening, now, new Date('2026-11-26T00:00Z'), now)).toHaveLength(2);
  });

  it('follow local time across clock changes', () => {
    const berlin = plan({
      timezone: 'Europe/Berlin',
      hours: [{ days: ALL_DAYS, from: '00:00', to: '06:00' }],
    });
    const on = (from: string, to: string) =>
      slotsBetween(berlin, new Date(from), new Date(to), new Date('2026-03-01T00:00Z'));
    // 29 March 2026: 02:00 becomes 03:00. 25 October 2026: 03:00 becomes 02:00.
    expect(on('2026-03-27T23:00Z', '2026-03-28T22:00Z')).toHaveLength(6);
    expect(on('2026-03-28T23:00Z', '2026-03-29T21:00Z')).toHaveLength(5);
    const autumn = slotsBetween(
      berlin,
      new Date('2026-10-24T22:00Z'),
      new Date('2026-10-25T22:00Z'),
      new Date('2026-10-20T00:00Z'),
    );
    expect(autumn).toHaveLength(7);
    const mornings = { ...berlin, hours: [{ days: ALL_DAYS, from: '09:00', to: '10:00' }] };
    expect(
      starts(
        slotsBetween(
          mornings,
          new Date('2026-03-28T00:00Z'),
          new Date('2026-03-30T00:00Z'),
          new Date('2026-03-20T00:00Z'),
        ),
      ),
    ).toEqual(['2026-03-28T08:00:00.000Z', '2026-03-29T07:00:00.000Z']);
  });

  it('never overlap, stay in range and are found by their start', () => {
    const zone = fc.constantFrom(
      'Asia/Kolkata',
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'UTC',
    );
    const clock = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '15', '30'))
      .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`);
    fc.assert(
      fc.property(
        zone,
        clock,
        clock,
        fc.constantFrom(15, 20, 45, 60, 120),
        fc.integer({ min: 0, max: 365 }),
        (timezone, from, to, minutes, day) => {
          const now = new Date(Date.parse('2026-01-01T00:00Z') + day * 24 * HOUR);
          const tested = plan({ timezone, hours: [{ days: ALL_DAYS, from, to }], length: minutes * 60_000 });
          const until = new Date(now.getTime() + 3 * 24 * HOUR);
          const slots = slotsBetween(tested, now, until, now);
          for (const [index, slot] of slots.entries()) {
            expect(slot.end.getTime() - slot.start.getTime()).toBe(minutes * 60_000);
            expect(slot.start >= now && slot.start < until).toBe(true);
            const next = slots[index + 1];
            if (next !== undefined) expect(next.start >= slot.end).toBe(true);
            expect(slotAt(tested, slot.start, now)).toEqual(slot);
            expect(slotAt(tested, new Date(slot.start.getTime() + 60_000), now)).toBeNull();
            // The first slot of a day starts at the local opening time, also after a clock change.
            const local = Temporal.Instant.fromEpochMilliseconds(slot.start.getTime()).toZonedDateTimeISO(
              timezone,
            );
            if (local.toPlainTime().toString() === `${from}:00`)
              expect(local.toPlainTime().toString()).toContain(from);
          }
        },
      ),
      { numRuns: sized({ small: 40, full: 150 }) },
    );
  });
});
