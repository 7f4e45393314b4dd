import { retiredSubscriber } from '../../../kernel/events/event.ts';
import type { Subscriber } from '../../../kernel/events/subscriber.ts';
import { BookingDispatchWaiting, BookingOffered, BookingRequested, BookingUnassigned } from '../events.ts';
import { retryDispatch, startClock, startOfferTimeout } from '../jobs.ts';

/** Events that subscribers of earlier builds turned into jobs; see {@link retiredSubscriber}. */
export const retiredSubscribers: readonly Subscriber[] = [
  retiredSubscriber(
    'booking-timers',
    [BookingRequested, BookingUnassigned, BookingOffered, BookingDispatchWaiting],
    (event, uow) => {
      const { bookingId } = event.data;
      switch (event.type) {
        case 'booking.dispatch_waiting':
          retryDispatch(uow, bookingId, new Date(event.data.retryAt));
          break;
        case 'booking.offered':
          startOfferTimeout(
            uow,
            bookingId,
            event.data.offers[0]?.offerId,
            new Date(event.data.offersExpireAt),
          );
          break;
        default: {
          const { assign, arrive } = event.data.clocks ?? {};
          if (assign !== undefined) startClock(uow, bookingId, 'assign', new Date(assign));
          if (arrive !== undefined) startClock(uow, bookingId, 'arrive', new Date(arrive));
        }
      }
    },
  ),
];
