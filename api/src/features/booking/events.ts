import { event } from '../../kernel/events/event.ts';
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
import {
  type Acceptance,
  BOOKING_STATES,
  type Booking,
  type Effect,
  type TimelineEntry,
} from './engine/index.ts';

const state = oneOf(...BOOKING_STATES);
const kind = oneOf('staff', 'resident');
const clock = oneOf('assign', 'arrive');

/** An offer that was opened or closed. */
const offer = object({
  offerId: id,
  kind,
  assigneeId: id,
  state: oneOf('open', 'accepted', 'declined', 'expired', 'withdrawn'),
});
type OfferData = DataOf<typeof offer>;

/** What every event of a booking's timeline carries: ids, states and times, never a name, location, reason or note. */
const common = {
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
};
const commonShape = object(common);
type CommonData = DataOf<typeof commonShape>;

/** The clocks that started, with the time each runs out. */
const clocks = optional(record(['assign', 'arrive'], time));
/** The person who was the assignee before. */
const relieved = { relievedKind: kind, relievedId: id };

/** Administrators of the booking's hospital read all of it through the API. */
const partners = { hospital: 'hospitalId' } as const;

const bookingId = '0193a5f0-7c1e-7000-8000-000000000005';
const staffId = '0193a5f0-7c1e-7000-8000-000000000003';
const requested = {
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
} as const;
const assigned = {
  ...requested,
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

export const BookingRequested = event('booking.requested', {
  partners,
  description: 'A booking was made.',
  data: object({ ...common, scheduledFor: nullable(time), clocks, dispatch: optional(flag) }),
  example: {
    ...requested,
    to: 'requested',
    scheduledFor: null,
    clocks: { assign: '2026-11-22T09:05:00.000Z' },
    dispatch: true,
  },
});
export const BookingOffered = event('booking.offered', {
  description: 'The booking was offered to one or more people.',
  data: object({ ...common, round: count, offers: list(offer), offersExpireAt: time }),
  example: {
    ...requested,
    round: 1,
    offers: [{ ...offered, state: 'open' }],
    offersExpireAt: '2026-11-22T09:01:00.000Z',
  },
});
export const BookingOfferDeclined = event('booking.offer_declined', {
  description: 'A person declined an offer of the booking.',
  data: object({ ...common, offers: list(offer), dispatch: flag }),
  example: { ...requested, offers: [{ ...offered, state: 'declined' }], dispatch: true },
});
export const BookingOfferExpired = event('booking.offer_expired', {
  description:
    'One or more offers of the booking expired, or were withdrawn from a person who is no longer available.',
  data: object({ ...common, offers: list(offer), dispatch: flag }),
  example: { ...requested, offers: [{ ...offered, state: 'expired' }], dispatch: true },
});
export const BookingOffersExhausted = event('booking.offers_exhausted', {
  partners,
  description:
    'The booking was offered to everyone available and no one accepted; it has to be assigned manually.',
  data: object({ ...common, round: count }),
  example: { ...requested, round: 2 },
});
export const BookingAssigned = event('booking.assigned', {
  partners,
  description: 'The booking was assigned to a person.',
  data: object({ ...common, offers: optional(list(offer)) }),
  example: { ...assigned, from: 'requested', to: 'assigned', offers: [{ ...offered, state: 'accepted' }] },
});
export const BookingReassigned = event('booking.reassigned', {
  partners,
  description: 'The booking was reassigned from one person to another.',
  data: object({ ...common, ...relieved }),
  example: {
    ...assigned,
    version: 3,
    from: 'assigned',
    to: 'assigned',
    relievedKind: 'resident',
    relievedId: '0193a5f0-7c1e-7000-8000-00000000000b',
  },
});
export const BookingUnassigned = event('booking.unassigned', {
  partners,
  description: 'The booking no longer has an assignee, and the search for another one starts.',
  data: object({ ...common, ...relieved, clocks, dispatch: flag }),
  example: {
    ...requested,
    version: 3,
    from: 'assigned',
    to: 'requested',
    relievedKind: 'staff',
    relievedId: staffId,
    dispatch: true,
  },
});
export const BookingMoved = event('booking.moved', {
  partners,
  description: 'The booking advanced to its next state: en route, in service or completed.',
  data: commonShape,
  example: { ...assigned, state: 'en_route', version: 3, from: 'assigned', to: 'en_route' },
});
export const BookingCancelled = event('booking.cancelled', {
  partners,
  description: 'The booking was cancelled.',
  data: object({
    ...common,
    fee: optional(object({ amount: count, currency: code })),
    offers: optional(list(offer)),
  }),
  example: {
    ...requested,
    state: 'cancelled',
    version: 2,
    from: 'requested',
    to: 'cancelled',
    fee: { amount: 10_000, currency: 'INR' },
  },
});
export const BookingSlaBreached = event('booking.sla_breached', {
  partners,
  description: 'The booking was not assigned, or its assignee had not arrived, by the promised time.',
  data: object({ ...common, clock, dueAt: time, dispatch: optional(flag) }),
  example: { ...requested, clock: 'assign', dueAt: '2026-11-22T09:05:00.000Z', dispatch: true },
});
export const BookingEscalated = event('booking.escalated', {
  partners,
  description:
    'A breach was escalated as the service type requires: people to notify, and whether the search was widened.',
  data: object({ ...common, clock, notify: list(code), widenDispatch: flag }),
  example: { ...requested, clock: 'assign', notify: ['hospital_admins'], widenDispatch: true },
});
export const BookingEscalationAcknowledged = event('booking.escalation_acknowledged', {
  partners,
  description: 'Somebody has seen to an escalation of the booking.',
  data: object({ ...common, clock }),
  example: { ...requested, version: 3, clock: 'assign' },
});
export const BookingLocationUpdated = event('booking.location_updated', {
  partners,
  description: 'The location of the booking was corrected.',
  data: commonShape,
  example: { ...requested, version: 2 },
});

export const BookingUrgencyChanged = event('booking.urgency_changed', {
  description: 'A person decided another urgency than the assessment that the booking was made from.',
  data: object({ ...common, urgency: count, dispatch: optional(flag) }),
  example: { ...requested, version: 2, urgency: 1, dispatch: true },
});

export const BookingDispatchWaiting = event('booking.dispatch_waiting', {
  description: 'No one can take the booking now; the search continues at the given time.',
  data: object({ bookingId: id, retryAt: time }),
  example: { bookingId, retryAt: '2026-11-22T09:10:00.000Z' },
});

/**
 * The events of a decision, one for each timeline entry. The decision's effects are described by the first event only,
 * so that subscribers act on each effect once.
 */
export function eventsOf(before: Booking, { next, timeline, effects }: Acceptance): DomainEvent[] {
  return timeline.map((entry, index) => eventOf(entry, before, next, index === 0 ? effects : []));
}

function eventOf(
  entry: TimelineEntry,
  before: Booking,
  next: Booking,
  effects: readonly Effect[],
): DomainEvent {
  const data: CommonData = {
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
  const clocks = startedClocks(effects);
  const dispatch = effects.some(({ type }) => type === 'dispatch');
  const offers = changedOffers(before, effects);
  switch (entry.type) {
    case 'requested': {
      const { scheduledFor } = entry.data;
      return BookingRequested(next.id, {
        ...data,
        scheduledFor,
        ...clocks,
        ...(dispatch ? { dispatch } : {}),
      });
    }
    case 'offered': {
      const opened = effects.find((effect) => effect.type === 'open_offers');
      if (opened === undefined) throw new Error('an offered entry comes with the offers it opens');
      const offersExpireAt = opened.expiresAt.toISOString();
      return BookingOffered(next.id, { ...data, round: opened.round, offers, offersExpireAt });
    }
    case 'offer_declined':
      return BookingOfferDeclined(next.id, { ...data, offers, dispatch });
    case 'offer_expired':
      return BookingOfferExpired(next.id, { ...data, offers, dispatch });
    case 'offers_exhausted':
      return BookingOffersExhausted(next.id, { ...data, round: entry.data.round });
    case 'assigned':
      return BookingAssigned(next.id, { ...data, ...(offers.length > 0 ? { offers } : {}) });
    case 'reassigned':
      return BookingReassigned(next.id, { ...data, ...relievedBy(before) });
    case 'unassigned':
      return BookingUnassigned(next.id, { ...data, ...relievedBy(before), ...clocks, dispatch });
    case 'moved':
      return BookingMoved(next.id, data);
    case 'cancelled':
      return BookingCancelled(next.id, { ...data, ...entry.data, ...(offers.length > 0 ? { offers } : {}) });
    case 'sla_breached':
      return BookingSlaBreached(next.id, { ...data, ...entry.data, ...(dispatch ? { dispatch } : {}) });
    case 'escalated':
      return BookingEscalated(next.id, { ...data, ...entry.data });
    case 'escalation_acknowledged':
      return BookingEscalationAcknowledged(next.id, { ...data, ...entry.data });
    case 'location_updated':
      return BookingLocationUpdated(next.id, data);
    case 'urgency_changed':
      return BookingUrgencyChanged(next.id, {
        ...data,
        urgency: entry.data.urgency,
        ...(dispatch ? { dispatch } : {}),
      });
  }
}

function startedClocks(effects: readonly Effect[]): { clocks?: { assign?: string; arrive?: string } } {
  const started = effects.filter((effect) => effect.type === 'start_clock');
  if (started.length === 0) return {};
  return { clocks: Object.fromEntries(started.map(({ clock, at }) => [clock, at.toISOString()])) };
}

function changedOffers({ openOffers }: Booking, effects: readonly Effect[]): OfferData[] {
  return effects.flatMap((effect) => {
    if (effect.type === 'open_offers') return effect.offers.map((opened) => offerData(opened, 'open'));
    if (effect.type !== 'close_offers') return [];
    const closed = openOffers.filter(({ id }) => effect.ids.includes(id));
    return closed.map((each) => offerData(each, effect.as));
  });
}

function offerData(
  { id, assignee }: { readonly id: string; readonly assignee: { kind: 'staff' | 'resident'; id: string } },
  state: OfferData['state'],
): OfferData {
  return { offerId: id, kind: assignee.kind, assigneeId: assignee.id, state };
}

function relievedBy({ assignee }: Booking): { relievedKind: 'staff' | 'resident'; relievedId: string } {
  if (assignee === null) throw new Error('only a booking with an assignee can be reassigned or unassigned');
  return { relievedKind: assignee.kind, relievedId: assignee.id };
}
