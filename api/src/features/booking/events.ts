import type { DomainEvent, Json } from '../../kernel/feature.ts';
import type { Acceptance, Booking, TimelineEntry, TimelineType } from './engine.ts';

/** One event per timeline entry: `booking.requested`, `booking.assigned`, `booking.moved`, … */
export type BookingEventType = `booking.${TimelineType}`;

export interface OfferNotice {
  readonly offerId: string;
  readonly kind: 'staff' | 'resident';
  readonly assigneeId: string;
  readonly state: 'open' | 'accepted' | 'declined' | 'expired' | 'withdrawn';
}

/** What every booking event carries: ids, states and times, never a name, place, reason or note. */
export interface BookingEventData {
  readonly [key: string]: Json;
  readonly bookingId: string;
  readonly serviceType: string;
  /** The state after the event. */
  readonly state: string;
  readonly version: number;
  readonly from: string | null;
  readonly to: string | null;
  readonly residentId: string;
  readonly communityId: string;
  readonly hospitalId: string | null;
  readonly assigneeKind: string | null;
  readonly assigneeId: string | null;
  /** With `relievedId` on the event that takes the booking from somebody: from whom. */
  readonly relievedKind?: string;
  readonly relievedId?: string;
}

const aggregateOf = (booking: Booking) => ({ type: 'booking', id: booking.id });

/**
 * The events of a decision. Effects that happen after the commit (clocks to start, dispatch to go on, offers to tell
 * about) ride on the first of them, so that each happens once.
 */
export function eventsOf(before: Booking, decision: Acceptance): DomainEvent[] {
  return decision.timeline.map((entry, index) => ({
    type: `booking.${entry.type}`,
    aggregate: aggregateOf(before),
    data: {
      ...common(decision.next, entry),
      ...details(entry),
      ...(index === 0 ? consequences(before, decision) : {}),
    },
  }));
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

function details({ data }: TimelineEntry): Record<string, Json> {
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

function consequences(before: Booking, { next, effects }: Acceptance): Record<string, Json> {
  const clocks: Record<string, string> = {};
  const offers: { [key: string]: Json }[] = [];
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
