import type { Lane } from '../../../kernel/coordination/bulkhead.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';

/** What a person signs in with: a resident by phone or email, a member of staff by email. */
export type AddressChannel = 'phone' | 'email';

export interface PresentAddress {
  readonly address: string | null;
  /**
   * Whether the person signs in with it: an address of a resident that they confirmed with a code, the email of staff with
   * a password. Until then it is a contact detail that others entered.
   */
  readonly inUse: boolean;
}

/**
 * Sets the passwords of staff. Provided by identity, which organisations does not depend on. Hashing is slow on purpose
 * and done before the transaction.
 */
export interface StaffPasswords {
  /** @throws Problem `password_unacceptable`, about `/password`. `about`: their names and email. */
  check(password: string, about: readonly string[]): void;
  /** What is wrong with a new password, for the person to read, or null. `about`: their names and email. */
  faultIn(password: string, about: readonly string[]): string | null;
  hash(password: string, lane?: Lane): Promise<string>;
  /** Whether the person has a password. */
  isSet(staffId: string): Promise<boolean>;
  /** Ends the person's sessions, too. */
  set(uow: UnitOfWork, staffId: string, hash: string): Promise<void>;
}

/** The state of an invitation. `sentAt` is null until a mail server has accepted it. */
export interface StaffInvitation {
  readonly sentAt: Date | null;
  readonly expiresAt: Date;
  readonly acceptedAt: Date | null;
}

/** Reads invitations. Provided by identity, which organisations does not depend on. Call it inside a unit of work. */
export interface StaffInvitations {
  /** By person; without those who were never invited. */
  of(staffIds: readonly string[]): Promise<ReadonlyMap<string, StaffInvitation>>;
}

/** The person an account belongs to. */
export interface AccountOwner {
  readonly kind: 'staff' | 'resident';
  readonly id: string;
}

/** A new sign-in address that the person has not confirmed and no one has approved yet. */
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
  /** The address it replaces. */
  readonly previous: string | null;
  /** Whether it was written at once: then it is recorded in order to notify the previous address. */
  readonly direct: boolean;
}

/** Stores changes of sign-in addresses. Provided by identity, which organisations does not depend on. Call it inside a unit of work. */
export interface AddressChanges {
  /** Replaces a pending change. The person is notified at their current addresses. */
  record(uow: UnitOfWork, change: NewAddressChange): Promise<void>;
  /** Withdraws a pending change that an administrator requested; does nothing when there is none. */
  withdraw(uow: UnitOfWork, person: AccountOwner, channel: AddressChannel): Promise<void>;
  /** By person; without those who have no pending change. */
  pendingOf(personIds: readonly string[]): Promise<ReadonlyMap<string, readonly PendingAddress[]>>;
}
