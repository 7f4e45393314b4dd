/** The pure heart of booking: no clock, no database, no network. What it rests on is one file each in engine/. */
export { decide } from './engine/decide.ts';
export { fold, type Replayed } from './engine/fold.ts';
export { capacitiesOf, granted, ineligibility } from './engine/permissions.ts';
export { isWidened } from './engine/sla.ts';
export { BOOKING_STATES, type BookingState, isFinal, isHeld } from './engine/states.ts';
export { allowedTransitions, nextState, statesOf, transitionsOf } from './engine/transitions.ts';
export * from './engine/types.ts';
