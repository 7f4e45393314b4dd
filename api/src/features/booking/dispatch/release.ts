import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { type StoredEventOf, subscriber } from '../../../kernel/events/event.ts';
import type { Subscriber } from '../../../kernel/events/subscriber.ts';
import {
  ResidentAccessChanged,
  ResidentDeactivated,
  StaffAccessChanged,
  StaffDeactivated,
  StaffUpdated,
} from '../../organisations/index.ts';
import { candidateOf } from '../commands/actors.ts';
import { execute } from '../commands/execute.ts';
import { ineligibilityReason, isReassignable, type Party, SYSTEM_ACTOR } from '../engine/index.ts';
import { BookingAssigned, BookingReassigned } from '../events.ts';
import { BookingModel, OfferModel } from '../models.ts';
import { lockBooking } from '../record/store.ts';
import { isBusyFor, type SearchDependencies } from './responders.ts';

type Person = Pick<Party, 'kind' | 'id'>;

const EVENTS = [
  StaffDeactivated,
  StaffAccessChanged,
  StaffUpdated,
  // Not ResidentUpdated: an import of 10,000 residents must not delay the deliveries of an ambulance.
  ResidentDeactivated,
  ResidentAccessChanged,
  BookingAssigned,
  BookingReassigned,
] as const;

/**
 * When a person leaves, changes role, hospital or community, goes off duty or is assigned a booking: withdraws offers
 * they can no longer accept, and unassigns bookings they may no longer provide. A booking in service stays theirs; the
 * hospital has to complete or cancel it.
 */
export function releaseSubscriber(deps: SearchDependencies): Subscriber {
  return subscriber('booking-people', EVENTS, async (event, uow) => {
    const person = personOf(event);
    if (person !== null) await releaseFrom(uow, deps, person);
  });
}

/** Withdraws and unassigns what the person, as they are now, can no longer do. Needs a system scope. Safe to repeat. */
export async function releaseFrom(uow: UnitOfWork, deps: SearchDependencies, person: Person): Promise<void> {
  const { policies } = deps;
  const ids = await offeredOrAssigned(uow, person);
  if (ids.length === 0) return;
  const unavailable = person.kind === 'staff' && (await isUnavailable(uow, deps, person.id));
  for (const id of ids) {
    const booking = await lockBooking(uow, id);
    const policy = booking && policies.get(booking.serviceType);
    if (booking === undefined || policy === undefined) continue;
    const candidate = await candidateOf(uow, deps, policy, person.id);
    // An assigned volunteer keeps the booking even after they stop volunteering or a certificate expires.
    const asBefore = { ...candidate, volunteer: true, skills: policy.fulfilledBy.skills };
    const ineligible = ineligibilityReason(policy, booking, asBefore) !== null;
    if (booking.openOffers.some(({ assignee }) => assignee.id === person.id)) {
      if (!ineligible && !unavailable && !(await isBusyFor(uow, person, booking))) continue;
      await execute(uow, policy, SYSTEM_ACTOR, booking, { type: 'expire_offers', to: person });
    } else if (ineligible && isReassignable(booking.state) && booking.assignee?.id === person.id) {
      const reason = 'The assignee can no longer provide this service';
      await execute(uow, policy, SYSTEM_ACTOR, booking, { type: 'unassign', reason });
    }
  }
}

/** Off duty, or out of service: what they are assigned to stays with them. */
async function isUnavailable(
  uow: UnitOfWork,
  { organisations, unitStatus }: SearchDependencies,
  staffId: string,
): Promise<boolean> {
  const { onDuty } = await organisations.staffOf(uow, staffId);
  return !onDuty || (await unitStatus.outOfService(uow, [staffId])).has(staffId);
}

/** The person who was changed, or the new assignee. */
function personOf(event: StoredEventOf<(typeof EVENTS)[number]>): Person | null {
  switch (event.type) {
    case 'booking.assigned':
    case 'booking.reassigned': {
      const { assigneeKind: kind, assigneeId: id } = event.data;
      return kind === null || id === null ? null : { kind, id };
    }
    case 'resident.deactivated':
    case 'resident.access_changed':
      return { kind: 'resident', id: event.data.residentId };
    default:
      return { kind: 'staff', id: event.data.staffId };
  }
}

async function offeredOrAssigned(uow: UnitOfWork, { kind, id }: Person): Promise<readonly string[]> {
  const offers = await OfferModel.query(uow.trx)
    .select('booking_id')
    .where(kind === 'staff' ? { staff_id: id } : { resident_id: id })
    .where('state', 'open');
  const assigned = await BookingModel.query(uow.trx)
    .select('id')
    .where(kind === 'staff' ? { assignee_staff_id: id } : { assignee_resident_id: id })
    .whereIn('state', ['assigned', 'en_route']);
  return [...new Set([...offers.map(({ bookingId }) => bookingId), ...assigned.map((row) => row.id)])].sort();
}
