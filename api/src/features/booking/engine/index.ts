/** The pure part of booking: no clock, database or network. */
export { decide } from './decide.ts';
export { fold, type Replayed } from './fold.ts';
export { ineligibilityReason, isAssignee, mayAcknowledge } from './permissions.ts';
export type * from './policy.ts';
export { isWidened } from './sla.ts';
export {
  ACTIVE_STATES,
  BOOKING_STATES,
  type BookingState,
  FINAL_STATES,
  isActive,
  isFinal,
  reached,
} from './states.ts';
export { allowedTransitions, isReassignable, nextState, statesOf, transitionsOf } from './transitions.ts';
export * from './types.ts';
