import { ConstraintViolation } from '../../../kernel/db/errors.ts';
import { asSystem } from '../../../kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { startTimers } from '../dispatch/jobs.ts';
import type { Acceptance, Actor, Booking, Effect, OpenOffer } from '../engine/index.ts';
import { eventsOf } from '../events.ts';
import { BookingEventModel, BookingModel, BookingPositionModel, OfferModel } from '../models.ts';
import { bookingOf, changingColumns, entryColumns, newColumns, openOfferOf } from './rows.ts';

type ClosedOffers = Extract<Effect, { readonly type: 'close_offers' }>;

/** The booking under a row lock, seen in the unit's own scope; its open offers too, since a command may close them. */
export async function lockBooking(uow: UnitOfWork, id: string): Promise<Booking | undefined> {
  const row = await BookingModel.query(uow.trx).findById(id).forUpdate();
  if (row === undefined) return undefined;
  uow.about('booking', id, row);
  // Only what is requested has open offers.
  return bookingOf(row, row.state === 'requested' ? await openOffersOf(id) : []);
}

/** Offers to others are nobody's to see; that a command closes them is the platform's doing. */
function openOffersOf(bookingId: string): Promise<OpenOffer[]> {
  return asSystem('open offers', async (uow) => {
    const rows = await OfferModel.query(uow.trx)
      .where({ booking_id: bookingId, state: 'open' })
      .orderBy('id');
    return rows.map(openOfferOf);
  });
}

/**
 * Writes a decision: row, timeline, offers, events, all in the unit's transaction. Writes go through the actor's own
 * scope; only offers, and the hand-over of a booking to or from a volunteer, need the platform's.
 */
export async function saveDecision(
  uow: UnitOfWork,
  actor: Actor,
  before: Booking,
  decision: Acceptance,
): Promise<void> {
  for (const event of eventsOf(before, decision)) uow.emit(event);
  startTimers(uow, before.id, decision.effects);
  const offers = decision.effects.some(({ type }) => type === 'open_offers' || type === 'close_offers');
  const handOver = actor.kind === 'resident' && actor.id !== before.residentId;
  if (offers || handOver) await asSystem('booking decision', (system) => write(system, before, decision));
  else await write(uow, before, decision);
  if (before.assignee !== null && before.assignee.id !== decision.next.assignee?.id) {
    await forgetPosition(before.id);
  }
}

/** Where the one before was must not pass for where the next one is; only the platform removes it. */
async function forgetPosition(bookingId: string): Promise<void> {
  await asSystem('position of an earlier assignee', async (uow) => {
    await BookingPositionModel.query(uow.trx).delete().where({ booking_id: bookingId });
  });
}

async function write(
  uow: UnitOfWork,
  before: Booking,
  { next, timeline, effects }: Acceptance,
): Promise<void> {
  const updated = await overlapsNamed(() =>
    BookingModel.query(uow.trx)
      .findById(before.id)
      .where({ version: before.version, sequence: before.sequence })
      .patch(changingColumns(next)),
  );
  if (updated !== 1) throw new Problem('version_conflict', { extensions: { currentState: before.state } });
  await BookingEventModel.query(uow.trx).insert(timeline.map((entry) => entryColumns(before.id, entry)));
  for (const effect of effects) {
    if (effect.type === 'close_offers') {
      await closeOffers(uow, effect);
    } else if (effect.type === 'open_offers') {
      await OfferModel.query(uow.trx).insert(
        effect.offers.map(({ id, assignee, distanceMetres }) => ({
          id,
          bookingId: before.id,
          serviceType: before.serviceType,
          hospitalId: before.hospitalId,
          communityId: before.communityId,
          staffId: assignee.kind === 'staff' ? assignee.id : null,
          residentId: assignee.kind === 'resident' ? assignee.id : null,
          assigneeName: assignee.name,
          state: 'open' as const,
          round: effect.round,
          distanceMetres,
          sentAt: uow.now,
          expiresAt: effect.expiresAt,
          respondedAt: null,
        })),
      );
    }
  }
}

async function closeOffers(uow: UnitOfWork, { ids, as, reason }: ClosedOffers): Promise<void> {
  const closed = { state: as, respondedAt: uow.now };
  if (reason === null) {
    await OfferModel.query(uow.trx)
      .whereIn('id', [...ids])
      .patch({ ...closed, reason });
    return;
  }
  // A reason is sealed for one row.
  for (const id of ids)
    await OfferModel.query(uow.trx)
      .findById(id)
      .patch({ ...closed, reason });
}

/** Writes a new booking in the actor's own scope. @throws Problem `overlapping_booking`; ConstraintViolation `booking_seat_key`. */
export async function insertBooking(
  uow: UnitOfWork,
  decision: Acceptance,
  seat: number | null,
): Promise<void> {
  await overlapsNamed(() => BookingModel.query(uow.trx).insert(newColumns(decision.next, seat)));
}

/** The first timeline entries and events of a booking that was just inserted. */
export async function recordRequest(uow: UnitOfWork, { next, timeline, ...rest }: Acceptance): Promise<void> {
  await BookingEventModel.query(uow.trx).insert(timeline.map((entry) => entryColumns(next.id, entry)));
  for (const event of eventsOf(next, { next, timeline, ...rest })) uow.emit(event);
  startTimers(uow, next.id, rest.effects);
}

const OVERLAPS: Readonly<Record<string, string>> = {
  booking_resident_overlap:
    'The resident already has a booking at that time. Cancel it or choose another time.',
  booking_staff_overlap: 'The assignee already has a booking at that time. Choose another person.',
  booking_volunteer_overlap: 'The assignee already has a booking at that time. Choose another person.',
};

async function overlapsNamed<T>(work: () => PromiseLike<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const detail = error instanceof ConstraintViolation ? OVERLAPS[error.constraint] : undefined;
    if (detail !== undefined) throw new Problem('overlapping_booking', { detail });
    throw error;
  }
}
