export type Purpose = 'invitation' | 'password_reset';

/** What a link is good for, as `POST /v1/auth/account-links/inspection` tells. */
export interface LinkFacts {
  readonly purpose: Purpose;
  readonly email: string;
  readonly password: { readonly minLength: number; readonly maxLength: number };
}

/** A refusal of the service, or its absence. */
export class Refusal extends Error {
  /** RFC 9457 `code`; `unreachable` when there was no answer. */
  readonly code: string;
  readonly detail: string;
  /** Of a link that cannot be used. */
  readonly reason: string | null;
  /** Seconds. */
  readonly retryAfter: number;

  constructor(code: string, detail = '', reason: string | null = null, retryAfter = 0) {
    super(detail || code);
    this.code = code;
    this.detail = detail;
    this.reason = reason;
    this.retryAfter = retryAfter;
  }
}

async function call<T>(method: string, path: string, body?: object, token?: string): Promise<T> {
  let reply: Response;
  try {
    reply = await fetch(path, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      credentials: 'omit',
      signal: AbortSignal.timeout(20_000),
    });
  } catch {
    throw new Refusal('unreachable');
  }
  const text = await reply.text();
  const content = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
  if (reply.ok) return content as T;
  throw new Refusal(
    String(content.code ?? 'unreachable'),
    String(content.detail ?? ''),
    typeof content.reason === 'string' ? content.reason : null,
    Number(reply.headers.get('retry-after') ?? 0),
  );
}

/** What the page asks of the service that serves it. Tokens stay in the page's memory. */
export const service = {
  inspect: (token: string) => call<LinkFacts>('POST', '/v1/auth/account-links/inspection', { token }),
  choose: (purpose: Purpose, token: string, password: string) =>
    call<{ readonly email: string }>(
      'POST',
      purpose === 'invitation' ? '/v1/auth/invitations/acceptance' : '/v1/auth/password-resets/confirmation',
      { token, password },
    ),
  forget: (email: string, language: string) => call('POST', '/v1/auth/password-resets', { email, language }),
  /** `code`: six digits of an authenticator app, or a recovery code; asked for with `second_factor_required`. */
  async signIn(
    email: string,
    password: string,
    code: string,
  ): Promise<{ readonly name: string; readonly token: string }> {
    const { accessToken } = await call<{ accessToken: string }>('POST', '/v1/auth/login', {
      email,
      password,
      ...(code === '' ? {} : /^\d{6}$/.test(code) ? { code } : { recoveryCode: code }),
    });
    const { name } = await call<{ name: string }>('GET', '/v1/me', undefined, accessToken);
    return { name, token: accessToken };
  },
  signOut: (token: string) => call('POST', '/v1/auth/logout', undefined, token),
};
