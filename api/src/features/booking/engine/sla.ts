import type { Policy, SlaClock } from './policy.ts';
import type { BookingState } from './states.ts';
import type { Booking } from './types.ts';

type Times = Pick<Booking, 'scheduledFor' | 'createdAt'>;

/**
 * When a booking must have an assignee: `assignWithin` after the request or the unassignment (`since`), but no later
 * than the scheduled time. Null if the policy sets no such clock.
 */
export function assignDue(policy: Policy, times: Times, since: Date): Date | null {
  if (policy.sla.assignWithin === null) return null;
  const due = since.getTime() + policy.sla.assignWithin;
  const scheduled = times.scheduledFor?.getTime();
  return new Date(scheduled !== undefined && scheduled > since.getTime() ? Math.min(due, scheduled) : due);
}

/** When service must have started: `arriveWithin` after the scheduled time, or after the request. */
export function arriveDue(policy: Policy, times: Times): Date | null {
  if (policy.sla.arriveWithin === null) return null;
  return new Date((times.scheduledFor ?? times.createdAt).getTime() + policy.sla.arriveWithin);
}

/** Whether a clock runs in this state. */
export function isRunning(clock: SlaClock, state: BookingState): boolean {
  return clock === 'assign'
    ? state === 'requested'
    : state === 'requested' || state === 'assigned' || state === 'en_route';
}

export function dueAt(booking: Booking, clock: SlaClock): Date | null {
  return clock === 'assign' ? booking.assignBy : booking.arriveBy;
}

/** Whether the clock has run out by `now` and the breach is not recorded yet. At exactly its time it has run out. */
export function isOverdue(booking: Booking, clock: SlaClock, now: Date): boolean {
  const due = dueAt(booking, clock);
  const breachedAt = clock === 'assign' ? booking.assignBreachedAt : booking.arriveBreachedAt;
  return due !== null && breachedAt === null && isRunning(clock, booking.state) && now >= due;
}

/** Whether dispatch ignores the distance limit: after the assign clock was missed, if the policy says so. */
export function isWidened(booking: Booking, policy: Policy): boolean {
  return booking.assignBreachedAt !== null && policy.sla.escalation.assign?.widenDispatch === true;
}
