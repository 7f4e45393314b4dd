import type { StaffRole } from '../../kernel/auth/principal.ts';
import type { UnitOfWork } from '../../kernel/db/unit/unit-of-work.ts';
import type { Lane } from '../../kernel/work/bulkhead.ts';

/** What a person signs in with: a resident by phone or email, a member of staff by email. */
export type AddressChannel = 'phone' | 'email';

export interface PresentAddress {
  readonly address: string | null;
  /**
   * Whether somebody signs in with it: a resident's address that a code reached, the email of staff with a password.
   * Until then it is a contact detail that others entered.
   */
  readonly inUse: boolean;
}

/** WGS 84 degrees. */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

export interface Place extends Point {
  readonly address?: string;
  readonly accuracyMetres?: number;
}

/** A hospital's opening hours for a service: ISO weekdays (1 Monday … 7 Sunday), local wall-clock times `HH:MM`. */
export interface OpeningHours {
  readonly days: readonly number[];
  readonly from: string;
  readonly to: string;
}

export interface ResidentReference {
  readonly id: string;
  readonly communityId: string;
  readonly name: string;
  readonly location: Place | null;
  /** A BCP 47 tag such as `hi`. */
  readonly language: string;
  /** Opted in to help neighbours. */
  readonly volunteer: boolean;
  readonly active: boolean;
}

export interface CommunityReference {
  readonly id: string;
  readonly location: Place | null;
  /** An IANA zone such as `Asia/Kolkata`. */
  readonly timezone: string;
  readonly active: boolean;
}

export interface HospitalReference {
  readonly id: string;
  readonly timezone: string;
  readonly location: Place | null;
  readonly active: boolean;
}

/** How a hospital offers one service. Null means: as the service type's policy says. */
export interface HospitalServiceReference {
  readonly enabled: boolean;
  /** Bookings at once in one slot. */
  readonly capacity: number | null;
  readonly hours: readonly OpeningHours[] | null;
}

export interface ServingHospital extends HospitalReference {
  readonly capacity: number | null;
  readonly hours: readonly OpeningHours[] | null;
}

export interface StaffReference {
  readonly id: string;
  readonly role: StaffRole;
  /** Null for a super admin and a community manager. */
  readonly hospitalId: string | null;
  readonly name: string;
  readonly active: boolean;
  readonly onDuty: boolean;
}

export interface Candidate {
  readonly id: string;
  readonly name: string;
  /** Null where that is not known. */
  readonly onDutySince: Date | null;
  readonly position: Point | null;
  readonly positionAt: Date | null;
}

export interface Volunteer {
  readonly id: string;
  readonly name: string;
  /** Where they live, as far as it is known. */
  readonly home: Point | null;
}

export interface CandidateFilter {
  readonly hospitalId: string;
  readonly roles: readonly string[];
  /** Positions recorded before this instant are given as null: the person stays a candidate, the place does not count. */
  readonly positionsNotOlderThan?: Date;
}

export interface PositionReport extends Point {
  readonly accuracyMetres?: number;
  /** Defaults to the unit of work's now; one in the future counts as now. */
  readonly recordedAt?: Date;
}

/** What the region pack says where a record does not. */
export interface RegionDefaults {
  /** ISO 3166 country of phone numbers written without a country code, e.g. `IN`. */
  readonly phoneCountry: string;
  readonly timezone: string;
  /** BCP 47; the first is the default. */
  readonly languages: readonly [string, ...string[]];
}

/**
 * Sets the password a member of staff signs in with; given by identity, which organisations does not know. Hashing is
 * slow on purpose and done before the transaction.
 */
export interface StaffPasswords {
  /** @throws Problem `password_unacceptable`, about `/password`. `about`: their names and email. */
  check(password: string, about: readonly string[]): void;
  /** What is wrong with a new password, in words for the person; null when it will do. `about`: their names and email. */
  faultIn(password: string, about: readonly string[]): string | null;
  hash(password: string, lane?: Lane): Promise<string>;
  /** Whether the person has a password. */
  isSet(staffId: string): Promise<boolean>;
  /** Ends the person's sessions, too. */
  set(uow: UnitOfWork, staffId: string, hash: string): Promise<void>;
}

