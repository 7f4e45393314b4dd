import { type EventType, event } from '../../kernel/events/event.ts';
import type { DomainEvent } from '../../kernel/payload/event.ts';
import {
  code,
  count,
  type DataOf,
  flag,
  id,
  list,
  nullable,
  object,
  oneOf,
  optional,
  record,
  time,
} from '../../kernel/payload/shapes.ts';
import type { Acceptance, Booking, TimelineEntry, TimelineType } from './engine/index.ts';
import { BOOKING_STATES } from './engine/states.ts';

const state = oneOf(...BOOKING_STATES);
const kind = oneOf('staff', 'resident');
const clock = oneOf('assign', 'arrive');

const offer = object({
  offerId: id,
  kind,
  assigneeId: id,
  state: oneOf('open', 'accepted', 'declined', 'expired', 'withdrawn'),
});

/** What every event of a booking's timeline carries: ids, states and times, never a name, place, reason or note. */
const bookingData = object({
  bookingId: id,
  serviceType: code,
  /** The state after the event. */
  state,
  version: count,
  from: nullable(state),
  to: nullable(state),
  residentId: id,
  communityId: id,
  hospitalId: nullable(id),
  assigneeKind: nullable(kind),
  assigneeId: nullable(id),
  /** With `relievedId` on the event that takes the booking from somebody: from whom. */
  relievedKind: optional(kind),
  relievedId: optional(id),
  clock: optional(clock),
  dueAt: optional(time),
  notify: optional(list(code)),
  widenDispatch: optional(flag),
  round: optional(count),
  scheduledFor: optional(nullable(time)),
  fee: optional(object({ amount: count, currency: code })),
  /** Clocks that started, with the time each runs out. */
  clocks: optional(record(['assign', 'arrive'], time)),
  /** Somebody to take the booking is searched for. */
  dispatch: optional(flag),
  /** Offers that were opened or closed. */
  offers: optional(list(offer)),
  offersExpireAt: optional(time),
});

export type BookingEventData = DataOf<typeof bookingData>;
export type OfferNotice = DataOf<typeof offer>;
/** One event per timeline entry: `booking.requested`, `booking.assigned`, `booking.moved`, … */
export type BookingEventType = `booking.${TimelineType}`;

const bookingId = '0193a5f0-7c1e-7000-8000-000000000005';
const staffId = '0193a5f0-7c1e-7000-8000-000000000003';
const requested: BookingEventData = {
  bookingId,
  serviceType: 'ambulance',
  state: 'requested',
  version: 1,
  from: null,
  to: null,
  residentId: '0193a5f0-7c1e-7000-8000-000000000004',
  communityId: '0193a5f0-7c1e-7000-8000-000000000001',
  hospitalId: '0193a5f0-7c1e-7000-8000-000000000002',
  assigneeKind: null,
  assigneeId: null,
};
const assigned = {
  state: 'assigned',
  version: 2,
  assigneeKind: 'staff',
  assigneeId: staffId,
} as const;
const offered = {
  offerId: '0193a5f0-7c1e-7000-8000-000000000006',
  kind: 'staff',
  assigneeId: staffId,
} as const;

function timelineEvent<const Type extends BookingEventType>(
  type: Type,
  description: string,
  example: Partial<BookingEventData> = {},
): EventType<Type, BookingEventData> {
  return event(type, { description, data: bookingData, example: { ...requested, ...example } });
}

export const BookingRequested = timelineEvent('booking.requested', 'A booking was made.', {
  to: 'requested',
  clocks: { assign: '2026-11-22T09:05:00.000Z' },
  dispatch: true,
});
export const BookingOffered = timelineEvent(
  'booking.offered',
  'One or more people were asked whether they take the booking.',
  {
    round: 1,
    offers: [{ ...offered, state: 'open' }],
    offersExpireAt: '2026-11-22T09:01:00.000Z',
  },
);
export const BookingOfferDeclined = timelineEvent(
  'booking.offer_declined',
  'A person who was asked declined the booking.',
  { dispatch: true, offers: [{ ...offered, state: 'declined' }] },
);
export const BookingOfferExpired = timelineEvent(
  'booking.offer_expired',
  'A person who was asked let the offer pass.',
  { dispatch: true, offers: [{ ...offered, state: 'expired' }] },
);
export const BookingOffersExhausted = timelineEvent(
  'booking.offers_exhausted',
  'Everybody who could take the booking was asked; a person has to look for somebody.',
  { round: 2 },
);
export const BookingAssigned = timelineEvent('booking.assigned', 'Somebody has the booking.', {
  ...assigned,
  from: 'requested',
  to: 'assigned',
  offers: [{ ...offered, state: 'accepted' }],
});
export const BookingReassigned = timelineEvent(
  'booking.reassigned',
  'The booking was taken from one person and given to another.',
  {
    ...assigned,
    version: 3,
    from: 'assigned',
    to: 'assigned',
    relievedKind: 'resident',
    relievedId: '0193a5f0-7c1e-7000-8000-00000000000b',
  },
);
export const BookingUnassigned = timelineEvent(
  'booking.unassigned',
  'The booking was taken from the person who had it, and somebody else is searched for.',
  {
    version: 3,
    from: 'assigned',
    to: 'requested',
    dispatch: true,
    relievedKind: 'staff',
    relievedId: staffId,
  },
);
export const BookingMoved = timelineEvent(
  'booking.moved',
  'The assignee went on to the next state: on the way, in service, completed.',
  { ...assigned, state: 'en_route', version: 3, from: 'assigned', to: 'en_route' },
);
export const BookingCancelled = timelineEvent('booking.cancelled', 'The booking was cancelled.', {
  state: 'cancelled',
  version: 2,
  from: 'requested',
  to: 'cancelled',
  fee: { amount: 10_000, currency: 'INR' },
});
export const BookingSlaBreached = timelineEvent(
  'booking.sla_breached',
  'Nobody was assigned, or had arrived, by the promised time.',
  { clock: 'assign', dueAt: '2026-11-22T09:05:00.000Z', dispatch: true },
);
export const BookingEscalated = timelineEvent(
  'booking.escalated',
  'What the service type asks for after a breach was done: people notified, the search widened.',
  { clock: 'assign', notify: ['hospital_admin'], widenDispatch: true },
);
export const BookingLocationUpdated = timelineEvent(
  'booking.location_updated',
  'Where the assignee has to come was corrected.',
  { version: 2 },
);

