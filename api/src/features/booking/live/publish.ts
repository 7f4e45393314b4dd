import { atCommit, type StoredEventOf, subscriber } from '../../../kernel/events/event.ts';
import type { AtCommit, Subscriber } from '../../../kernel/events/subscriber.ts';
import type { Realtime } from '../../../kernel/realtime/realtime.ts';
import {
  BookingAssigned,
  BookingCancelled,
  BookingEscalationAcknowledged,
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
  BookingUrgencyChanged,
} from '../events.ts';

export const NAMESPACE = '/bookings';

/** The events that are published on sockets. */
const PUBLISHED = [
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
  BookingEscalationAcknowledged,
  BookingLocationUpdated,
  BookingUrgencyChanged,
] as const;

type PublishedEvent = StoredEventOf<(typeof PUBLISHED)[number]>;

/** Publishes events to those who follow the booking or the board of its hospital or community, and offers to their recipients. */
export function realtimeSubscriber(realtime: Realtime): Subscriber {
  return subscriber('booking-realtime', PUBLISHED, async (event, uow) => {
    // After the commit of the delivery. A client that misses a message reads the booking again when it reconnects.
    uow.afterCommit(() => publish(realtime, event));
  });
}

/**
 * Removes a volunteer from the booking's room at the commit that unassigns them, however far behind the relay is: they
 * must not receive the positions of the next assignee.
 */
export function removeFormerVolunteers(realtime: Realtime): AtCommit {
  return atCommit([BookingReassigned, BookingUnassigned], async ({ data }, uow) => {
    const { bookingId, relievedKind, relievedId } = data;
    if (relievedKind !== 'resident') return;
    uow.afterCommit(() => realtime.leave(NAMESPACE, `resident:${relievedId}`, [`booking:${bookingId}`]));
  });
}

function publish(realtime: Realtime, event: PublishedEvent): void {
  const { type, data } = event;
  const { bookingId, hospitalId, communityId } = data;
  const room = `booking:${bookingId}`;
  const boards = [...(hospitalId === null ? [] : [`hospital:${hospitalId}`]), `community:${communityId}`];
  const header = { eventId: event.id, type, bookingId, at: event.occurredAt };
  const { before, after } = assigneesOf(event);
  // A former volunteer can no longer see the booking. Staff of the hospital can, and may continue to follow it.
  if (before?.startsWith('resident:')) realtime.leave(NAMESPACE, before, [room]);
  const people = [before, after].filter((person) => person !== null);
  realtime.publish(NAMESPACE, [room, ...boards, ...people], 'booking', {
    ...header,
    state: data.state,
    version: data.version,
    correlationId: event.correlationId,
  });
  if (type === 'booking.offers_exhausted' || type === 'booking.sla_breached') {
    const clock = 'clock' in data ? { clock: data.clock } : {};
    const alert = { ...header, type: type.slice('booking.'.length), hospitalId, ...clock };
    realtime.publish(NAMESPACE, boards, 'alert', alert);
  }
  for (const { offerId, kind, assigneeId, state } of ('offers' in data && data.offers) || []) {
    realtime.publish(NAMESPACE, [`${kind}:${assigneeId}`], 'offer', { offerId, bookingId, state });
  }
}

/** The rooms of the assignee before and after an event that changes the assignee. */
function assigneesOf({ type, data }: PublishedEvent): { before: string | null; after: string | null } {
  const before = 'relievedId' in data ? `${data.relievedKind}:${data.relievedId}` : null;
  const changed = type === 'booking.assigned' || before !== null;
  const { assigneeKind, assigneeId } = data;
  return { before, after: changed && assigneeId !== null ? `${assigneeKind}:${assigneeId}` : null };
}