/** Where an invitation stands. `sentAt` is null until a mail server has taken it. */
export interface StaffInvitation {
  readonly sentAt: Date | null;
  readonly expiresAt: Date;
  readonly acceptedAt: Date | null;
}

/** Tells of invitations; given by identity, which organisations does not know. Call it inside a unit of work. */
export interface StaffInvitations {
  /** Those who were never invited are not in it. */
  of(staffIds: readonly string[]): Promise<ReadonlyMap<string, StaffInvitation>>;
}

/** Whom an account belongs to. */
export interface AccountOwner {
  readonly kind: 'staff' | 'resident';
  readonly id: string;
}

/** A sign-in address that somebody is to have and that waits for its proof or an approval. */
export interface PendingAddress {
  readonly id: string;
  readonly person: AccountOwner;
  readonly channel: AddressChannel;
  readonly address: string;
  readonly requestedAt: Date;
  /** From when a super admin may approve it; null where only the person can confirm it. */
  readonly approvableAt: Date | null;
  readonly expiresAt: Date;
}

export interface NewAddressChange {
  readonly person: AccountOwner;
  readonly channel: AddressChannel;
  readonly address: string;
  /** What it takes the place of. */
  readonly previous: string | null;
  /** Whether it was written at once: then it is recorded for the notice to the address before. */
  readonly direct: boolean;
}

/** Keeps changes of sign-in addresses; given by identity, which organisations does not know. Call it inside a unit of work. */
export interface AddressChanges {
  /** In place of one that waits. The person is told at the addresses they have. */
  record(uow: UnitOfWork, change: NewAddressChange): Promise<void>;
  /** Of what an administrator asked for; quiet where nothing waits. */
  withdraw(uow: UnitOfWork, person: AccountOwner, channel: AddressChannel): Promise<void>;
  /** By person; those for whom nothing waits are not in it. */
  pendingOf(personIds: readonly string[]): Promise<ReadonlyMap<string, readonly PendingAddress[]>>;
}

/** What somebody signs in with. */
export interface SignInAddresses {
  readonly active: boolean;
  /** BCP 47; null where none was chosen. */
  readonly language: string | null;
  /** Null for staff, whose phone lets nobody in. */
  readonly phone: PresentAddress | null;
  readonly email: PresentAddress;
}

/**
 * What other features may ask of organisations. Everything is read in the unit of work's own scope: what the caller
 * may not see does not exist. The `…Of` functions throw `not_found`; lists come back empty.
 */
export interface OrganisationsFace {
  /** With `hold` they stay as they are until the unit ends: for what must not be made for somebody who is gone. */
  residentOf(uow: UnitOfWork, residentId: string, hold?: Hold): Promise<ResidentReference>;
  communityOf(uow: UnitOfWork, communityId: string): Promise<CommunityReference>;
  hospitalOf(uow: UnitOfWork, hospitalId: string): Promise<HospitalReference>;
  staffOf(uow: UnitOfWork, staffId: string): Promise<StaffReference>;
  /**
   * Active hospitals linked to the community that offer the service: lowest link priority first, then nearest to the
   * community, then by id.
   */
  hospitalsServing(
    uow: UnitOfWork,
    communityId: string,
    serviceType: string,
  ): Promise<readonly ServingHospital[]>;
  /** Never throws for a hospital without a row of its own: then the service is enabled as its policy says. */
  hospitalService(
    uow: UnitOfWork,
    hospitalId: string,
    serviceType: string,
  ): Promise<HospitalServiceReference>;
  /** Active staff on duty at the hospital in one of the roles, ordered by id. */
  candidates(uow: UnitOfWork, filter: CandidateFilter): Promise<readonly Candidate[]>;
  /** Active residents of the community who opted in to help neighbours, ordered by id. Ask in a system scope: residents do not see each other. */
  volunteers(
    uow: UnitOfWork,
    filter: { readonly communityId: string; readonly excludeResidentId?: string },
  ): Promise<readonly Volunteer[]>;
  /** Keeps the newest report per person; an older one that arrives late is ignored. */
  recordPosition(uow: UnitOfWork, staffId: string, position: PositionReport): Promise<void>;
  /** The last known position, null when none was ever reported. */
  positionOf(uow: UnitOfWork, staffId: string): Promise<(Point & { readonly recordedAt: Date }) | null>;
}

