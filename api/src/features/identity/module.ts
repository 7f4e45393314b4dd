import type { Authenticator } from '../../kernel/auth/authenticator.ts';
import type { Database } from '../../kernel/db/unit/database.ts';
import type { Clock } from '../../kernel/ground/clock.ts';
import { defineModule } from '../../kernel/module.ts';
import type { Signals } from '../../kernel/work/signals.ts';
import type { EmailPort } from '../../ports/email.ts';
import type { MessagingPort, SandboxOutbox } from '../../ports/messaging.ts';
import type { AccountsFace, OrganisationsFace } from '../organisations/index.ts';
import type { SettingsFace } from '../system/index.ts';
import { AddressApprovals } from './addresses/approvals.ts';
import { AddressMessenger } from './addresses/messenger.ts';
import { addressOperations } from './addresses/operations.ts';
import { AddressProofs } from './addresses/proofs.ts';
import { addressChanges } from './addresses/record.ts';
import { OTP_LIMITS, type OtpLimits, SANDBOX_OTP_LIMITS } from './codes/limits.ts';
import { DatabaseSandboxOutbox } from './codes/sandbox-messages.ts';
import { OtpSignIn } from './codes/service.ts';
import { tidy } from './housekeeping.ts';
import type { IdentityFace } from './index.ts';
import { ApiKeys } from './keys/service.ts';
import { KeyVerification } from './keys/verification.ts';
import { type AccountMailSettings, createAccounts } from './links/assembly.ts';
import { staffInvitations } from './links/invitations.ts';
import { SANDBOX_RESET_LIMITS } from './links/password-resets.ts';
import { SignInGuard } from './lockout/guard.ts';
import { identityOperations } from './operations.ts';
import { staffPasswords } from './passwords/credentials.ts';
import { credentialOperations } from './passwords/operations.ts';
import { OwnCredentials } from './passwords/service.ts';
import { PasswordSignIn } from './passwords/sign-in.ts';
import { signInRecords } from './personal-data.ts';
import { retiredSubscribers } from './retired-subscribers.ts';
import { EnrolmentDuty } from './second-factor/enrolment.ts';
import { SecondFactor } from './second-factor/second-factor.ts';
import { AccessTokens } from './sessions/access-tokens.ts';
import { signInStrategies, VerifiedPath } from './sessions/authenticator.ts';
import { Keyring } from './sessions/keyring.ts';
import { Revocations } from './sessions/revocations.ts';
import { Sessions } from './sessions/service.ts';
import { SessionUse } from './sessions/use.ts';
import { identitySettings } from './settings.ts';
import { identityAtCommit } from './subscribers.ts';

export interface IdentityNeeds {
  readonly database: Database;
  readonly organisations: OrganisationsFace & AccountsFace;
  readonly system: { readonly settings: SettingsFace };
  /** Hears of ended sessions and changed keys; opened and closed by the platform. */
  readonly signals: Signals;
  /** At least 32 characters each. The first signs; the others still verify what they signed. Alike in all processes. */
  readonly secrets: readonly string[];
  readonly messaging: MessagingPort;
  readonly email: EmailPort;
  /** Which ports keep messages and send none: development and test only. */
  readonly sandboxes: {
    readonly messaging: boolean;
    readonly email: boolean;
    /** Waits (briefly) until what was asked for before has been sent. */
    settled(): Promise<void>;
  };
  /** Where people reach this installation, without a slash at the end; asked when a mail is made. */
  readonly publicUrl: () => string;
  readonly region: { readonly languages: readonly [string, ...string[]]; readonly timezone: string };
  readonly clock: Clock;
  readonly log: { info(message: string): void };
  /** Other limits, for tests. */
  readonly otpLimits?: Partial<OtpLimits>;
}

const TIDY_EVERY = 10 * 60 * 1000;

/** Who is calling, and everything about signing in. Until the signals are open every check asks the database. */
export const identity = defineModule({
  name: 'identity',
  settings: identitySettings,
  create(needs: IdentityNeeds, { firstAdmin }) {
    const { database, organisations, signals, messaging, email, sandboxes, region, clock, log } = needs;
    const { settings } = needs.system;
    const language = region.languages[0];
    const { timezone } = region;
    const mail: AccountMailSettings = {
      port: email,
      publicUrl: needs.publicUrl,
      language,
      timezone,
      invitationHours: async () => (await settings.current()).invitations.validHours,
      ...(sandboxes.email ? { resetLimits: SANDBOX_RESET_LIMITS } : {}),
    };
    const limits = { ...(sandboxes.messaging ? SANDBOX_OTP_LIMITS : OTP_LIMITS), ...needs.otpLimits };

    const keyring = new Keyring(needs.secrets);
    const secondFactor = new SecondFactor(keyring);
    const duty = new EnrolmentDuty(database, settings, secondFactor);
    const guard = new SignInGuard(keyring, settings);
    const tokens = new AccessTokens(keyring, clock, (staff) => duty.owes(staff));
    const revocations = new Revocations(database, signals, clock);
    const use = new SessionUse(database, clock);
    const keys = new KeyVerification(database, organisations, signals, clock);
    const persons = { database, accounts: organisations };
    const sessions = new Sessions({ ...persons, keyring, tokens, revocations });
    const credentials = { ...persons, sessions, guard, secondFactor };
    const passwords = new PasswordSignIn(credentials);
    const otp = new OtpSignIn({ ...persons, keyring, sessions, messaging, email, limits });
    const proofs = new AddressProofs({ ...persons, keyring, sessions });
    const messenger = new AddressMessenger({ ...persons, keyring, messaging, email, language, timezone });
    const accounts = createAccounts({ database, organisations, keyring, mail });

    const outbox: SandboxOutbox = new DatabaseSandboxOutbox(database);
    const sandbox = { outbox, settled: () => sandboxes.settled() };
    const strategies = signInStrategies({ tokens, revocations, keys, use, duty, passwords, otp });
    const authenticator: Authenticator = new VerifiedPath(strategies, revocations, keys, sessions);
    const face: IdentityFace = {
      inviteFirstAdmin: (address) => accounts.invitations.inviteFirst(address),
      ensureSuperAdmin: (input) => passwords.ensureSuperAdmin(input),
    };
    return {
      face,
      fills: { staffPasswords, staffInvitations, addressChanges, authenticator, sandboxOutbox: outbox },
      operations: {
        ...accounts.operations,
        ...addressOperations(proofs, new AddressApprovals(persons)),
        ...credentialOperations(new OwnCredentials(credentials)),
        ...identityOperations({
          database,
          strategies,
          otp,
          sessions,
          apiKeys: new ApiKeys(organisations, keys),
          keyring,
          ...(sandboxes.messaging || sandboxes.email ? { sandbox } : {}),
        }),
      },
      subscribers: [...(accounts.subscribers ?? []), ...retiredSubscribers],
      atCommit: identityAtCommit({ sessions, keys }),
      jobs: [otp.job(), ...messenger.jobs(), ...(accounts.jobs ?? [])],
      personalData: signInRecords,
      periodic: [{ name: 'identity.tidy', every: TIDY_EVERY, run: () => tidy(database) }],
      /** Waits until earlier ended sessions are known. */
      start: () => revocations.ready(),
      async work() {
        if (firstAdmin !== null && (await face.inviteFirstAdmin(firstAdmin))) {
          log.info('the first super admin is invited');
        }
      },
      /** Writes down what is still remembered. */
      stop: () => use.flush(),
    };
  },
});
