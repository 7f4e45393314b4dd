import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sized } from '../../../../test/support/size.ts';
import { type BookingWorld, bookingWorld, codeOf } from '../../../../test/support/worlds/booking-world.ts';
import { type BookedInterval, Occupancy } from './occupancy.ts';

/** The peak, by counting at every instant. */
function countedPeak(taken: readonly BookedInterval[], start: number, end: number): number {
  let peak = 0;
  for (let at = start; at < end; at += 1) {
    const now = taken.filter((each) => each.start <= at && at < each.end);
    peak = Math.max(
      peak,
      now.reduce((sum, { count }) => sum + count, 0),
    );
  }
  return peak;
}

describe('the peak of an interval', () => {
  it('equals the maximum over every instant', () => {
    const span = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 15 }));
    const taken = fc.array(
      fc.record({ span, count: fc.integer({ min: 1, max: 3 }) }).map(({ span: [start, length], count }) => ({
        start,
        end: start + length,
        count,
      })),
      { maxLength: 25 },
    );
    fc.assert(
      fc.property(taken, span, (all, [start, length]) => {
        expect(new Occupancy(all).peak(start, start + length)).toBe(countedPeak(all, start, start + length));
      }),
      { numRuns: sized({ small: 300, full: 2_000 }) },
    );
  });
});

describe('overlapping slots', () => {
  const MINUTE = 60_000;
  const DAY = 24 * 60 * MINUTE;
  let world: BookingWorld;
  let community: string;

  beforeAll(async () => {
    world = await bookingWorld();
    community = await world.community();
  });
  afterAll(() => world?.close());

  /** A hospital whose opening hours are offset by a quarter of an hour, and how to read and book its slots. */
  async function hospitalWith(serviceType: string, capacity: number, timezone = 'Asia/Kolkata') {
    const hospital = await world.hospital([community], timezone);
    const days = [1, 2, 3, 4, 5, 6, 7];
    const hours = [
      { days, from: '09:00', to: '11:00' },
      { days, from: '09:15', to: '11:15' },
      // Past midnight, with an hour more or less on the night of a clock change.
      { days, from: '22:30', to: '02:00' },
      { days, from: '23:15', to: '03:15' },
    ];
    await world.db.owner('hospital_service').insert({
      hospital_id: hospital,
      service_type: serviceType,
      capacity,
      hours: JSON.stringify(hours),
    });
    const admin = await world.staff('hospital_admin', { hospitalId: hospital, onDuty: false });
    const { service } = world.feature;
    const availability = async () => {
      const from = new Date(world.now().getTime() + DAY);
      return service.availability(admin, { serviceType, from, to: new Date(from.getTime() + 1.5 * DAY) });
    };
    const book = async (start: Date) =>
      codeOf(
        service.create(await world.resident(community), {
          serviceType,
          hospitalId: hospital,
          scheduledFor: start,
        }),
      );
    const peak = async () => {
      const rows = await world.db
        .owner('booking')
        .where({ hospital_id: hospital })
        .whereNot('state', 'cancelled');
      const minute = (time: Date) => time.getTime() / MINUTE;
      const taken = rows.map((row) => ({
        start: minute(row.scheduled_for),
        end: minute(row.scheduled_until),
        count: 1,
      }));
      return Math.max(0, ...taken.map(({ start }) => countedPeak(taken, start, start + 1)));
    };
    return { availability, book, peak };
  }

  it.each([1, 2])('never exceed a capacity of %i, and can be booked while seats remain', async (capacity) => {
    const { availability, book, peak } = await hospitalWith('consultation', capacity, 'Europe/Berlin');
    expect((await availability()).length).toBeGreaterThan(10);
    for (let seed = 1; ; seed += 1) {
      const slots = await availability();
      const offered = slots.filter(({ remaining }) => remaining > 0);
      const full = slots.filter(({ remaining }) => remaining === 0);
      const rejected = full[seed % Math.max(1, full.length)];
      if (rejected !== undefined) expect(await book(rejected.start)).toBe('slot_taken');
      const chosen = offered[(seed * 7) % Math.max(1, offered.length)];
      if (chosen === undefined) break;
      expect(await book(chosen.start)).toBe('none');
      expect(await peak()).toBeLessThanOrEqual(capacity);
    }
    expect(await peak()).toBe(capacity);
  });

  it('never exceed the capacity under concurrent bookings', async () => {
    const { availability, book, peak } = await hospitalWith('consultation', 2);
    const slots = (await availability()).slice(0, 12);
    const codes = await Promise.all(slots.flatMap(({ start }) => [book(start), book(start), book(start)]));
    expect(new Set(codes)).toEqual(new Set(['none', 'slot_taken']));
    expect(await peak()).toBe(2);
    for (const index of slots.keys()) {
      const { start, remaining } = (await availability())[index] as (typeof slots)[number];
      expect(await book(start)).toBe(remaining > 0 ? 'none' : 'slot_taken');
    }
    expect(await peak()).toBe(2);
  });
});
