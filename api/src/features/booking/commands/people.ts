import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { type StoredEventOf, subscriber } from '../../../kernel/events/event.ts';
import type { Subscriber } from '../../../kernel/events/subscriber.ts';
import {
  type OrganisationsFace,
  ResidentAccessChanged,
  ResidentDeactivated,
  StaffAccessChanged,
  StaffDeactivated,
  StaffUpdated,
} from '../../organisations/index.ts';
import { isBusyFor } from '../dispatch/prospects.ts';
import { type Booking, ineligibility, SYSTEM_ACTOR } from '../engine/index.ts';
import { BookingAssigned, BookingReassigned } from '../events.ts';
import { BookingModel, OfferModel } from '../models.ts';
import type { PolicyBook } from '../policies/load.ts';
import { lockBooking } from '../record/store.ts';
import { candidateOf } from './actors.ts';
import { execute } from './commands.ts';

type Person = { readonly kind: 'staff' | 'resident'; readonly id: string };

const FOLLOWED = [
  StaffDeactivated,
  StaffAccessChanged,
  StaffUpdated,
  // Not ResidentUpdated: an import of ten thousand must not stand in line before an ambulance.
  ResidentDeactivated,
  ResidentAccessChanged,
  BookingAssigned,
  BookingReassigned,
] as const;

/**
 * Follows people who leave, change role, hospital or community, go off duty or take something: what they were asked and
 * cannot take any more ends at once, and what they hold and may not hold any longer goes to somebody else. A patient they
 * are with stays theirs; the hospital ends that, knowing how.
 */
export function peopleSubscriber(organisations: OrganisationsFace, policies: PolicyBook): Subscriber {
  return subscriber('booking-people', FOLLOWED, async (event, uow) => {
    const person = personIn(event);
    if (person === null) return;
    const ids = await offeredOrHeld(uow, person);
    if (ids.length === 0) return;
    const away = person.kind === 'staff' && !(await organisations.staffOf(uow, person.id)).onDuty;
    for (const id of ids) {
      const booking = await lockBooking(uow, id);
      const policy = booking && policies.get(booking.serviceType);
      if (booking === undefined || policy === undefined) continue;
      const candidate = await candidateOf(uow, organisations, policy, person.id);
      // A volunteer who helps already goes on when they do not volunteer for the next one.
      const lost = ineligibility(policy, booking, { ...candidate, volunteer: true }) !== null;
      if (booking.openOffers.some(({ assignee }) => assignee.id === person.id)) {
        if (!lost && !away && !(await isBusyFor(uow, person, booking))) continue;
        await execute(uow, policy, SYSTEM_ACTOR, booking, { type: 'expire_offers', to: person });
      } else if (lost && isOnTheWay(booking, person)) {
        const reason = 'The assignee can no longer provide this service';
        await execute(uow, policy, SYSTEM_ACTOR, booking, { type: 'unassign', reason });
      }
    }
  });
}

/** Whose change it was, or who has the booking now. */
function personIn(event: StoredEventOf<(typeof FOLLOWED)[number]>): Person | null {
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

function isOnTheWay({ state, assignee }: Booking, person: Person): boolean {
  return (state === 'assigned' || state === 'en_route') && assignee?.id === person.id;
}

async function offeredOrHeld(uow: UnitOfWork, { kind, id }: Person): Promise<readonly string[]> {
  const offers = await OfferModel.query(uow.trx)
    .select('booking_id')
    .where(kind === 'staff' ? { staff_id: id } : { resident_id: id })
    .where('state', 'open');
  const held = await BookingModel.query(uow.trx)
    .select('id')
    .where(kind === 'staff' ? { assignee_staff_id: id } : { assignee_resident_id: id })
    .whereIn('state', ['assigned', 'en_route']);
  return [...new Set([...offers.map(({ bookingId }) => bookingId), ...held.map((row) => row.id)])].sort();
}
