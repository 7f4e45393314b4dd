/**
 *   requested -> assigned -> en_route -> in_service -> completed
 *       ^  |         |  ^        |            |
 *       |  |         |  +reassign+            |
 *       +--+-unassign+-----------+            |
 *          +---------+-----------+------------+--> cancelled
 *
 * A policy may skip en_route and in_service. completed and cancelled are final.
 */
export const BOOKING_STATES = [
  'requested',
  'assigned',
  'en_route',
  'in_service',
  'completed',
  'cancelled',
] as const;

export type BookingState = (typeof BOOKING_STATES)[number];

/** The states on the way to completion, in order. */
export const FORWARD_STATES: readonly BookingState[] = BOOKING_STATES.filter(
  (state) => state !== 'cancelled',
);

export const FINAL_STATES: readonly BookingState[] = ['completed', 'cancelled'];

/** Whether a booking in this state has come as far as `limit`, or was completed. False for a cancelled one. */
export function reached(state: BookingState, limit: BookingState): boolean {
  const at = FORWARD_STATES.indexOf(state);
  return at >= 0 && at >= FORWARD_STATES.indexOf(limit);
}

export function isFinal(state: BookingState): boolean {
  return FINAL_STATES.includes(state);
}

/** The states in which an assignee has the booking and has not finished. */
export const ACTIVE_STATES: readonly BookingState[] = ['assigned', 'en_route', 'in_service'];

export function isActive(state: BookingState): boolean {
  return ACTIVE_STATES.includes(state);
}
