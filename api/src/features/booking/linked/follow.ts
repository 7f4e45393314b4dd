import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { subscriber } from '../../../kernel/events/event.ts';
import type { Subscriber } from '../../../kernel/events/subscriber.ts';
import { execute } from '../commands/execute.ts';
import {
  type Booking,
  type Command,
  FINAL_STATES,
  isFinal,
  type Policy,
  reached,
  SYSTEM_ACTOR,
} from '../engine/index.ts';
import { BookingAssigned, BookingCancelled, BookingLocationUpdated, BookingMoved } from '../events.ts';
import { BookingModel } from '../models.ts';
import { type PolicyBook, requirePolicy } from '../policies/load.ts';
import { readBooking } from '../record/reads.ts';
import { lockBooking } from '../record/store.ts';

/**
 * Bookings that were made for another one follow it: they end when it is cancelled, are no longer searched for from the
 * state that their policy names, end unless somebody has arrived when it is completed, and have its location.
 */
export function linkedSubscriber(policies: PolicyBook): Subscriber {
  return subscriber(
    'booking-linked',
    [BookingAssigned, BookingMoved, BookingCancelled, BookingLocationUpdated],
    async ({ data }, uow) => {
      const ids = await openLinkedTo(uow, data.bookingId);
      if (ids.length === 0) return;
      const main = await readBooking(uow, data.bookingId);
      for (const id of ids) {
        const booking = await lockBooking(uow, id);
        if (booking === undefined || isFinal(booking.state)) continue;
        const policy = requirePolicy(policies, booking.serviceType);
        const command = followed(main, booking, policy);
        if (command !== null) await execute(uow, policy, SYSTEM_ACTOR, booking, command);
      }
    },
  );
}

async function openLinkedTo(uow: UnitOfWork, bookingId: string): Promise<readonly string[]> {
  const rows = await BookingModel.query(uow.trx)
    .select('id')
    .where({ linked_to: bookingId })
    .whereNotIn('state', [...FINAL_STATES])
    .orderBy('id');
  return rows.map(({ id }) => id);
}

/** What has to happen to the linked booking, by the present state of the main one; null for nothing. */
function followed(main: Booking, booking: Booking, { linked }: Policy): Command | null {
  const arrived = booking.state === 'in_service';
  if (main.state === 'cancelled')
    return { type: 'cancel', reason: 'The booking it was made for is cancelled' };
  if (main.state === 'completed' && !arrived) {
    return { type: 'cancel', reason: 'The booking it was made for is completed' };
  }
  if (booking.state === 'requested' && linked !== null && reached(main.state, linked.searchUntil)) {
    return { type: 'cancel', reason: 'No one more is needed' };
  }
  const moved = main.location !== null && !samePlace(main.location, booking.location);
  return moved && !arrived && main.location !== null
    ? { type: 'update_location', location: main.location }
    : null;
}

function samePlace(a: NonNullable<Booking['location']>, b: Booking['location']): boolean {
  return a.latitude === b?.latitude && a.longitude === b.longitude && a.address === b.address;
}
