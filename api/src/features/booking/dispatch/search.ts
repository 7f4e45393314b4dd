import { v7 } from 'uuid';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { OrganisationsFace } from '../../organisations/index.ts';
import { execute } from '../commands/commands.ts';
import { type Booking, isWidened, type NewOffer, SYSTEM_ACTOR } from '../engine/index.ts';
import { BookingDispatchWaiting } from '../events.ts';
import { BookingEventModel } from '../models.ts';
import { installed } from '../policies/load.ts';
import type { Policy } from '../policies/policy.ts';
import { lockBooking } from '../record/store.ts';
import { retryDispatch } from './jobs.ts';
import { prospectsFor, type Since } from './prospects.ts';
import { nextTurn, type Prospect } from './strategies.ts';

/** An on-demand booking nobody took is looked after by people from here on. */
const GIVE_UP_AFTER = 24 * 3_600_000;

/**
 * One step of the search for somebody to take a booking: asks the next, or says that everybody was asked. Run in a
 * system unit of work whenever something changed; safe to run again, since it looks at the facts under a row lock.
 */
export async function searchOn(
  uow: UnitOfWork,
  organisations: OrganisationsFace,
  policyOf: (serviceType: string) => Policy | undefined,
  bookingId: string,
): Promise<void> {
  const booking = await lockBooking(uow, bookingId);
  if (booking === undefined) return;
  const policy = installed(policyOf(booking.serviceType), booking);
  if (booking.state !== 'requested' || booking.openOffers.length > 0) return;
  if (policy.dispatch.strategy === 'manual') return;

  const { since, exhausted, round } = await searchOf(uow, booking);
  const prospects = await prospectsFor(uow, organisations, policy, booking, since);
  const turn = nextTurn(
    {
      strategy: policy.dispatch.strategy,
      rounds: policy.dispatch.rounds,
      maxDistanceMetres: isWidened(booking, policy) ? null : policy.dispatch.maxDistanceMetres,
    },
    prospects,
  );
  if (turn !== null) {
    const offers = turn.prospects.map((prospect) => offerTo(prospect, policy, booking));
    await execute(uow, policy, SYSTEM_ACTOR, booking, { type: 'offer', round: turn.round, offers });
    return;
  }
  if (!exhausted) {
    await execute(uow, policy, SYSTEM_ACTOR, booking, { type: 'exhaust_offers', round });
  }
  // Counted from when it was asked for, or given back.
  const end = booking.scheduledUntil ?? new Date(since.declined.getTime() + GIVE_UP_AFTER);
  const { retryEvery } = policy.dispatch;
  if (retryEvery === null || uow.now >= end) return;
  const retryAt = new Date(uow.now.getTime() + retryEvery);
  uow.emit(BookingDispatchWaiting(booking.id, { bookingId: booking.id, retryAt: retryAt.toISOString() }));
  retryDispatch(uow, booking.id, retryAt);
}

function offerTo({ id, name, distanceMetres }: Prospect, policy: Policy, booking: Booking): NewOffer {
  const { kind, roles } = policy.fulfilledBy;
  const distance = distanceMetres === null ? null : Math.round(distanceMetres);
  const assignee =
    kind === 'resident'
      ? { role: 'resident' as const, hospitalId: null, communityId: booking.communityId, volunteer: true }
      : { role: roles[0] ?? ('nurse' as const), hospitalId: booking.hospitalId, communityId: null };
  return { id: v7(), assignee: { kind, id, name, active: true, ...assignee }, distanceMetres: distance };
}

interface SearchState {
  readonly since: Since;
  /** Whether the alarm for this search has been raised already. */
  readonly exhausted: boolean;
  readonly round: number;
}

/**
 * A search begins when the booking is requested or given back; widening it asks those again who let an offer pass, not
 * those who declined, nor who gave it back.
 */
async function searchOf(uow: UnitOfWork, booking: Booking): Promise<SearchState> {
  const entries = await BookingEventModel.query(uow.trx)
    .select('id', 'type', 'at', 'data', 'actor_id')
    .where({ booking_id: booking.id })
    .whereIn('type', ['requested', 'unassigned', 'escalated', 'offered', 'offers_exhausted'])
    .orderBy('sequence');
  let since: Since = { asked: booking.createdAt, declined: booking.createdAt, givenBackBy: null };
  let exhausted = false;
  let round = 1;
  for (const { type, at, data, actorId } of entries) {
    if (type === 'requested') since = { asked: at, declined: at, givenBackBy: null };
    else if (type === 'unassigned') since = { asked: at, declined: at, givenBackBy: actorId };
    else if (type === 'escalated' && data.widenDispatch === true) since = { ...since, asked: at };
    else if (type === 'offered') round = data.round ?? round;
    exhausted =
      type === 'offers_exhausted' || (exhausted && type === 'escalated' && data.widenDispatch !== true);
  }
  return { since, exhausted, round };
}
