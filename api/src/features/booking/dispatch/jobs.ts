import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { job } from '../../../kernel/jobs/job.ts';
import { id, object, oneOf } from '../../../kernel/payload/shapes.ts';
import type { Effect } from '../engine/index.ts';

/** Closes the offers of a booking that are due. */
export const OfferTimeout = job('offer-timeout', object({ bookingId: id, offerId: id }));

/** Marks and escalates a clock that ran out. */
export const SlaDue = job('sla-clock', object({ bookingId: id, clock: oneOf('assign', 'arrive') }));

/** Goes on looking for somebody. */
export const DispatchRetry = job('dispatch-retry', object({ bookingId: id }));

/** Sets the timers that a decision asks for, in its own transaction. */
export function startTimers(uow: UnitOfWork, bookingId: string, effects: readonly Effect[]): void {
  for (const effect of effects) {
    if (effect.type === 'start_clock') {
      const { clock, at } = effect;
      uow.enqueue(SlaDue.at(`${bookingId}:${clock}`, { bookingId, clock }, at));
    } else if (effect.type === 'open_offers') {
      // All offers of one turn end together, and the timer of one closes every offer that is due.
      const offerId = effect.offers[0]?.id;
      if (offerId !== undefined) {
        uow.enqueue(OfferTimeout.at(offerId, { bookingId, offerId }, effect.expiresAt));
      }
    }
  }
}

export function retryDispatch(uow: UnitOfWork, bookingId: string, at: Date): void {
  // The time is part of the key: the next retry is set while this one may still be finishing.
  uow.enqueue(DispatchRetry.at(`${bookingId}:${at.toISOString()}`, { bookingId }, at));
}
