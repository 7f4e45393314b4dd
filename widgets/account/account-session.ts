import { Kiwimesh, ProblemError, type Schema, secondFactorProof } from '@kiwimesh/sdk';
import { ServiceClock } from '../src/sources/state/clock.ts';

/** Milliseconds. Longer than the SDK's own limit: hashing a password takes a while on a busy service. */
const TIMEOUT_MS = 20_000;

/** `required`: the role needs a second factor, and until one is added the session can do nothing else. */
export type SecondFactorState = 'on' | 'off' | 'required';

/** A client of the service that this page comes from. Its session is kept in memory and ends with the page. */
export function accountClient(onReply?: (headers: Headers) => void): Kiwimesh {
  return new Kiwimesh({ baseUrl: location.origin, timeoutMs: TIMEOUT_MS, onReply });
}

/** A member of staff who is signed in on this page. */
export class AccountSession {
  readonly clock = new ServiceClock();
  readonly kiwi = accountClient((headers) => this.clock.learn(headers));
  name = '';
  email = '';
  secondFactor: SecondFactorState = 'off';

  private constructor() {}

  /**
   * @param code what the person entered after `second_factor_required`; empty before that.
   * @throws ProblemError, NetworkError
   */
  static async signIn(email: string, password: string, code: string): Promise<AccountSession> {
    const session = new AccountSession();
    await session.kiwi.login({ email, password, ...secondFactorProof(code) });
    const me = await session.kiwi.get('/v1/me');
    session.name = me.name;
    session.email = me.email ?? email;
    // Where a second factor is on, a password alone does not sign in.
    session.secondFactor = code === '' ? 'off' : 'on';
    return session;
  }

  /** Where the person is signed in, newest first. Also finds out whether the role requires a second factor. */
  async places(): Promise<readonly Schema<'Session'>[]> {
    const places: Schema<'Session'>[] = [];
    try {
      for await (const place of this.kiwi.pages('/v1/auth/sessions', { query: { limit: 200 } })) {
        places.push(place);
      }
    } catch (error) {
      if (!hasCode(error, 'second_factor_enrolment_required')) throw error;
      this.secondFactor = 'required';
    }
    return places;
  }

  /** @returns the recovery codes; the service shows them this once. */
  async confirmTotp(code: string): Promise<readonly string[]> {
    const { recoveryCodes } = await this.kiwi.post('/v1/me/totp/confirmation', { body: { code } });
    this.secondFactor = 'on';
    return recoveryCodes;
  }

  async removeTotp(typed: string): Promise<void> {
    await this.kiwi.post('/v1/me/totp/removal', { body: secondFactorProof(typed) });
    this.secondFactor = 'off';
  }

  /** @returns the new recovery codes; the service shows them this once. */
  async renewRecoveryCodes(typed: string): Promise<readonly string[]> {
    const { recoveryCodes } = await this.kiwi.post('/v1/me/recovery-codes', {
      body: secondFactorProof(typed),
    });
    return recoveryCodes;
  }
}

/** Whether the service rejected a request with this code. */
export function hasCode(error: unknown, code: string): error is ProblemError {
  return error instanceof ProblemError && error.code === code;
}
