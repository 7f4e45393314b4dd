import { atCommit, type StoredEventOf, subscriber } from '../../kernel/events/event.ts';
import type { AtCommit, Subscriber } from '../../kernel/events/subscriber.ts';
import type { Realtime } from '../../kernel/realtime/realtime.ts';
import type { OrganisationsFace } from '../organisations/index.ts';
import { searchOn } from './dispatch/search.ts';
import {
  BookingAssigned,
  BookingCancelled,
  BookingLocationUpdated,
  BookingMoved,
  BookingOfferDeclined,
  BookingOfferExpired,
  BookingOffered,
  BookingOffersExhausted,
  BookingReassigned,
  BookingRequested,
  BookingSlaBreached,
  BookingUnassigned,
} from './events.ts';
import type { PolicyBook } from './policies/load.ts';

/** Every event that a reader of a booking may want to know of at once. */
const SHOWN = [
  BookingRequested,
  BookingOffered,
  BookingOfferDeclined,
  BookingOfferExpired,
  BookingOffersExhausted,
  BookingAssigned,
  BookingReassigned,
  BookingUnassigned,
  BookingMoved,
  BookingCancelled,
  BookingSlaBreached,
  BookingLocationUpdated,
] as const;

type ShownEvent = StoredEventOf<(typeof SHOWN)[number]>;

/** Goes on looking for somebody whenever a decision says so. */
export function dispatchSubscriber(organisations: OrganisationsFace, policies: PolicyBook): Subscriber {
  return subscriber(
    'booking-dispatch',
    [BookingRequested, BookingUnassigned, BookingOfferDeclined, BookingOfferExpired, BookingSlaBreached],
    async ({ data }, uow) => {
      if (data.dispatch !== true) return;
      await searchOn(uow, organisations, (id) => policies.get(id), data.bookingId);
    },
  );
}

/** Shows events to whoever watches the booking, the board of its hospital or community, or waits for an offer. */
export function realtimeSubscriber(realtime: Realtime): Subscriber {
  return subscriber('booking-realtime', SHOWN, async (event, uow) => {
    // After the commit of the delivery; at worst a socket misses one and reads the booking again when it reconnects.
    uow.afterCommit(() => show(realtime, event));
  });
}

export const NAMESPACE = '/bookings';

/**
 * A neighbour who followed a booking as theirs hears no more of it from the commit on that gives it to another, however
 * far behind the relay is: where the next one is on the way is not theirs to know.
 */
export function formerVolunteersLeave(realtime: Realtime): AtCommit {
  return atCommit([BookingReassigned, BookingUnassigned], async ({ data }, uow) => {
    const { bookingId, relievedKind, relievedId } = data;
    if (relievedKind !== 'resident') return;
    uow.afterCommit(() => realtime.leave(NAMESPACE, `resident:${relievedId}`, [`booking:${bookingId}`]));
  });
}

function show(realtime: Realtime, event: ShownEvent): void {
  const { data } = event;
  const { bookingId, hospitalId, communityId } = data;
  const boards = [...(hospitalId === null ? [] : [`hospital:${hospitalId}`]), `community:${communityId}`];
  const seen = { eventId: event.id, type: event.type, bookingId, at: event.occurredAt };
  const room = `booking:${bookingId}`;
  const { relieved, parties } = handOver(event);
  // A neighbour sees the booking no more; colleagues of the hospital still do, and may go on following it.
  if (relieved?.startsWith('resident:')) realtime.leave(NAMESPACE, relieved, [room]);
  realtime.publish(NAMESPACE, [room, ...boards, ...parties], 'booking', {
    ...seen,
    state: data.state,
    version: data.version,
    correlationId: event.correlationId,
  });
  if (event.type === 'booking.offers_exhausted' || event.type === 'booking.sla_breached') {
    const type = event.type.slice('booking.'.length);
    const clock = data.clock === undefined ? {} : { clock: data.clock };
    realtime.publish(NAMESPACE, boards, 'alert', { ...seen, type, hospitalId, ...clock });
  }
  for (const { offerId, kind, assigneeId, state } of data.offers ?? []) {
    realtime.publish(NAMESPACE, [`${kind}:${assigneeId}`], 'offer', { offerId, bookingId, state });
  }
}

/** From whom an event takes the booking, and the own rooms of all whom it passes from or to. */
function handOver({ type, data }: ShownEvent): { relieved: string | null; parties: string[] } {
  if (type !== 'booking.assigned' && type !== 'booking.reassigned' && type !== 'booking.unassigned') {
    return { relieved: null, parties: [] };
  }
  const { assigneeKind, assigneeId, relievedKind, relievedId } = data;
  const relieved = relievedId ? `${relievedKind}:${relievedId}` : null;
  const parties = [relieved, assigneeId ? `${assigneeKind}:${assigneeId}` : null];
  return { relieved, parties: parties.filter((party) => party !== null) };
}
