/** The face of identity: authentication and sign-in. */

import type { UnitOfWork } from '../../kernel/db/unit/unit-of-work.ts';

export {
  ownedBy,
  type Person,
  type PersonPrincipal,
  personColumns,
  personIn,
  personOf,
} from './accounts/person.ts';
export type { OtpLimits } from './codes/limits.ts';
export { SessionEnded, StaffSignedOut } from './events.ts';
export { staffPasswords } from './passwords/staff-passwords.ts';

/** What a visitor signs their requests with. */
export interface VisitorToken {
  readonly accessToken: string;
  /** Seconds. */
  readonly expiresIn: number;
}

export interface IdentityFace {
  /** A token for somebody without an account. What it opens is up to those who know the id. */
  visitorToken(visitorId: string): Promise<VisitorToken>;
  /** Whether a member of staff has a session that goes on. System scope. */
  isSignedIn(uow: UnitOfWork, staffId: string): Promise<boolean>;
  /**
   * Keeps a session from ending until the unit of work does. System scope.
   * @returns when it ends at the latest; null if it has ended.
   */
  holdSession(uow: UnitOfWork, sessionId: string): Promise<Date | null>;
  /** Invites the first super admin by email if the installation has none. @returns whether it invited someone. */
  inviteFirstAdmin(email: string): Promise<boolean>;
  /** Creates the first super admin; an existing one is not changed. */
  ensureSuperAdmin(input: {
    readonly email: string;
    readonly password: string;
    readonly name?: string;
  }): Promise<{ readonly id: string; readonly created: boolean }>;
}
