import { ConstraintViolation } from '../../../kernel/db/errors.ts';
import { asSystem } from '../../../kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import type { Acceptance, Actor, Booking, Effect } from '../engine/index.ts';
import { eventsOf } from '../events.ts';
import { startTimers } from '../jobs.ts';
import { BookingEventModel, BookingModel, BookingPositionModel, OfferModel } from '../models.ts';
import { bookingProblems } from '../problems.ts';
import { entryColumns, mutableColumns, newColumns, newOfferColumns, toBooking, toOpenOffer } from './rows.ts';

/**
 * Reads the booking under a row lock in the unit's own scope, with its open offers. The offers are read in a system
 * scope: callers may not see offers to others, but their commands can close them.
 */
export async function lockBooking(uow: UnitOfWork, id: string): Promise<Booking | undefined> {
  const row = await BookingModel.query(uow.trx).findById(id).forUpdate();
  if (row === undefined) return undefined;
  uow.about('booking', id, row);
  if (row.state !== 'requested') return toBooking(row);
  const offers = await asSystem('open offers', async (system) =>
    OfferModel.query(system.trx).where({ booking_id: id, state: 'open' }).orderBy('id'),
  );
  return toBooking(row, offers.map(toOpenOffer));
}

/**
 * Stores a decision in the unit's transaction: row, timeline, offers, events and timers. Writes use the actor's own
 * scope, except that offers, and a booking that passes to or from a volunteer, need a system scope.
 */
export async function saveDecision(
  uow: UnitOfWork,
  actor: Actor,
  before: Booking,
  decision: Acceptance,
): Promise<void> {
  announce(uow, before, decision);
  const offers = decision.effects.some(({ type }) => type === 'open_offers' || type === 'close_offers');
  const byVolunteer = actor.kind === 'resident' && actor.id !== before.residentId;
  if (offers || byVolunteer) {
    await asSystem('booking decision', (system) => writeDecision(system, before, decision));
  } else {
    await writeDecision(uow, before, decision);
  }
  if (before.assignee !== null && before.assignee.id !== decision.next.assignee?.id) {
    // It must not be shown as the position of the next assignee. Only the platform may delete it.
    await asSystem('position of an earlier assignee', async (system) => {
      await BookingPositionModel.query(system.trx).delete().where({ booking_id: before.id });
    });
  }
}

function announce(uow: UnitOfWork, before: Booking, decision: Acceptance): void {
  for (const event of eventsOf(before, decision)) uow.emit(event);
  startTimers(uow, before.id, decision.effects);
}

async function writeDecision(
  uow: UnitOfWork,
  before: Booking,
  { next, timeline, effects }: Acceptance,
): Promise<void> {
  const updated = await asOverlapProblem(() =>
    BookingModel.query(uow.trx)
      .findById(before.id)
      .where({ version: before.version, sequence: before.sequence })
      .patch(mutableColumns(next)),
  );
  if (updated !== 1) throw new Problem('version_conflict', { extensions: { currentState: before.state } });
  await BookingEventModel.query(uow.trx).insert(timeline.map((entry) => entryColumns(before.id, entry)));
  for (const effect of effects) {
    if (effect.type === 'close_offers') await closeOffers(uow, effect);
    else if (effect.type === 'open_offers') {
      await OfferModel.query(uow.trx).insert(newOfferColumns(before, effect, uow.now));
    }
  }
}

type CloseOffers = Extract<Effect, { readonly type: 'close_offers' }>;

async function closeOffers(uow: UnitOfWork, { ids, as, reason }: CloseOffers): Promise<void> {
  const patch = { state: as, respondedAt: uow.now, reason };
  if (reason === null) {
    await OfferModel.query(uow.trx)
      .whereIn('id', [...ids])
      .patch(patch);
    return;
  }
  // A reason is encrypted for one row, so each row needs its own statement.
  for (const id of ids) await OfferModel.query(uow.trx).findById(id).patch(patch);
}

/**
 * Inserts a new booking in the actor's own scope.
 * @throws Problem `overlapping_booking`; ConstraintViolation `booking_seat_key` if the seat is taken.
 */
export async function insertBooking(
  uow: UnitOfWork,
  { next }: Acceptance,
  seat: number | null,
): Promise<void> {
  await asOverlapProblem(() => BookingModel.query(uow.trx).insert(newColumns(next, seat)));
}

/** Stores the timeline, events and timers of a booking that was just inserted. */
export async function recordRequest(uow: UnitOfWork, decision: Acceptance): Promise<void> {
  const { next, timeline } = decision;
  await BookingEventModel.query(uow.trx).insert(timeline.map((entry) => entryColumns(next.id, entry)));
  announce(uow, next, decision);
}

const OVERLAPS: Readonly<Record<string, string>> = {
  booking_resident_overlap:
    'The resident already has a booking at that time. Cancel it or choose another time.',
  booking_staff_overlap: 'The assignee already has a booking at that time. Choose another person.',
  booking_volunteer_overlap: 'The assignee already has a booking at that time. Choose another person.',
};

/** Turns a violated overlap constraint into the problem `overlapping_booking`. */
async function asOverlapProblem<T>(work: () => PromiseLike<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const detail = error instanceof ConstraintViolation ? OVERLAPS[error.constraint] : undefined;
    if (detail !== undefined) throw new Problem(bookingProblems.overlapping_booking, { detail });
    throw error;
  }
}
