import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { type Actor, type Booking, mayAcknowledge } from '../engine/index.ts';
import type { PolicyBook } from '../policies/load.ts';
import { notFound } from '../problems.ts';
import { lockBooking } from '../record/store.ts';
import { execute, installedPolicy } from './execute.ts';

/**
 * Records that somebody has seen to the escalation of a booking. Of several people the first is recorded; the others get the
 * booking as it is then.
 * @throws Problem `not_escalated` (409) if it was never escalated, `role_not_allowed`, `not_found`.
 */
export async function acknowledgeEscalation(
  uow: UnitOfWork,
  policies: PolicyBook,
  actor: Actor,
  id: string,
): Promise<Booking> {
  const booking = await lockBooking(uow, id);
  if (booking === undefined) throw notFound('booking');
  if (booking.escalation?.acknowledged && mayAcknowledge(actor, booking)) return booking;
  const command = { type: 'acknowledge_escalation' } as const;
  return (await execute(uow, installedPolicy(policies, booking), actor, booking, command)).next;
}
