/** The face of identity: authentication and sign-in. */

export type { OtpLimits } from './codes/limits.ts';
export { staffPasswords } from './passwords/staff-passwords.ts';

export interface IdentityFace {
  /** Invites the first super admin by email if the installation has none. @returns whether it invited someone. */
  inviteFirstAdmin(email: string): Promise<boolean>;
  /** Creates the first super admin; an existing one is not changed. */
  ensureSuperAdmin(input: {
    readonly email: string;
    readonly password: string;
    readonly name?: string;
  }): Promise<{ readonly id: string; readonly created: boolean }>;
}
