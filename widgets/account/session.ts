import { secondFactorProof } from '@kiwimesh/sdk';
import { call, Refusal } from './service.ts';

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** `owed`: the role works with a second factor only, and this session can do nothing but add one. */
export type SecondFactorState = 'on' | 'off' | 'owed';

export interface Place {
  readonly id: string;
  readonly device: string;
  /** ISO 8601. */
  readonly lastUsedAt: string;
  readonly current: boolean;
}

export interface TotpSecret {
  /** Base32, without blanks. */
  readonly secret: string;
  /** `otpauth://totp/…`, what the QR code says. */
  readonly uri: string;
}

/** Nothing of the session works any longer: it ran out or was ended from elsewhere. */
export const SIGNED_OUT = 'signed_out';

/**
 * A signed-in session. Its tokens stay in the page's memory and are renewed when they run out, so that whoever first has to
 * find an authenticator app need not sign in again. Every call throws {@link Refusal}, `signed_out` when it is over.
 */
export class Session {
  #tokens: Tokens;
  #renewal: Promise<void> | null = null;
  name = '';
  email = '';
  secondFactor: SecondFactorState = 'off';

  private constructor(tokens: Tokens) {
    this.#tokens = tokens;
  }

  /** @param code what was typed on `second_factor_required`; '' before that. */
  static async open(email: string, password: string, code: string): Promise<Session> {
    const session = new Session(
      await call<Tokens>('POST', '/v1/auth/login', { email, password, ...secondFactorProof(code) }),
    );
    const me = await session.#ask<{ name: string; email: string | null }>('GET', '/v1/me');
    session.name = me.name;
    session.email = me.email ?? email;
    // A password alone opens no session where a second factor is in force.
    session.secondFactor = code === '' ? 'off' : 'on';
    return session;
  }

  /** Where the person is signed in, newest first; also tells whether a second factor is owed. */
  async places(): Promise<readonly Place[]> {
    try {
      const { data } = await this.#ask<{ data: readonly Place[] }>('GET', '/v1/auth/sessions');
      return data;
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'second_factor_enrolment_required') throw error;
      this.secondFactor = 'owed';
      return [];
    }
  }

  endPlace(id: string): Promise<unknown> {
    return this.#ask('DELETE', `/v1/auth/sessions/${id}`);
  }

  endOthers(): Promise<unknown> {
    return this.#ask('DELETE', '/v1/auth/sessions');
  }

  beginTotp(): Promise<TotpSecret> {
    return this.#ask('POST', '/v1/me/totp');
  }

  /** @returns the recovery codes, shown this once. */
  async confirmTotp(code: string): Promise<readonly string[]> {
    const { recoveryCodes } = await this.#ask<{ recoveryCodes: string[] }>(
      'POST',
      '/v1/me/totp/confirmation',
      {
        code,
      },
    );
    this.secondFactor = 'on';
    return recoveryCodes;
  }

  async removeTotp(typed: string): Promise<void> {
    await this.#ask('POST', '/v1/me/totp/removal', secondFactorProof(typed));
    this.secondFactor = 'off';
  }

  async renewRecoveryCodes(typed: string): Promise<readonly string[]> {
    const path = '/v1/me/recovery-codes';
    const { recoveryCodes } = await this.#ask<{ recoveryCodes: string[] }>(
      'POST',
      path,
      secondFactorProof(typed),
    );
    return recoveryCodes;
  }

  changePassword(currentPassword: string, newPassword: string): Promise<unknown> {
    return this.#ask('PUT', '/v1/me/password', { currentPassword, newPassword });
  }

  /** Failing does no harm: the session runs out by itself, and nothing here keeps its tokens. */
  async end(): Promise<void> {
    await this.#ask('POST', '/v1/auth/logout').catch(() => {});
  }

  async #ask<T>(method: string, path: string, body?: object): Promise<T> {
    const used = this.#tokens.accessToken;
    try {
      return await call<T>(method, path, body, used);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'unauthenticated') throw error;
    }
    if (used === this.#tokens.accessToken) await this.#renew();
    return call<T>(method, path, body, this.#tokens.accessToken);
  }

  /** A refresh token works once, so calls that ran out together wait for one renewal. */
  #renew(): Promise<void> {
    const { refreshToken } = this.#tokens;
    this.#renewal ??= call<Tokens>('POST', '/v1/auth/refresh', { refreshToken })
      .then((tokens) => {
        this.#tokens = tokens;
      })
      .catch((error: unknown) => {
        if (error instanceof Refusal && error.code === 'unreachable') throw error;
        throw new Refusal(SIGNED_OUT);
      })
      .finally(() => {
        this.#renewal = null;
      });
    return this.#renewal;
  }
}
