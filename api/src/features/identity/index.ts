/** The face of identity: who is calling, and everything about signing in. */

export { type OtpLimits, SANDBOX_OTP_LIMITS } from './codes/limits.ts';
export { DatabaseSandboxOutbox, type Sandbox } from './codes/sandbox-messages.ts';
export type { AccountMailSettings } from './links/assembly.ts';
export { staffPasswords } from './passwords/credentials.ts';
export { assertAcceptablePassword } from './passwords/policy/policy.ts';

export interface IdentityFace {
  /** Invites the first super admin by mail, when the installation has none. @returns whether somebody is invited. */
  inviteFirstAdmin(email: string): Promise<boolean>;
  /** Makes the first super admin; one that is there is left as it is. */
  ensureSuperAdmin(input: {
    readonly email: string;
    readonly password: string;
    readonly name?: string;
  }): Promise<{ readonly id: string; readonly created: boolean }>;
}
