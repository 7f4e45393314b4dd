import type { StaffRole } from '../../../kernel/auth/principal.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { AccountOwner, AddressChannel, PresentAddress } from './identity-services.ts';

/** Whether to lock the person until the unit of work ends: it waits for changes in progress, and later ones wait for it. */
export interface Hold {
  readonly hold: boolean;
}

/** A member of staff, as far as sign-in needs to know them. */
export interface StaffAccount {
  readonly id: string;
  readonly role: StaffRole;
  readonly hospitalId: string | null;
  readonly communityId: string | null;
  readonly name: string;
  readonly email: string;
  /** BCP 47; null where none was chosen. */
  readonly language: string | null;
  /** Also false while their hospital is deactivated. */
  readonly active: boolean;
}

export interface ResidentAccount {
  readonly id: string;
  readonly communityId: string;
  readonly phone: string;
  /** Where codes may be sent; null unless the resident has confirmed it. */
  readonly email: string | null;
  readonly language: string;
  readonly active: boolean;
}

/** The recipient of email about an account. */
export interface StaffContact {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** BCP 47; null where none was chosen. */
  readonly language: string | null;
  readonly active: boolean;
}

/** The addresses a person signs in with. */
export interface SignInAddresses {
  readonly active: boolean;
  /** BCP 47; null where none was chosen. */
  readonly language: string | null;
  /** Null for staff, who cannot sign in with a phone. */
  readonly phone: PresentAddress | null;
  readonly email: PresentAddress;
}

/** For identity only; used in a system scope, before anyone is signed in. Missing people are null, not an error. */
export interface AccountsFace {
  staffByEmail(uow: UnitOfWork, email: string): Promise<StaffAccount | null>;
  staffAccount(uow: UnitOfWork, staffId: string, hold?: Hold): Promise<StaffAccount | null>;
  staffContact(uow: UnitOfWork, staffId: string): Promise<StaffContact | null>;
  /**
   * In the caller's own scope, for administrators who manage the sign-in of others.
   * @throws Problem `not_found` out of reach, `role_not_allowed` for a role the caller does not manage.
   */
  managedStaff(uow: UnitOfWork, staffId: string): Promise<StaffAccount>;
  /** The active resident with this phone, E.164. */
  residentByPhone(uow: UnitOfWork, phone: string): Promise<ResidentAccount | null>;
  residentAccount(uow: UnitOfWork, residentId: string, hold?: Hold): Promise<ResidentAccount | null>;
  /**
   * A resident's contact details; null for an erased or unknown one. Locks their record until the unit of work ends:
   * it waits for work in progress, such as a booking, and later work sees its result.
   */
  residentContact(
    uow: UnitOfWork,
    residentId: string,
  ): Promise<{ readonly phone: string; readonly email: string | null } | null>;
  /** The sign-in addresses of a person; null for an erased or unknown one. */
  signInAddresses(uow: UnitOfWork, person: AccountOwner): Promise<SignInAddresses | null>;
  /** Records that the resident entered a code sent to their phone. */
  provePhone(uow: UnitOfWork, residentId: string): Promise<void>;
  /**
   * Writes a sign-in address that was confirmed or approved. @returns the previous one.
   * @throws Problem `not_found`, `already_exists` when another active person has it.
   */
  setSignInAddress(
    uow: UnitOfWork,
    person: AccountOwner,
    next: { readonly channel: AddressChannel; readonly address: string; readonly proven: boolean },
  ): Promise<string | null>;
  /** Removes the resident's email. @returns the removed one, or null. @throws Problem `not_found`. */
  removeEmail(uow: UnitOfWork, residentId: string): Promise<string | null>;
  /** Locks all staff of the hospital until the unit of work ends. @returns their ids. */
  heldStaffOf(uow: UnitOfWork, hospitalId: string): Promise<readonly string[]>;
  /** Adds the first super admin, who is then invited, unless there is or was one. @returns whether one was added. */
  addFirstSuperAdmin(uow: UnitOfWork, email: string): Promise<boolean>;
  /**
   * Adds a super admin with this email, or reactivates the one who has it.
   * @throws Problem `already_exists` when the email belongs to staff in another role.
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
  /** Adds the super admin unless they exist. @throws Problem `already_exists` when the email belongs to other staff. */
  ensureSuperAdmin(
    uow: UnitOfWork,
    person: { readonly email: string; readonly name: string },
  ): Promise<{ readonly id: string; readonly created: boolean }>;
}
