import { ConstraintViolation } from '../../kernel/db/errors.ts';
import { asSystem, savepoint } from '../../kernel/db/unit-of-work.ts';
import type { UnitOfWork } from '../../kernel/feature.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Acceptance } from './engine.ts';
import { BookingModel } from './models.ts';
import { insertBooking } from './store.ts';

/** A seat is lost at most this often to somebody quicker; with a random choice among the free ones it is rarely once. */
const MAX_TRIES = 12;

/** The seats of one slot that are taken; whose they are does not matter and is not read. */
async function takenSeats(hospitalId: string, serviceType: string, start: Date): Promise<Set<number>> {
  return asSystem('seats of a slot', async (uow) => {
    const rows = await BookingModel.query(uow.trx)
      .select('slot_seat')
      .where({ hospital_id: hospitalId, service_type: serviceType, scheduled_for: start })
      .whereNot('state', 'cancelled');
    return new Set(rows.flatMap(({ slotSeat }) => (slotSeat === null ? [] : [slotSeat])));
  });
}

/** Bookings per hospital and start within [from, to): what availability subtracts. Keys: {@link seatKey}. */
export async function takenBetween(
  hospitalIds: readonly string[],
  serviceType: string,
  from: Date,
  to: Date,
): Promise<Map<string, number>> {
  return asSystem('seats of a slot', async (uow) => {
    const rows = (await BookingModel.query(uow.trx)
      .select('hospital_id', 'scheduled_for')
      .count('* as taken')
      .whereIn('hospital_id', [...hospitalIds])
      .where({ service_type: serviceType })
      .where('scheduled_for', '>=', from)
      .where('scheduled_for', '<', to)
      .whereNot('state', 'cancelled')
      .groupBy('hospital_id', 'scheduled_for')) as unknown as {
      hospitalId: string;
      scheduledFor: Date;
      taken: string;
    }[];
    return new Map(rows.map((row) => [seatKey(row.hospitalId, row.scheduledFor), Number(row.taken)]));
  });
}

export function seatKey(hospitalId: string, start: Date): string {
  return `${hospitalId} ${start.getTime()}`;
}

/**
 * Inserts a scheduled booking into a free seat of its slot. Two who choose the same seat meet in the unique index: one
 * has it, the other looks again.
 * @throws Problem `slot_taken` when no seat is left.
 */
export async function takeSeat(uow: UnitOfWork, decision: Acceptance, capacity: number): Promise<void> {
  const { hospitalId, serviceType, scheduledFor } = decision.next;
  if (hospitalId === null || scheduledFor === null) throw new Error('only a scheduled booking takes a seat');
  for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
    const taken = await takenSeats(hospitalId, serviceType, scheduledFor);
    // Counted, too: a seat beyond the capacity may be taken from when there were more.
    const seats = taken.size >= capacity ? 0 : capacity;
    const free = Array.from({ length: seats }, (_, index) => index + 1).filter((seat) => !taken.has(seat));
    const seat = free[Math.floor(Math.random() * free.length)];
    if (seat === undefined) throw slotTaken('Every place in this slot is taken. Choose another time.');
    try {
      return await savepoint(() => insertBooking(uow, decision, seat));
    } catch (error) {
      if (!(error instanceof ConstraintViolation) || error.constraint !== 'booking_seat_key') throw error;
    }
  }
  throw slotTaken('The last places of this slot are being taken just now. Try again or choose another time.');
}

function slotTaken(detail: string): Problem {
  return new Problem('slot_taken', { detail, errors: [{ pointer: '/scheduledFor', detail }] });
}
