import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { subscriber } from '../../../kernel/events/event.ts';
import type { Subscriber } from '../../../kernel/events/subscriber.ts';
import { TriageOverridden } from '../../triage/index.ts';
import { type Booking, decide, type Policy, SYSTEM_ACTOR } from '../engine/index.ts';
import { BookingModel, OfferModel } from '../models.ts';
import { type PolicyBook, requirePolicy } from '../policies/load.ts';
import { lockBooking, saveDecision } from '../record/store.ts';

/** A booking without an assessment stands between what is urgent and what can wait. */
const UNASSESSED = 3;
/** More than a hospital has crews; the rest wait for the next search. */
const MAX_AHEAD = 50;

export const urgencyOf = ({ urgency }: Pick<Booking, 'urgency'>): number => urgency ?? UNASSESSED;

/** The urgency that a person decided is the booking's from then on. */
export function urgencySubscriber(policies: PolicyBook): Subscriber {
  return subscriber('booking-urgency', [TriageOverridden], async ({ data }, uow) => {
    if (data.bookingId === null) return;
    const booking = await lockBooking(uow, data.bookingId);
    if (booking === undefined) return;
    const policy = requirePolicy(policies, booking.serviceType);
    const command = { type: 'change_urgency', urgency: data.urgency } as const;
    const decision = decide(booking, command, policy, SYSTEM_ACTOR, uow.now);
    if (decision.accepted) await saveDecision(uow, SYSTEM_ACTOR, booking, decision);
  });
}

/**
 * Ids of the bookings that wait for the same people and are more urgent, the most urgent first: on-demand bookings of the
 * hospital (or of the community, for volunteers) and the same service. Needs a system scope.
 */
export async function moreUrgentThan(
  uow: UnitOfWork,
  booking: Booking,
  policy: Policy,
): Promise<readonly string[]> {
  if (policy.dispatch.order !== 'urgency' || booking.scheduledFor !== null) return [];
  const rows = await BookingModel.query(uow.trx)
    .select('id')
    .where({ service_type: booking.serviceType, state: 'requested', scheduled_for: null })
    .where(
      booking.hospitalId === null
        ? { hospital_id: null, community_id: booking.communityId }
        : { hospital_id: booking.hospitalId },
    )
    .whereRaw('coalesce(urgency, ?) < ?', [UNASSESSED, urgencyOf(booking)])
    .orderByRaw('coalesce(urgency, ?), created_at, id', [UNASSESSED])
    .limit(MAX_AHEAD);
  return rows.map(({ id }) => id);
}

/** The people who have an open offer of the booking: they answer that before they get one of a less urgent booking. */
export async function offeredTo(uow: UnitOfWork, bookingId: string): Promise<readonly string[]> {
  const rows = await OfferModel.query(uow.trx)
    .select('staff_id', 'resident_id')
    .where({ state: 'open', booking_id: bookingId });
  return rows.map(({ staffId, residentId }) => staffId ?? residentId ?? '');
}
