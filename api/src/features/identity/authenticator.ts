import type { Authenticator, Credential, Ended, Purpose } from '../../kernel/auth/authenticator.ts';
import type { Principal } from '../../kernel/auth/principal.ts';
import { Problem } from '../../kernel/problem.ts';
import type { AccessTokens } from './access-tokens.ts';
import type { EnrolmentDuty } from './enrolment.ts';
import type { KeyVerification } from './key-verification.ts';
import type { Revocations } from './revocations.ts';
import type { SessionUse } from './session-use.ts';

/** The single verified path: every credential, from HTTP or a socket, becomes a principal here or nowhere. */
export class VerifiedPath implements Authenticator {
  readonly #tokens: AccessTokens;
  readonly #revocations: Revocations;
  readonly #keys: KeyVerification;
  readonly #use: SessionUse;
  readonly #duty: EnrolmentDuty;

  constructor(
    tokens: AccessTokens,
    revocations: Revocations,
    keys: KeyVerification,
    use: SessionUse,
    duty: EnrolmentDuty,
  ) {
    this.#tokens = tokens;
    this.#revocations = revocations;
    this.#keys = keys;
    this.#use = use;
    this.#duty = duty;
  }

  async verify(credential: Credential, purpose?: Purpose): Promise<Principal> {
    switch (credential.kind) {
      case 'bearer': {
        if (credential.token.startsWith('sk_')) return this.#keys.secret(credential.token);
        const principal = await this.#tokens.verify(credential.token);
        const ended = this.#revocations.isEnded(principal.sessionId);
        if (ended === true || (ended !== false && (await ended))) throw new Problem('unauthenticated');
        if (principal.kind === 'staff' && principal.enrolling && purpose !== 'enrolment') {
          await this.#duty.check(principal);
        }
        this.#use.note(principal.sessionId);
        return principal;
      }
      case 'api_key':
        return this.#keys.secret(credential.key);
      case 'publishable_key':
        return this.#keys.publishable(credential.key, credential.origin);
    }
  }

  isAllowedOrigin(origin: string): Promise<boolean> {
    return this.#keys.isAllowedOrigin(origin);
  }

  onEnded(listener: (ended: Ended) => void): void {
    this.#revocations.onEnded((sessionId) => listener({ kind: 'session', sessionId }));
    this.#keys.onChanged(() => listener({ kind: 'keys' }));
  }
}
