import type { AtCommit, Jobs, Json, Realtime, StoredEvent, Subscriber } from '../../kernel/feature.ts';
import type { OrganisationsFace } from '../organisations/index.ts';
import { searchOn } from './dispatch/search.ts';
import type { BookingEventData, OfferNotice } from './events.ts';
import type { PolicyBook } from './policies/load.ts';
import { DISPATCH_RETRY, OFFER_TIMEOUT, SLA_CLOCK } from './timers.ts';

/** Every event that a reader of a booking may want to know of at once. */
const SHOWN = [
  'booking.requested',
  'booking.offered',
  'booking.offer_declined',
  'booking.offer_expired',
  'booking.offers_exhausted',
  'booking.assigned',
  'booking.reassigned',
  'booking.unassigned',
  'booking.moved',
  'booking.cancelled',
  'booking.sla_breached',
  'booking.location_updated',
];

const ALERTS = ['booking.offers_exhausted', 'booking.sla_breached'];

/** Starts the timers an event asks for. Enqueuing is by key, so that a repeat changes nothing. */
export function timerSubscriber(jobs: Jobs): Subscriber {
  return {
    name: 'booking-timers',
    events: ['booking.requested', 'booking.unassigned', 'booking.offered', 'booking.dispatch_waiting'],
    async handle({ data }) {
      const bookingId = String(data.bookingId);
      for (const [clock, at] of Object.entries((data.clocks ?? {}) as Record<string, string>)) {
        await jobs.enqueue(SLA_CLOCK, `${bookingId}:${clock}`, { bookingId, clock }, { at: new Date(at) });
      }
      // All offers of one turn end together, and the timer of one closes every offer that is due.
      const [offer] = (data.offers ?? []) as unknown as OfferNotice[];
      if (offer !== undefined && typeof data.offersExpireAt === 'string') {
        const at = new Date(data.offersExpireAt);
        await jobs.enqueue(OFFER_TIMEOUT, offer.offerId, { bookingId, offerId: offer.offerId }, { at });
      }
      if (typeof data.retryAt === 'string') {
        // The time is part of the key: the next retry is set while this one may still be finishing.
        const key = `${bookingId}:${data.retryAt}`;
        await jobs.enqueue(DISPATCH_RETRY, key, { bookingId }, { at: new Date(data.retryAt) });
      }
    },
  };
}

/** Goes on looking for somebody whenever a decision says so. */
export function dispatchSubscriber(organisations: OrganisationsFace, policies: PolicyBook): Subscriber {
  return {
    name: 'booking-dispatch',
    events: [
      'booking.requested',
      'booking.unassigned',
      'booking.offer_declined',
      'booking.offer_expired',
      'booking.sla_breached',
    ],
    async handle({ data }, uow) {
      if (data.dispatch !== true) return;
      await searchOn(uow, organisations, (id) => policies.get(id), String(data.bookingId));
    },
  };
}

/** Shows events to whoever watches the booking, the board of its hospital or community, or waits for an offer. */
export function realtimeSubscriber(realtime: Realtime): Subscriber {
  return {
    name: 'booking-realtime',
    events: SHOWN,
    async handle(event, uow) {
      // After the commit of the delivery; at worst a socket misses one and reads the booking again when it reconnects.
      uow.afterCommit(() => show(realtime, event));
    },
  };
}

export const NAMESPACE = '/bookings';

/**
 * A neighbour who followed a booking as theirs hears no more of it from the commit on that gives it to another, however
 * far behind the relay is: where the next one is on the way is not theirs to know.
 */
export function formerVolunteersLeave(realtime: Realtime): AtCommit {
  return {
    events: ['booking.reassigned', 'booking.unassigned'],
    async handle({ data }, uow) {
      const { bookingId, relievedKind, relievedId } = data as BookingEventData;
      if (relievedKind !== 'resident') return;
      uow.afterCommit(() => realtime.leave(NAMESPACE, `resident:${relievedId}`, [`booking:${bookingId}`]));
    },
  };
}

function show(realtime: Realtime, event: StoredEvent): void {
  const data = event.data as BookingEventData;
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
  if (ALERTS.includes(event.type)) {
    const type = event.type.slice('booking.'.length);
    const clock: Record<string, Json> = data.clock === undefined ? {} : { clock: data.clock };
    realtime.publish(NAMESPACE, boards, 'alert', { ...seen, type, hospitalId, ...clock });
  }
  for (const { offerId, kind, assigneeId, state } of (data.offers ?? []) as unknown as OfferNotice[]) {
    realtime.publish(NAMESPACE, [`${kind}:${assigneeId}`], 'offer', { offerId, bookingId, state });
  }
}

/** From whom an event takes the booking, and the own rooms of all whom it passes from or to. */
function handOver({ type, data }: StoredEvent): { relieved: string | null; parties: string[] } {
  if (!['booking.assigned', 'booking.reassigned', 'booking.unassigned'].includes(type)) {
    return { relieved: null, parties: [] };
  }
  const { assigneeKind, assigneeId, relievedKind, relievedId } = data;
  const relieved = relievedId ? `${relievedKind}:${relievedId}` : null;
  const parties = [relieved, assigneeId ? `${assigneeKind}:${assigneeId}` : null];
  return { relieved, parties: parties.filter((party) => party !== null) };
}
