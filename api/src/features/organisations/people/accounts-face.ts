import type { StaffRole } from '../../../kernel/auth/principal.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { AccountOwner, AddressChannel, PresentAddress } from './identity-services.ts';

/** Whether the person must stay as they are until the unit ends: a change under way is waited for, a later one waits. */
export interface Hold {
  readonly hold: boolean;
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

/** Whom a mail about an account goes to. */
export interface StaffContact {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** BCP 47; null where none was chosen. */
  readonly language: string | null;
  readonly active: boolean;
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
