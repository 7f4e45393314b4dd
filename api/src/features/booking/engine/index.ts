/** The pure heart of booking: no clock, no database, no network. What it rests on is one file each in engine/. */
export { decide } from './decide.ts';
export { fold, type Replayed } from './fold.ts';
export { capacitiesOf, granted, ineligibility } from './permissions.ts';
export { isWidened } from './sla.ts';
export { BOOKING_STATES, type BookingState, isFinal, isHeld } from './states.ts';
export { allowedTransitions, nextState, statesOf, transitionsOf } from './transitions.ts';
export * from './types.ts';
