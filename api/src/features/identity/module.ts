import { defineModule } from '../../kernel/module.ts';
import { createAddresses } from './addresses/assembly.ts';
import { addressWordings } from './addresses/messages.ts';
import { addressChanges } from './addresses/record.ts';
import { OTP_LIMITS, SANDBOX_OTP_LIMITS } from './codes/limits.ts';
import { codeWordings } from './codes/message.ts';
import { DatabaseSandboxOutbox } from './codes/sandbox-messages.ts';
import { OneTimeCodes } from './codes/service.ts';
import type { IdentityFace } from './index.ts';
import { ApiKeys } from './keys/service.ts';
import { KeyVerifier } from './keys/verification.ts';
import { createLinks } from './links/assembly.ts';
import { staffInvitations } from './links/invitations.ts';
import { RESET_LIMITS, SANDBOX_RESET_LIMITS } from './links/password-resets.ts';
import { SignInGuard } from './lockout/guard.ts';
import type { IdentityNeeds } from './needs.ts';
import { identityOperations } from './operations.ts';
import { CredentialService } from './passwords/service.ts';
import { PasswordSignIn } from './passwords/sign-in.ts';
import { staffPasswords } from './passwords/staff-passwords.ts';
import { identityProblems } from './problems.ts';
import { housekeeping } from './retention/housekeeping.ts';
import { signInRecords } from './retention/personal-data.ts';
import { VISITOR_TOKEN_SECONDS } from './sessions/access-tokens.ts';
import { createSessions } from './sessions/assembly.ts';
import { IdentityAuthenticator, signInStrategies } from './sessions/authenticator.ts';
import { identitySettings } from './settings.ts';
import { identityAtCommit, retiredSubscribers } from './subscribers.ts';

/** Authentication and everything about signing in. */
export const identity = defineModule({
  name: 'identity',
  settings: identitySettings,
  problems: identityProblems,
  create(needs: IdentityNeeds, { firstAdmin }) {
    const { database, organisations, sandboxes, region } = needs;
    const { settings } = needs.system;
    const sessionParts = createSessions({ ...needs, settings });
    const { keyring, sessions, secondFactor } = sessionParts;
    const base = {
      ...needs,
      settings,
      accounts: organisations,
      keyring,
      sessions,
      language: region.languages[0],
      timezone: region.timezone,
      country: region.country,
      phoneChannels: region.phoneChannels,
      otpLimits: { ...(sandboxes.messaging ? SANDBOX_OTP_LIMITS : OTP_LIMITS), ...needs.otpLimits },
      resetLimits: sandboxes.email ? SANDBOX_RESET_LIMITS : RESET_LIMITS,
    };
    const credentialDeps = { ...base, secondFactor, guard: new SignInGuard(keyring, settings) };
    const passwordSignIn = new PasswordSignIn(credentialDeps);
    const codes = new OneTimeCodes({ ...base, messages: region.messages });
    const keyVerifier = new KeyVerifier(needs);
    const addresses = createAddresses(base);
    const links = createLinks(base);
    const strategies = signInStrategies({ ...sessionParts, keyVerifier, passwordSignIn, codes });
    const outbox = new DatabaseSandboxOutbox(database);
    const face: IdentityFace = {
      visitorToken: async (id) => ({
        accessToken: await sessionParts.tokens.signVisitor({ kind: 'visitor', id }),
        expiresIn: VISITOR_TOKEN_SECONDS,
      }),
      isSignedIn: (uow, staffId) => sessions.isSignedIn(uow, staffId),
      holdSession: (uow, sessionId) => sessions.hold(uow, sessionId),
      inviteFirstAdmin: (address) => links.invitations.inviteFirstAdmin(address),
      ensureSuperAdmin: (input) => passwordSignIn.ensureSuperAdmin(input),
    };
    return {
      face,
      fills: {
        staffPasswords,
        staffInvitations,
        addressChanges,
        authenticator: new IdentityAuthenticator({ ...sessionParts, strategies, keyVerifier }),
        sandboxOutbox: outbox,
      },
      operations: identityOperations({
        ...{ ...addresses, ...links, strategies, codes, sessions, keyring },
        credentials: new CredentialService(credentialDeps),
        apiKeys: new ApiKeys({ database, organisations, keyVerifier }),
        sandbox:
          sandboxes.messaging || sandboxes.email ? { outbox, settled: () => sandboxes.settled() } : undefined,
      }),
      subscribers: [...links.subscribers, ...retiredSubscribers],
      atCommit: identityAtCommit({ sessions, keyVerifier }),
      jobs: [codes.job(), ...addresses.jobs, ...links.jobs],
      personalData: signInRecords,
      periodic: [housekeeping(database)],
      start() {
        const { languages, messages } = region;
        needs.messageTexts.expect([...codeWordings(languages, messages), ...addressWordings(languages)]);
        return sessionParts.revocations.ready();
      },
      async work() {
        if (firstAdmin !== null && (await face.inviteFirstAdmin(firstAdmin))) {
          needs.log.info('the first super admin is invited');
        }
      },
      stop: () => sessionParts.use.flush(),
    };
  },
});
