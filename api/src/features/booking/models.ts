import { inHospital, SYSTEM_ONLY } from '../../kernel/tenancy/declarations.ts';
import { TenantModel } from '../../kernel/tenancy/model.ts';
import type { Reach, Tenancy } from '../../kernel/tenancy/reach.ts';
import { registerModels } from '../../kernel/tenancy/registry.ts';
import type {
  Actor,
  BookingState,
  Location,
  Party,
  SlaClock,
  TimelineData,
  TimelineType,
  Waypoint,
} from './engine/index.ts';

const OWN_HOSPITAL: Reach = { column: 'hospital_id', equals: 'hospitalId' };
const OWN_COMMUNITY: Reach = { column: 'community_id', equals: 'communityId' };
const PLATFORM = {
  super_admin: 'all',
  system: 'all',
  publishable_key: 'none',
  visitor: 'none',
  anonymous: 'none',
} as const;

/** The current state of a booking, to which its timeline replays. Constraints and indexes: migration `booking`. */
export class BookingModel extends TenantModel {
  static override tableName = 'booking';
  static override jsonAttributes = ['location', 'waypoint'];
  static override encrypted = ['location', 'notes', 'cancel_reason', 'waypoint'];
  static override tenancy: Tenancy = {
    ...PLATFORM,
    ...inHospital(OWN_HOSPITAL),
    community_manager: OWN_COMMUNITY,
    resident: {
      anyOf: [
        { column: 'resident_id', equals: 'residentId' },
        { column: 'assignee_resident_id', equals: 'residentId' },
      ],
    },
  };
  declare id: string;
  declare serviceType: string;
  declare policyVersion: number;
  declare state: BookingState;
  declare residentId: string;
  declare communityId: string;
  declare hospitalId: string | null;
  declare assigneeKind: Party['kind'] | null;
  declare assigneeStaffId: string | null;
  declare assigneeResidentId: string | null;
  declare assigneeName: string | null;
  declare scheduledFor: Date | null;
  declare scheduledUntil: Date | null;
  declare slotSeat: number | null;
  declare location: Location | null;
  declare notes: string | null;
  declare urgency: number | null;
  declare triageId: string | null;
  /** The booking that it was made for. */
  declare linkedTo: string | null;
  declare waypoint: Waypoint | null;
  declare assignBy: Date | null;
  declare arriveBy: Date | null;
  declare assignBreachedAt: Date | null;
  declare arriveBreachedAt: Date | null;
  declare escalatedAt: Date | null;
  declare escalatedClock: SlaClock | null;
  declare acknowledgedAt: Date | null;
  declare acknowledgedByKind: Actor['kind'] | null;
  declare acknowledgedById: string | null;
  declare acknowledgedByName: string | null;
  declare priceAmount: number | null;
  declare priceCurrency: string | null;
  declare paymentTrigger: string | null;
  declare cancelReason: string | null;
  declare cancelledByKind: Actor['kind'] | null;
  declare cancelledById: string | null;
  declare cancelledByName: string | null;
  declare version: number;
  declare sequence: number;
  declare createdAt: Date;
  declare updatedAt: Date;
  /** Set by the database: see migration `changes`. */
  declare readonly changedAt: Date;
}

export type OfferState = 'open' | 'accepted' | 'declined' | 'expired' | 'withdrawn';

/** A booking offered to one person. Only the platform writes it, in a system scope. */
export class OfferModel extends TenantModel {
  static override tableName = 'offer';
  static override tenancy: Tenancy = {
    ...PLATFORM,
    ...inHospital(OWN_HOSPITAL),
    community_manager: OWN_COMMUNITY,
    resident: { column: 'resident_id', equals: 'residentId' },
  };
  static override encrypted = ['reason'];
  declare id: string;
  declare bookingId: string;
  declare serviceType: string;
  declare hospitalId: string | null;
  declare communityId: string;
  declare staffId: string | null;
  declare residentId: string | null;
  declare assigneeName: string;
  declare state: OfferState;
  declare round: number;
  declare distanceMetres: number | null;
  declare travelSeconds: number | null;
  /** What the way leads by, such as `defibrillator`; where that is, only the booking tells. */
  declare waypointKind: string | null;
  declare reason: string | null;
  declare sentAt: Date;
  declare expiresAt: Date;
  declare respondedAt: Date | null;
}

/** A timeline entry. Append-only: the database role cannot change or delete it either. */
export class BookingEventModel extends TenantModel {
  static override tableName = 'booking_event';
  static override jsonAttributes = ['data'];
  static override encrypted = ['reason', 'data'];
  static override tenancy: Tenancy = throughBooking();
  declare id: string;
  declare bookingId: string;
  declare sequence: number;
  declare type: TimelineType;
  declare at: Date;
  declare actorKind: Actor['kind'];
  declare actorId: string | null;
  declare actorName: string | null;
  declare fromState: BookingState | null;
  declare toState: BookingState | null;
  declare reason: string | null;
  declare version: number;
  declare data: TimelineData;
}

/** A person on the shortlist of a booking, with the way to it. Only the platform reads it. */
export class BookingCandidateModel extends TenantModel {
  static override tableName = 'booking_candidate';
  static override idColumn = ['booking_id', 'resident_id'];
  static override tenancy: Tenancy = SYSTEM_ONLY;
  declare bookingId: string;
  declare residentId: string;
  declare travelSeconds: number;
  declare travelMetres: number;
}

/** The last position of the assignee on the way to a booking. */
export class BookingPositionModel extends TenantModel {
  static override tableName = 'booking_position';
  static override idColumn = 'booking_id';
  static override tenancy: Tenancy = throughBooking();
  declare bookingId: string;
  declare latitude: number;
  declare longitude: number;
  declare accuracyMetres: number | null;
  declare recordedAt: Date;
}

/** Visible to everyone who can see the booking. */
function throughBooking(): Tenancy {
  const through: Reach = { through: { table: 'booking', column: 'booking_id' } };
  return {
    ...PLATFORM,
    ...inHospital(through),
    community_manager: through,
    resident: through,
  };
}

registerModels(BookingModel, OfferModel, BookingEventModel, BookingPositionModel, BookingCandidateModel);
