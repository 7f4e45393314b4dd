import { ConstraintViolation } from '../../../kernel/db/errors.ts';
import { asSystem, savepoint } from '../../../kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { Acceptance } from '../engine/index.ts';
import { BookingModel } from '../models.ts';
import { bookingProblems, inputProblem } from '../problems.ts';
import { insertBooking } from '../record/store.ts';
import { Occupancy } from './occupancy.ts';

/** Longer than any slot can be: a booking that started this long before a time has ended by then. */
const MAX_BOOKING_LENGTH = 2 * 24 * 3_600_000;

/** The bookings of each hospital that overlap [from, to). Reads only times and counts, in a system scope. */
export async function occupancyBetween(
  hospitalIds: readonly string[],
  serviceType: string,
  from: Date,
  to: Date,
): Promise<Map<string, Occupancy>> {
  const rows = await asSystem('seats of slots', async (uow) => {
    return (await overlapping(uow, hospitalIds, serviceType, from, to)
      .select('hospital_id', 'scheduled_for', 'scheduled_until')
      .count('* as taken')
      .groupBy('hospital_id', 'scheduled_for', 'scheduled_until')) as unknown as {
      hospitalId: string;
      scheduledFor: Date;
      scheduledUntil: Date;
      taken: string;
    }[];
  });
  const byHospital = Map.groupBy(rows, ({ hospitalId }) => hospitalId);
  return new Map(
    hospitalIds.map((id) => [
      id,
      new Occupancy(
        (byHospital.get(id) ?? []).map(({ scheduledFor, scheduledUntil, taken }) => ({
          start: scheduledFor.getTime(),
          end: scheduledUntil.getTime(),
          count: Number(taken),
        })),
      ),
    ]),
  );
}

function overlapping(
  uow: UnitOfWork,
  hospitalIds: readonly string[],
  serviceType: string,
  from: Date,
  to: Date,
) {
  return (
    BookingModel.query(uow.trx)
      .whereIn('hospital_id', [...hospitalIds])
      .where({ service_type: serviceType })
      // Bounded on both sides, so that the index on the start can be used however many old bookings there are.
      .where('scheduled_for', '>', new Date(from.getTime() - MAX_BOOKING_LENGTH))
      .where('scheduled_for', '<', to)
      .where('scheduled_until', '>', from)
      .whereNot('state', 'cancelled')
  );
}

/**
 * Inserts a scheduled booking if fewer than `capacity` bookings of the service run at every instant of it. Slots of a
 * service can overlap without being equal, which no constraint can count, so bookings of one service in one hospital
 * are serialised by a lock until the commit.
 * @throws Problem `slot_taken` if the capacity is used up.
 */
export async function takeSeat(uow: UnitOfWork, decision: Acceptance, capacity: number): Promise<void> {
  const { hospitalId, serviceType, scheduledFor, scheduledUntil } = decision.next;
  if (hospitalId === null || scheduledFor === null || scheduledUntil === null) {
    throw new Error('only a scheduled booking takes a seat');
  }
  // Reads no table: the lock is a number computed from the two ids.
  await uow.trx.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [
    `seats ${hospitalId} ${serviceType}`,
  ]);
  const taken = await asSystem('seats of a slot', async (system) =>
    overlapping(system, [hospitalId], serviceType, scheduledFor, scheduledUntil).select(
      'scheduled_for',
      'scheduled_until',
      'slot_seat',
    ),
  );
  const occupancy = new Occupancy(
    taken.map((row) => ({
      start: (row.scheduledFor as Date).getTime(),
      end: (row.scheduledUntil as Date).getTime(),
      count: 1,
    })),
  );
  if (occupancy.peak(scheduledFor.getTime(), scheduledUntil.getTime()) >= capacity) {
    throw slotTaken('This time is fully booked. Choose another time.');
  }
  // A seat that no overlapping booking has. If consecutive bookings occupy all of them, one that is free at the start.
  const free = firstFreeSeat(taken);
  const sameStart = taken.filter((row) => row.scheduledFor?.getTime() === scheduledFor.getTime());
  const seat = free <= capacity ? free : firstFreeSeat(sameStart);
  try {
    await savepoint(() => insertBooking(uow, decision, seat));
  } catch (error) {
    // Possible only while a process of an earlier version, which does not use the lock, takes seats as well.
    if (!(error instanceof ConstraintViolation) || error.constraint !== 'booking_seat_key') throw error;
    throw slotTaken(
      'The last places at this time are being booked at this moment. Try again or choose another time.',
    );
  }
}

function firstFreeSeat(rows: readonly BookingModel[]): number {
  const seats = new Set(rows.map(({ slotSeat }) => slotSeat));
  let seat = 1;
  while (seats.has(seat)) seat += 1;
  return seat;
}

function slotTaken(detail: string) {
  return inputProblem(bookingProblems.slot_taken, '/scheduledFor', detail);
}
