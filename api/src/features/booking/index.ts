/** The face of booking: the service catalogue and bookings. */
import type { UnitOfWork } from '../../kernel/db/unit/unit-of-work.ts';
import type { LinkedBookings } from './linked/face.ts';
import type { PolicyBook } from './policies/load.ts';
import type { BookingProgress } from './record/reads.ts';
import type { BookingService } from './service.ts';

export type { NewBooking } from './commands/creation.ts';
export type { Actor, Booking, Candidate, Command, Location, Policy, Waypoint } from './engine/index.ts';
export {
  BookingAssigned,
  BookingCancelled,
  BookingMoved,
  BookingOfferDeclined,
  BookingOffersExhausted,
  BookingUnassigned,
} from './events.ts';
export type { LinkedBookings, LinkedStatus } from './linked/face.ts';
export type { NewLinkedBooking, ShortlistedPerson } from './linked/request.ts';
export { loadPolicies, type PolicyBook } from './policies/load.ts';
export { importHistory, type PastBooking, type PastStep } from './record/history.ts';
export type { BookingProgress } from './record/reads.ts';
export type { VolunteerSkills } from './volunteer-skills.ts';

export interface BookingFace {
  readonly service: BookingService;
  /** All service types of this installation, by id. */
  readonly policies: PolicyBook;
  /** Bookings that one feature makes for another booking. */
  readonly linked: LinkedBookings;
  /** How far bookings are that another feature made; those out of the scope are left out. */
  progressOf(uow: UnitOfWork, ids: readonly string[]): Promise<readonly BookingProgress[]>;
}
export { bookingOut } from './wire.ts';
