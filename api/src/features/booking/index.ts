/** The face of booking: the service catalogue and bookings. */
import type { PolicyBook } from './policies/load.ts';
import type { BookingService } from './service.ts';

export type { NewBooking } from './commands/creation.ts';
export type { Actor, Candidate, Command, Policy } from './engine/index.ts';
export { BookingAssigned, BookingMoved } from './events.ts';
export { loadPolicies, type PolicyBook } from './policies/load.ts';
export { importHistory, type PastBooking, type PastStep } from './record/history.ts';

export interface BookingFace {
  readonly service: BookingService;
  /** All service types of this installation, by id. */
  readonly policies: PolicyBook;
}
export { bookingOut } from './wire.ts';
