/**
 *   requested -> assigned -> en_route -> in_service -> completed
 *       ^  |         |  ^        |            |
 *       |  |         |  +reassign+            |
 *       +--+-unassign+-----------+            |
 *          +---------+-----------+------------+--> cancelled
 *
 * A policy may skip en_route and in_service. completed and cancelled are ends.
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

/** The way to completion, in order. */
export const FORWARD = ['requested', 'assigned', 'en_route', 'in_service', 'completed'] as const;

export function isFinal(state: BookingState): boolean {
  return state === 'completed' || state === 'cancelled';
}

/** States in which somebody holds the booking and has not finished. */
export function isHeld(state: BookingState): boolean {
  return state === 'assigned' || state === 'en_route' || state === 'in_service';
}
