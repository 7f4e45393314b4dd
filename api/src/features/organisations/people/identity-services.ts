import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { Lane } from '../../../kernel/work/bulkhead.ts';

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
