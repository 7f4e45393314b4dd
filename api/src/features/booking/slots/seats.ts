import { ConstraintViolation } from '../../../kernel/db/errors.ts';
import { asSystem, savepoint } from '../../../kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import type { Acceptance } from '../engine/index.ts';
import { BookingModel } from '../models.ts';
import { insertBooking } from '../record/store.ts';
import { Occupancy } from './occupancy.ts';

/** Longer than any slot, which fits into hours of one day: bookings that began earlier than this before a time are over. */
const LONGEST_BOOKING = 2 * 24 * 3_600_000;

/**
 * The bookings of each hospital that overlap [from, to): what availability subtracts. Whose they are does not matter and
 * is not read.
 */
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
      // Bounded on both sides, so that the index on the start is of use however long the past is.
      .where('scheduled_for', '>', new Date(from.getTime() - LONGEST_BOOKING))
      .where('scheduled_for', '<', to)
      .where('scheduled_until', '>', from)
      .whereNot('state', 'cancelled')
  );
}

/**
 * Inserts a scheduled booking where at no instant of it `capacity` bookings of the service run already. Slots of a service
 * may overlap without being equal, which no constraint can count, so bookings of one service in one hospital wait for each
 * other until they are committed.
 * @throws Problem `slot_taken` when the capacity is used up.
 */
export async function takeSeat(uow: UnitOfWork, decision: Acceptance, capacity: number): Promise<void> {
  const { hospitalId, serviceType, scheduledFor, scheduledUntil } = decision.next;
  if (hospitalId === null || scheduledFor === null || scheduledUntil === null) {
    throw new Error('only a scheduled booking takes a seat');
  }
  // No table is read: the lock is a number made from the two ids.
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
  if (occupancy.mostAtOnce(scheduledFor.getTime(), scheduledUntil.getTime()) >= capacity) {
    throw slotTaken('This time is fully booked. Choose another time.');
  }
  // A seat that nobody overlaps; where bookings that follow each other are on all of them, one free at the start.
  const seatOf = (rows: readonly { readonly slotSeat: number | null }[]) => {
    const seats = new Set(rows.map(({ slotSeat }) => slotSeat));
    for (let seat = 1; ; seat += 1) if (!seats.has(seat)) return seat;
  };
  const free = seatOf(taken);
  const sameStart = taken.filter((row) => row.scheduledFor?.getTime() === scheduledFor.getTime());
  const seat = free <= capacity ? free : seatOf(sameStart);
  try {
    await savepoint(() => insertBooking(uow, decision, seat));
  } catch (error) {
    // Only a process of an earlier version, which takes seats without the lock, can have been quicker.
    if (!(error instanceof ConstraintViolation) || error.constraint !== 'booking_seat_key') throw error;
    throw slotTaken(
      'The last places at this time are being booked at this moment. Try again or choose another time.',
    );
  }
}

function slotTaken(detail: string): Problem {
  return new Problem('slot_taken', { detail, errors: [{ pointer: '/scheduledFor', detail }] });
}