export const BookingDispatchWaiting = event('booking.dispatch_waiting', {
  description: 'No one can take the booking now; the search continues at the given time.',
  data: object({ bookingId: id, retryAt: time }),
  example: { bookingId, retryAt: '2026-11-22T09:10:00.000Z' },
});

const TIMELINE: { readonly [Type in TimelineType]: EventType<`booking.${Type}`, BookingEventData> } = {
  requested: BookingRequested,
  offered: BookingOffered,
  offer_declined: BookingOfferDeclined,
  offer_expired: BookingOfferExpired,
  offers_exhausted: BookingOffersExhausted,
  assigned: BookingAssigned,
  reassigned: BookingReassigned,
  unassigned: BookingUnassigned,
  moved: BookingMoved,
  cancelled: BookingCancelled,
  sla_breached: BookingSlaBreached,
  escalated: BookingEscalated,
  location_updated: BookingLocationUpdated,
};

/**
 * The events of a decision. Effects that happen after the commit (clocks to start, dispatch to go on, offers to tell
 * about) ride on the first of them, so that each happens once.
 */
export function eventsOf(before: Booking, decision: Acceptance): DomainEvent[] {
  return decision.timeline.map((entry, index) =>
    TIMELINE[entry.type](before.id, {
      ...common(decision.next, entry),
      ...details(entry),
      ...(index === 0 ? consequences(before, decision) : {}),
    }),
  );
}

function common(next: Booking, entry: TimelineEntry): BookingEventData {
  return {
    bookingId: next.id,
    serviceType: next.serviceType,
    state: next.state,
    version: next.version,
    from: entry.from,
    to: entry.to,
    residentId: next.residentId,
    communityId: next.communityId,
    hospitalId: next.hospitalId,
    assigneeKind: next.assignee?.kind ?? null,
    assigneeId: next.assignee?.id ?? null,
  };
}

function details({ data }: TimelineEntry): Partial<BookingEventData> {
  const { clock, dueAt, notify, widenDispatch, round, scheduledFor, fee } = data;
  return {
    ...(clock === undefined ? {} : { clock }),
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(notify === undefined ? {} : { notify }),
    ...(widenDispatch === undefined ? {} : { widenDispatch }),
    ...(round === undefined ? {} : { round }),
    ...(scheduledFor === undefined ? {} : { scheduledFor }),
    ...(fee === undefined ? {} : { fee: { amount: fee.amount, currency: fee.currency } }),
  };
}

function consequences(before: Booking, { next, effects }: Acceptance): Partial<BookingEventData> {
  const clocks: { assign?: string; arrive?: string } = {};
  const offers: OfferNotice[] = [];
  const relieved = before.assignee?.id === next.assignee?.id ? null : before.assignee;
  let dispatch = false;
  let offersExpireAt: string | null = null;
  for (const effect of effects) {
    switch (effect.type) {
      case 'start_clock':
        clocks[effect.clock] = effect.at.toISOString();
        break;
      case 'dispatch':
        dispatch = true;
        break;
      case 'open_offers':
        offersExpireAt = effect.expiresAt.toISOString();
        for (const { id, assignee } of effect.offers) {
          offers.push({ offerId: id, kind: assignee.kind, assigneeId: assignee.id, state: 'open' });
        }
        break;
      case 'close_offers':
        for (const offer of before.openOffers) {
          if (!effect.ids.includes(offer.id)) continue;
          const { kind, id } = offer.assignee;
          offers.push({ offerId: offer.id, kind, assigneeId: id, state: effect.as });
        }
        break;
    }
  }
  return {
    ...(Object.keys(clocks).length > 0 ? { clocks } : {}),
    ...(dispatch ? { dispatch } : {}),
    ...(relieved === null ? {} : { relievedKind: relieved.kind, relievedId: relieved.id }),
    ...(offers.length > 0 ? { offers } : {}),
    ...(offersExpireAt === null ? {} : { offersExpireAt }),
  };
}
