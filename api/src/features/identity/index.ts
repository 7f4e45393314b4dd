/** The face of identity: who is calling, and everything about signing in. */

export type { AccountMailSettings } from './accounts.ts';
export { staffPasswords } from './credentials.ts';
export type { Sandbox } from './operations.ts';
export { type OtpLimits, SANDBOX_OTP_LIMITS } from './otp-budget.ts';
export { assertAcceptablePassword } from './password-policy.ts';
export { DatabaseSandboxOutbox } from './sandbox-messages.ts';

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
