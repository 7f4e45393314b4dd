import { v7 } from 'uuid';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { subscriber } from '../../../kernel/events/event.ts';
import type { Subscriber } from '../../../kernel/events/subscriber.ts';
import { execute } from '../commands/execute.ts';
import { type Booking, isWidened, type NewOffer, type Policy, SYSTEM_ACTOR } from '../engine/index.ts';
import {
  BookingDispatchWaiting,
  BookingOfferDeclined,
  BookingOfferExpired,
  BookingRequested,
  BookingSlaBreached,
  BookingUnassigned,
  BookingUrgencyChanged,
} from '../events.ts';
import { retryDispatch } from '../jobs.ts';
import { lockSiblings } from '../linked/siblings.ts';
import { BookingEventModel } from '../models.ts';
import { requirePolicy } from '../policies/load.ts';
import { toEntry } from '../record/rows.ts';
import { lockBooking } from '../record/store.ts';
import { respondersFor, type SearchDependencies, type SearchPeriod } from './responders.ts';
import { nextRound, type Responder } from './strategies.ts';
import { moreUrgentThan, offeredTo } from './urgency.ts';

/** After this, people at the hospital have to assign an on-demand booking that no one accepted. */
const MAX_SEARCH_TIME = 24 * 3_600_000;

/** Starts or continues the search whenever a decision asks for it. */
export function dispatchSubscriber(deps: SearchDependencies): Subscriber {
  return subscriber(
    'booking-dispatch',
    [
      BookingRequested,
      BookingUnassigned,
      BookingOfferDeclined,
      BookingOfferExpired,
      BookingSlaBreached,
      BookingUrgencyChanged,
    ],
    async ({ data }, uow) => {
      if (data.dispatch === true) await continueSearch(uow, deps, data.bookingId);
    },
  );
}

/**
 * One step of the search for an assignee: offers the booking to the next people, or records that the offers are
 * exhausted. Runs in a system unit of work. Safe to repeat: it decides by the stored facts under a row lock.
 *
 * More urgent bookings that wait for the same people are offered first, and people whom one of them is offered to get no
 * offer of this one. All searches lock less urgent bookings before more urgent ones, so that they cannot deadlock.
 */
export async function continueSearch(
  uow: UnitOfWork,
  deps: SearchDependencies,
  bookingId: string,
): Promise<void> {
  await lockSiblings(uow, bookingId);
  const booking = await lockBooking(uow, bookingId);
  if (booking === undefined) return;
  const policy = requirePolicy(deps.policies, booking.serviceType);
  const searching = booking.state === 'requested' && placesLeft(policy, booking) > 0;
  const ahead = searching ? await moreUrgentThan(uow, booking, policy) : [];
  for (const id of ahead.toReversed()) await lockBooking(uow, id);
  const taken = new Set<string>();
  for (const id of ahead) {
    await offerNext(uow, deps, id, taken);
    for (const person of await offeredTo(uow, id)) taken.add(person);
  }
  await offerNext(uow, deps, bookingId, taken);
}

/** How many more offers may be open. `broadcast` and `manual` begin again when all are closed. */
function placesLeft({ dispatch }: Policy, { openOffers }: Booking): number {
  const ranked = dispatch.strategy !== 'broadcast' && dispatch.strategy !== 'manual';
  return (ranked ? dispatch.atOnce : 1) - openOffers.length;
}

async function offerNext(
  uow: UnitOfWork,
  deps: SearchDependencies,
  bookingId: string,
  taken: ReadonlySet<string>,
): Promise<void> {
  const booking = await lockBooking(uow, bookingId);
  if (booking === undefined) return;
  const policy = requirePolicy(deps.policies, booking.serviceType);
  const { strategy, rounds, maxDistanceMetres, retryEvery } = policy.dispatch;
  const places = placesLeft(policy, booking);
  if (booking.state !== 'requested' || places <= 0 || strategy === 'manual') return;

  const { period, exhausted, round } = await searchState(uow, booking);
  const asked = new Set(booking.openOffers.map(({ assignee }) => assignee.id));
  const everyone = await respondersFor(uow, deps, policy, booking, period);
  const responders = everyone.filter(({ id }) => !taken.has(id) && !asked.has(id));
  const limit = isWidened(booking, policy) ? null : maxDistanceMetres;
  const next = nextRound({ strategy, rounds, maxDistanceMetres: limit, places }, responders);
  if (next !== null) {
    const offers = next.responders.map((responder) => newOffer(responder, policy, booking));
    await execute(uow, policy, SYSTEM_ACTOR, booking, { type: 'offer', round: next.round, offers });
    return;
  }
  // Those who are asked may still accept.
  if (booking.openOffers.length > 0) return;
  if (!exhausted) {
    await execute(uow, policy, SYSTEM_ACTOR, booking, { type: 'exhaust_offers', round });
  }
  // The limit counts from the request, or from the last unassignment.
  const end = booking.scheduledUntil ?? new Date(period.declinesSince.getTime() + MAX_SEARCH_TIME);
  if (retryEvery === null || uow.now >= end) return;
  const retryAt = new Date(uow.now.getTime() + retryEvery);
  uow.emit(BookingDispatchWaiting(booking.id, { bookingId: booking.id, retryAt: retryAt.toISOString() }));
  retryDispatch(uow, booking.id, retryAt);
}

function newOffer(responder: Responder, policy: Policy, booking: Booking): NewOffer {
  const { id, name, distanceMetres, travelSeconds } = responder;
  const { kind, roles, skills } = policy.fulfilledBy;
  const distance = distanceMetres === null ? null : Math.round(distanceMetres);
  const assignee =
    kind === 'resident'
      ? {
          role: 'resident' as const,
          hospitalId: null,
          communityId: booking.communityId,
          volunteer: true,
          skills,
        }
      : { role: roles[0] ?? ('nurse' as const), hospitalId: booking.hospitalId, communityId: null };
  return {
    id: v7(),
    assignee: { kind, id, name, active: true, ...assignee },
    distanceMetres: distance,
    travelSeconds,
  };
}

interface SearchState {
  readonly period: SearchPeriod;
  /** Whether `offers_exhausted` was recorded in this search. */
  readonly exhausted: boolean;
  readonly round: number;
}

/**
 * A search starts when the booking is requested or unassigned. Widening it offers the booking again to those who did
 * not answer, but not to those who declined or unassigned it.
 */
async function searchState(uow: UnitOfWork, booking: Booking): Promise<SearchState> {
  const rows = await BookingEventModel.query(uow.trx)
    .where({ booking_id: booking.id })
    .whereIn('type', ['requested', 'unassigned', 'escalated', 'offered', 'offers_exhausted'])
    .orderBy('sequence');
  const { createdAt } = booking;
  let period: SearchPeriod = { offersSince: createdAt, declinesSince: createdAt, unassignedBy: null };
  let exhausted = false;
  let round = 1;
  for (const entry of rows.map(toEntry)) {
    const { at } = entry;
    switch (entry.type) {
      case 'requested':
      case 'unassigned':
        exhausted = false;
        period = {
          offersSince: at,
          declinesSince: at,
          unassignedBy: entry.type === 'unassigned' ? entry.actor.id : null,
        };
        break;
      case 'escalated':
        if (!entry.data.widenDispatch) break;
        exhausted = false;
        period = { ...period, offersSince: at };
        break;
      case 'offered':
        exhausted = false;
        round = entry.data.round;
        break;
      case 'offers_exhausted':
        exhausted = true;
        break;
    }
  }
  return { period, exhausted, round };
}
