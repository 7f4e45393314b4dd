/** The face of booking: the catalogue, bookings and what the engine says about them. */
import type { PolicyBook } from './policies/load.ts';
import type { BookingService } from './service.ts';

export type { Actor, Booking, BookingState, Candidate, Command, TimelineEntry } from './engine/index.ts';
export type { BookingEventData, BookingEventType } from './events.ts';
export { loadPolicies, type PolicyBook, PolicyError } from './policies/load.ts';
export type { LocalisedText, Money, Policy } from './policies/policy.ts';
export { type PolicyFault, policySchema, validatePolicyText } from './policies/validate.ts';
export { importHistory, type PastBooking, type PastStep } from './record/history.ts';
export type { BookingService, BookingView } from './service.ts';

export interface BookingFace {
  readonly service: BookingService;
  /** Every service type of this installation, by id. */
  readonly policies: PolicyBook;
}