/** A person as sign-in needs to know them. */
export interface StaffAccount {
  readonly id: string;
  readonly role: StaffRole;
  readonly hospitalId: string | null;
  readonly communityId: string | null;
  readonly name: string;
  readonly email: string;
  /** BCP 47; null where none was chosen. */
  readonly language: string | null;
  /** False in a deactivated hospital, too. */
  readonly active: boolean;
}

export interface ResidentAccount {
  readonly id: string;
  readonly communityId: string;
  readonly phone: string;
  /** Where codes may be sent; null unless the resident has proven it. */
  readonly email: string | null;
  readonly language: string;
  readonly active: boolean;
}

/** Whether the person must stay as they are until the unit ends: a change under way is waited for, a later one waits. */
export interface Hold {
  readonly hold: boolean;
}

/** Whom a mail about an account goes to. */
export interface StaffContact {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** BCP 47; null where none was chosen. */
  readonly language: string | null;
  readonly active: boolean;
}

/** For identity alone; read in a system scope, before anybody is signed in. Absent people are null, not an error. */
export interface AccountsFace {
  staffByEmail(uow: UnitOfWork, email: string): Promise<StaffAccount | null>;
  staffAccount(uow: UnitOfWork, staffId: string, hold?: Hold): Promise<StaffAccount | null>;
  staffContact(uow: UnitOfWork, staffId: string): Promise<StaffContact | null>;
  /**
   * In the caller's own scope, for what administrators do about the sign-in of others.
   * @throws Problem `not_found` out of reach, `role_not_allowed` for a role the caller does not manage.
   */
  managedStaff(uow: UnitOfWork, staffId: string): Promise<StaffAccount>;
  /** The active resident with this phone, E.164. */
  residentByPhone(uow: UnitOfWork, phone: string): Promise<ResidentAccount | null>;
  residentAccount(uow: UnitOfWork, residentId: string, hold?: Hold): Promise<ResidentAccount | null>;
  /**
   * How a resident is reached; null for one who is erased or was never there. Their record is locked until the unit
   * ends: what is being made for them (a booking) is waited for, what comes later finds them as the unit leaves them.
   */
  residentContact(
    uow: UnitOfWork,
    residentId: string,
  ): Promise<{ readonly phone: string; readonly email: string | null } | null>;
  /** What a person signs in with; null for one who is erased or was never there. */
  signInAddresses(uow: UnitOfWork, person: AccountOwner): Promise<SignInAddresses | null>;
  /** Notes that a code sent to the resident's phone came back. */
  provePhone(uow: UnitOfWork, residentId: string): Promise<void>;
  /**
   * Writes a sign-in address that was proven or approved. @returns the one before.
   * @throws Problem `not_found`, `already_exists` when another active person has it.
   */
  setSignInAddress(
    uow: UnitOfWork,
    person: AccountOwner,
    next: { readonly channel: AddressChannel; readonly address: string; readonly proven: boolean },
  ): Promise<string | null>;
  /** Takes the resident's email away. @returns the one there was; null where there was none. @throws Problem `not_found`. */
  removeEmail(uow: UnitOfWork, residentId: string): Promise<string | null>;
  /** Ids of everybody who works in the hospital, who stay as they are until the unit ends. */
  heldStaffOf(uow: UnitOfWork, hospitalId: string): Promise<readonly string[]>;
  /** Adds the first super admin, who is then invited; nobody where there is or was one. @returns whether one was added. */
  addFirstSuperAdmin(uow: UnitOfWork, email: string): Promise<boolean>;
  /**
   * Adds a super admin with this email, or reactivates the one who has it.
   * @throws Problem `already_exists` when it is that of staff in another role.
   */
  recoverSuperAdmin(
    uow: UnitOfWork,
    person: { readonly email: string; readonly name: string },
  ): Promise<{
    readonly id: string;
    readonly email: string;
    readonly language: string | null;
    readonly outcome: 'added' | 'reactivated' | 'present';
  }>;
  /** Adds the super admin unless a member of staff with this email is there. @throws Problem `already_exists` when that is somebody else. */
  ensureSuperAdmin(
    uow: UnitOfWork,
    person: { readonly email: string; readonly name: string },
  ): Promise<{ readonly id: string; readonly created: boolean }>;
}
