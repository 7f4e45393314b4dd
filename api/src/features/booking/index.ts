/** The face of booking: the service catalogue and bookings. */
import type { UnitOfWork } from '../../kernel/db/unit/unit-of-work.ts';
import type { LinkedBookings } from './linked/face.ts';
import type { PolicyBook } from './policies/load.ts';
import type { StaffWork } from './record/assignments.ts';
import type { BookingProgress } from './record/reads.ts';
import type { BookingService } from './service.ts';

export type { NewBooking } from './commands/creation.ts';
export type { UnitStatus } from './dispatch/unit-status.ts';
export type { Actor, Booking, Candidate, Command, Location, Policy, Waypoint } from './engine/index.ts';
export {
  BookingAssigned,
  BookingCancelled,
  BookingEscalated,
  BookingLocationUpdated,
  BookingMoved,
  BookingOfferDeclined,
  BookingOffered,
  BookingOffersExhausted,
  BookingReassigned,
  BookingRequested,
  BookingSlaBreached,
  BookingUnassigned,
  BookingUrgencyChanged,
} from './events.ts';
export type { LinkedBookings, LinkedStatus } from './linked/face.ts';
export type { NewLinkedBooking, ShortlistedPerson } from './linked/request.ts';
export { NAMESPACE as BOOKINGS } from './live/publish.ts';
export { loadPolicies, type PolicyBook } from './policies/load.ts';
export type { StaffWork } from './record/assignments.ts';
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
  readonly staff: {
    /** Who has a booking under way or to be done now, as far as the caller may see the bookings. */
    atWork(uow: UnitOfWork): Promise<readonly string[]>;
    workOf(uow: UnitOfWork, staffIds: readonly string[]): Promise<(staffId: string) => StaffWork>;
    /** Withdraws the offers of a person who is off duty or out of service. Needs a system scope. */
    release(uow: UnitOfWork, staffId: string): Promise<void>;
  };
}
export { bookingOut } from './wire.ts';
