import type { UnitOfWork } from '../../kernel/db/unit/unit-of-work.ts';
import { job } from '../../kernel/jobs/job.ts';
import { id, object, oneOf } from '../../kernel/payload/shapes.ts';
import type { Effect, SlaClock } from './engine/index.ts';

/** Closes the offers of a booking that have expired. */
export const OfferTimeout = job('offer-timeout', object({ bookingId: id, offerId: id }));

/** Records and escalates an SLA clock that ran out. */
export const SlaDue = job('sla-clock', object({ bookingId: id, clock: oneOf('assign', 'arrive') }));

/** Continues the search for an assignee. */
export const DispatchRetry = job('dispatch-retry', object({ bookingId: id }));

/** Starts the timers of a decision, in its own transaction. */
export function startTimers(uow: UnitOfWork, bookingId: string, effects: readonly Effect[]): void {
  for (const effect of effects) {
    if (effect.type === 'start_clock') startClock(uow, bookingId, effect.clock, effect.at);
    else if (effect.type === 'open_offers') {
      startOfferTimeout(uow, bookingId, effect.offers[0]?.id, effect.expiresAt);
    }
  }
}

export function startClock(uow: UnitOfWork, bookingId: string, clock: SlaClock, at: Date): void {
  uow.enqueue(SlaDue.at(`${bookingId}:${clock}`, { bookingId, clock }, at));
}

/** One timer for all offers of a round: they expire together, and the timer closes every offer that is due. */
export function startOfferTimeout(
  uow: UnitOfWork,
  bookingId: string,
  firstOfferId: string | undefined,
  at: Date,
): void {
  if (firstOfferId === undefined) return;
  uow.enqueue(OfferTimeout.at(firstOfferId, { bookingId, offerId: firstOfferId }, at));
}

export function retryDispatch(uow: UnitOfWork, bookingId: string, at: Date): void {
  // The time is part of the key because the next retry is enqueued while this one may still be running.
  uow.enqueue(DispatchRetry.at(`${bookingId}:${at.toISOString()}`, { bookingId }, at));
}
