import type { Authenticator, Credential, Ended, Purpose } from '../../../kernel/auth/authenticator.ts';
import type { Principal } from '../../../kernel/auth/principal.ts';
import { StrategyRegistry } from '../../../kernel/auth/strategies.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import type { CodeSignIn, OtpSignIn } from '../codes/service.ts';
import type { KeyVerification } from '../keys/verification.ts';
import type { PasswordSignIn, SignIn } from '../passwords/sign-in.ts';
import type { EnrolmentDuty } from '../second-factor/enrolment.ts';
import type { AccessTokens } from './access-tokens.ts';
import type { Revocations } from './revocations.ts';
import type { Sessions, Tokens } from './service.ts';
import type { SessionUse } from './use.ts';

type Presented<Kind extends Credential['kind']> = Extract<Credential, { readonly kind: Kind }>;

/** What each strategy is shown and what it proves: a request's caller, or the right to a new session. */
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
  readonly keys: KeyVerification;
  readonly use: SessionUse;
  readonly duty: EnrolmentDuty;
  readonly passwords: PasswordSignIn;
  readonly otp: OtpSignIn;
}

/** Every way to sign in and to be recognised afterwards. */
export function signInStrategies(parts: StrategyParts): SignInStrategies {
  const { tokens, revocations, keys, use, duty, passwords, otp } = parts;
  return new StrategyRegistry<Strategies>()
    .use('bearer', async ({ token, purpose }) => {
      if (token.startsWith('sk_')) return keys.secret(token);
      const principal = await tokens.verify(token);
      const ended = revocations.isEnded(principal.sessionId);
      if (ended === true || (ended !== false && (await ended))) throw new Problem('unauthenticated');
      if (principal.kind === 'staff' && principal.enrolling && purpose !== 'enrolment') {
        await duty.check(principal);
      }
      use.note(principal.sessionId);
      return principal;
    })
    .use('api_key', ({ key }) => keys.secret(key))
    .use('publishable_key', ({ key, origin }) => keys.publishable(key, origin))
    .use('password', (presented) => passwords.signIn(presented))
    .use('one_time_code', (presented) => otp.verify(presented));
}

/** The single verified path: every credential, from HTTP or a socket, becomes a principal here or nowhere. */
export class VerifiedPath implements Authenticator {
  readonly #strategies: SignInStrategies;
  readonly #revocations: Revocations;
  readonly #keys: KeyVerification;
  readonly #sessions: Sessions;

  constructor(
    strategies: SignInStrategies,
    revocations: Revocations,
    keys: KeyVerification,
    sessions: Sessions,
  ) {
    this.#strategies = strategies;
    this.#revocations = revocations;
    this.#keys = keys;
    this.#sessions = sessions;
  }

  verify(credential: Credential, purpose?: Purpose): Promise<Principal> {
    switch (credential.kind) {
      case 'bearer':
        return this.#strategies.authenticate('bearer', { ...credential, purpose });
      case 'api_key':
        return this.#strategies.authenticate('api_key', credential);
      case 'publishable_key':
        return this.#strategies.authenticate('publishable_key', credential);
    }
  }

  async signedInRecently(principal: Principal): Promise<boolean> {
    if (principal.kind !== 'staff' && principal.kind !== 'resident') return false;
    return this.#sessions.signedInRecently(principal.sessionId);
  }

  isAllowedOrigin(origin: string): Promise<boolean> {
    return this.#keys.isAllowedOrigin(origin);
  }

  onEnded(listener: (ended: Ended) => void): void {
    this.#revocations.onEnded((sessionId) => listener({ kind: 'session', sessionId }));
    this.#keys.onChanged(() => listener({ kind: 'keys' }));
  }
}
