/** The face of identity: who is calling, and everything about signing in. */
import type { Authenticator } from '../../kernel/auth/authenticator.ts';
import type { Signals } from '../../kernel/auth/signals.ts';
import type { Database } from '../../kernel/db/unit-of-work.ts';
import type { Clock, Feature, Jobs } from '../../kernel/feature.ts';
import type { MessagingPort } from '../../ports/messaging.ts';
import type { AccountsFace, OrganisationsFace } from '../organisations/index.ts';
import type { SettingsFace } from '../system/index.ts';
import { AccessTokens } from './access-tokens.ts';
import type { AccountOperations } from './account-operations.ts';
import { type AccountMailSettings, createAccounts } from './accounts.ts';
import { AddressApprovals } from './addresses/approvals.ts';
import { addressAtCommit, addressSubscribers } from './addresses/events.ts';
import { AddressMessenger } from './addresses/messenger.ts';
import { type AddressOperations, addressOperations } from './addresses/operations.ts';
import { AddressProofs } from './addresses/proofs.ts';
import { ApiKeys } from './api-keys.ts';
import { VerifiedPath } from './authenticator.ts';
import { type CredentialOperations, credentialOperations } from './credential-operations.ts';
import { EnrolmentDuty } from './enrolment.ts';
import { identityAtCommit, identitySubscribers } from './events.ts';
import { tidy } from './housekeeping.ts';
import { KeyVerification } from './key-verification.ts';
import { Keyring } from './keyring.ts';
import { type IdentityOperations, identityOperations, type Sandbox } from './operations.ts';
import { OtpSignIn } from './otp.ts';
import { OTP_LIMITS, type OtpLimits } from './otp-budget.ts';
import { OwnCredentials } from './own-credentials.ts';
import { PasswordSignIn } from './password-sign-in.ts';
import { Revocations } from './revocations.ts';
import { SecondFactor } from './second-factor.ts';
import { SessionUse } from './session-use.ts';
import { Sessions } from './sessions.ts';
import { SignInGuard } from './sign-in-guard.ts';

export type { AccountMailSettings } from './accounts.ts';
export { addressChanges } from './addresses/record.ts';
export { staffPasswords } from './credentials.ts';
export { staffInvitations } from './invitations.ts';
export type { Sandbox } from './operations.ts';
export { type OtpLimits, SANDBOX_OTP_LIMITS } from './otp-budget.ts';
export { assertAcceptablePassword } from './password-policy.ts';
export { SANDBOX_RESET_LIMITS } from './password-resets.ts';
export { signInRecords } from './personal-data.ts';
export { DatabaseSandboxOutbox } from './sandbox-messages.ts';

export interface IdentityDeps {
  readonly database: Database;
  readonly organisations: OrganisationsFace & AccountsFace;
  readonly settings: SettingsFace;
  /** Hears of ended sessions and changed keys; opened and closed by whoever made it. */
  readonly signals: Signals;
  /** At least 32 characters each. The first signs; the others still verify what they signed. Alike in all processes. */
  readonly secrets: readonly string[];
  readonly messaging: MessagingPort;
  readonly mail: AccountMailSettings;
  readonly jobs: Jobs;
  readonly otpLimits?: Partial<OtpLimits>;
  /** Development and test only: where `GET /dev/messages` reads. */
  readonly sandbox?: Sandbox;
  readonly clock?: Clock;
}

export interface IdentityFeature extends Feature {
  readonly operations: IdentityOperations & AccountOperations & CredentialOperations & AddressOperations;
  readonly authenticator: Authenticator;
  /** Before the first request, when the signals are open: waits until earlier ended sessions are known. */
  start(): Promise<void>;
  /** Writes down what is still remembered; the database is still open. */
  stop(): Promise<void>;
  /** Removes what sign-in no longer needs; for the process's housekeeping. */
  tidy(): Promise<void>;
  /** Invites the first super admin by mail, when the installation has none. @returns whether somebody is invited. */
  inviteFirstAdmin(email: string): Promise<boolean>;
  /** Makes the first super admin; one that is there is left as it is. */
  ensureSuperAdmin(input: {
    readonly email: string;
    readonly password: string;
    readonly name?: string;
  }): Promise<{ readonly id: string; readonly created: boolean }>;
}

/** Builds identity. Until the signals are open every check asks the database. */
export function createIdentityFeature(deps: IdentityDeps): IdentityFeature {
  const { database, organisations, signals, messaging, jobs } = deps;
  const clock = deps.clock ?? (() => new Date());
  const keyring = new Keyring(deps.secrets);
  const secondFactor = new SecondFactor(keyring);
  const duty = new EnrolmentDuty(database, deps.settings, secondFactor);
  const guard = new SignInGuard(keyring, deps.settings);
  const tokens = new AccessTokens(keyring, clock, (staff) => duty.owes(staff));
  const revocations = new Revocations(database, signals, clock);
  const use = new SessionUse(database, clock);
  const keys = new KeyVerification(database, organisations, signals, clock);
  const sessions = new Sessions({ database, accounts: organisations, keyring, tokens, revocations });
  const credentials = { database, accounts: organisations, sessions, guard, secondFactor };
  const passwords = new PasswordSignIn(credentials);
  const limits = { ...OTP_LIMITS, ...deps.otpLimits };
  const otp = new OtpSignIn({
    database,
    accounts: organisations,
    keyring,
    sessions,
    messaging,
    email: deps.mail.port,
    limits,
  });
  const persons = { database, accounts: organisations };
  const proofs = new AddressProofs({ ...persons, keyring, sessions });
  const { language, timezone, port: email } = deps.mail;
  const messenger = new AddressMessenger({ ...persons, keyring, messaging, email, language, timezone });
  const accounts = createAccounts({ database, organisations, keyring, jobs, mail: deps.mail });
  return {
    operations: {
      ...accounts.operations,
      ...addressOperations(proofs, new AddressApprovals(persons)),
      ...credentialOperations(new OwnCredentials(credentials)),
      ...identityOperations({
        database,
        passwords,
        otp,
        sessions,
        apiKeys: new ApiKeys(organisations, keys),
        keyring,
        ...(deps.sandbox === undefined ? {} : { sandbox: deps.sandbox }),
      }),
    },
    subscribers: [
      ...identitySubscribers({ jobs }),
      ...addressSubscribers({ jobs }),
      ...(accounts.subscribers ?? []),
    ],
    atCommit: [...identityAtCommit({ sessions, keys }), ...addressAtCommit({ sessions })],
    jobs: [otp.job(), ...messenger.jobs(), ...(accounts.jobs ?? [])],
    authenticator: new VerifiedPath(tokens, revocations, keys, use, duty),
    start: () => revocations.ready(),
    stop: () => use.flush(),
    tidy: () => tidy(database),
    inviteFirstAdmin: (email) => accounts.invitations.inviteFirst(email),
    ensureSuperAdmin: (input) => passwords.ensureSuperAdmin(input),
  };
}
