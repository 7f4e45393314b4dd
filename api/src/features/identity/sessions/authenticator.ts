import type { Authenticator, Credential, Ended, Purpose } from '../../../kernel/auth/authenticator.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import { StrategyRegistry } from '../../../kernel/auth/strategies.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import type { CodeSignIn, OneTimeCodes } from '../codes/service.ts';
import type { KeyVerifier } from '../keys/verification.ts';
import type { PasswordSignIn, SignIn } from '../passwords/sign-in.ts';
import type { EnrolmentCheck } from '../second-factor/enrolment.ts';
import type { AccessTokens } from './access-tokens.ts';
import type { Revocations } from './revocations.ts';
import type { Sessions, Tokens } from './service.ts';
import type { SessionUse } from './use.ts';

type Presented<Kind extends Credential['kind']> = Extract<Credential, { readonly kind: Kind }>;

/** What each strategy takes and returns: the principal of a request, or the tokens of a new session. */
interface Strategies {
  readonly bearer: {
    readonly presented: Presented<'bearer'> & { readonly purpose: Purpose | undefined };
    readonly proven: Principal;
  };
  readonly api_key: { readonly presented: Presented<'api_key'>; readonly proven: Principal };
  readonly publishable_key: { readonly presented: Presented<'publishable_key'>; readonly proven: Principal };
  readonly password: { readonly presented: SignIn; readonly proven: Tokens };
  readonly one_time_code: { readonly presented: CodeSignIn; readonly proven: Tokens };
}

export type SignInStrategies = StrategyRegistry<Strategies>;

export interface StrategyParts {
  readonly tokens: AccessTokens;
  readonly revocations: Revocations;
  readonly keyVerifier: KeyVerifier;
  readonly use: SessionUse;
  readonly enrolment: EnrolmentCheck;
  readonly passwordSignIn: PasswordSignIn;
  readonly codes: OneTimeCodes;
}

/** The ways to sign in and to authenticate a request. */
export function signInStrategies(parts: StrategyParts): SignInStrategies {
  const { tokens, revocations, keyVerifier, use, enrolment, passwordSignIn, codes } = parts;
  return new StrategyRegistry<Strategies>()
    .use('bearer', async ({ token, purpose }) => {
      if (token.startsWith('sk_')) return keyVerifier.verifySecret(token);
      const principal = await tokens.verify(token);
      if (principal.kind === 'visitor') return principal;
      const ended = revocations.isEnded(principal.sessionId);
      if (ended === true || (ended !== false && (await ended))) throw new Problem('unauthenticated');
      if (principal.kind === 'staff' && principal.enrolling && purpose !== 'enrolment') {
        await enrolment.assertEnrolled(principal);
      }
      use.note(principal.sessionId);
      return principal;
    })
    .use('api_key', ({ key }) => keyVerifier.verifySecret(key))
    .use('publishable_key', ({ key, origin }) => keyVerifier.verifyPublishable(key, origin))
    .use('password', (presented) => passwordSignIn.signIn(presented))
    .use('one_time_code', (presented) => codes.verify(presented));
}

interface Deps {
  readonly strategies: SignInStrategies;
  readonly revocations: Revocations;
  readonly keyVerifier: KeyVerifier;
  readonly sessions: Sessions;
}

/** The only place where a credential, from HTTP or a socket, becomes a principal. */
export class IdentityAuthenticator implements Authenticator {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  verify(credential: Credential, purpose?: Purpose): Promise<Principal> {
    const { strategies } = this.#deps;
    switch (credential.kind) {
      case 'bearer':
        return strategies.authenticate('bearer', { ...credential, purpose });
      case 'api_key':
        return strategies.authenticate('api_key', credential);
      case 'publishable_key':
        return strategies.authenticate('publishable_key', credential);
    }
  }

  async signedInRecently(principal: Principal): Promise<boolean> {
    if (principal.kind !== 'staff' && principal.kind !== 'resident') return false;
    return this.#deps.sessions.signedInRecently(principal.sessionId);
  }

  isAllowedOrigin(origin: string): Promise<boolean> {
    return this.#deps.keyVerifier.isAllowedOrigin(origin);
  }

  onEnded(listener: (ended: Ended) => void): void {
    this.#deps.revocations.onEnded((sessionId) => listener({ kind: 'session', sessionId }));
    this.#deps.keyVerifier.onChanged(() => listener({ kind: 'keys' }));
  }
}
