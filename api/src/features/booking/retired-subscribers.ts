import { retiredSubscriber } from '../../kernel/events/event.ts';
import type { Subscriber } from '../../kernel/events/subscriber.ts';
import { OfferTimeout, retryDispatch, SlaDue } from './dispatch/jobs.ts';
import { BookingDispatchWaiting, BookingOffered, BookingRequested, BookingUnassigned } from './events.ts';

/** What subscribers of earlier builds turned into jobs; see {@link retiredSubscriber}. */
export const retiredSubscribers: readonly Subscriber[] = [
  retiredSubscriber(
    'booking-timers',
    [BookingRequested, BookingUnassigned, BookingOffered, BookingDispatchWaiting],
    (event, uow) => {
      const { bookingId } = event.data;
      if (event.type === 'booking.dispatch_waiting') {
        retryDispatch(uow, bookingId, new Date(event.data.retryAt));
        return;
      }
      const { clocks = {}, offers = [], offersExpireAt } = event.data;
      for (const clock of ['assign', 'arrive'] as const) {
        const at = clocks[clock];
        if (at === undefined) continue;
        uow.enqueue(SlaDue.at(`${bookingId}:${clock}`, { bookingId, clock }, new Date(at)));
      }
      const offerId = offers[0]?.offerId;
      if (offerId !== undefined && offersExpireAt !== undefined) {
        uow.enqueue(OfferTimeout.at(offerId, { bookingId, offerId }, new Date(offersExpireAt)));
      }
    },
  ),
];
