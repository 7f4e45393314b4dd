import type { Policy, SlaClock } from '../policies/policy.ts';
import type { BookingState } from './states.ts';
import type { Booking } from './types.ts';

type Times = Pick<Booking, 'scheduledFor' | 'createdAt'>;

/**
 * When a booking must have an assignee: `assignWithin` after it was asked for (or given back), and never later than the
 * time it is booked for. Null when the policy sets no such clock.
 */
export function assignDue(policy: Policy, times: Times, since: Date): Date | null {
  if (policy.sla.assignWithin === null) return null;
  const due = since.getTime() + policy.sla.assignWithin;
  const booked = times.scheduledFor?.getTime();
  return new Date(booked !== undefined && booked > since.getTime() ? Math.min(due, booked) : due);
}

/** When service must have started: `arriveWithin` after the request, or after the booked time. */
export function arriveDue(policy: Policy, times: Times): Date | null {
  if (policy.sla.arriveWithin === null) return null;
  return new Date((times.scheduledFor ?? times.createdAt).getTime() + policy.sla.arriveWithin);
}

/** The states in which a clock still runs. */
export function isRunning(clock: SlaClock, state: BookingState): boolean {
  return clock === 'assign'
    ? state === 'requested'
    : state === 'requested' || state === 'assigned' || state === 'en_route';
}

export function dueAt(booking: Booking, clock: SlaClock): Date | null {
  return clock === 'assign' ? booking.assignBy : booking.arriveBy;
}

export function breachedAt(booking: Booking, clock: SlaClock): Date | null {
  return clock === 'assign' ? booking.assignBreachedAt : booking.arriveBreachedAt;
}

/** Whether the clock has run out by `now` without having been marked. A clock met exactly at its time is met. */
export function isOverdue(booking: Booking, clock: SlaClock, now: Date): boolean {
  const due = dueAt(booking, clock);
  return due !== null && breachedAt(booking, clock) === null && isRunning(clock, booking.state) && now >= due;
}

/** Whether dispatch has lost its distance limit: once the assign clock was missed, if the policy says so. */
export function isWidened(booking: Booking, policy: Policy): boolean {
  return booking.assignBreachedAt !== null && policy.sla.escalation.assign?.widenDispatch === true;
}
