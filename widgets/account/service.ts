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
  /** Why a password will not do, by code. */
  readonly reasons: readonly string[];
  /** Seconds. */
  readonly retryAfter: number;
  /** The parts of the request that were wrong, as JSON pointers. */
  readonly pointers: readonly string[];

  constructor(
    code: string,
    detail = '',
    {
      reason = null,
      reasons = [],
      retryAfter = 0,
      pointers = [],
    }: {
      readonly reason?: string | null;
      readonly reasons?: readonly string[];
      readonly retryAfter?: number;
      readonly pointers?: readonly string[];
    } = {},
  ) {
    super(detail || code);
    this.code = code;
    this.detail = detail;
    this.reason = reason;
    this.reasons = reasons;
    this.retryAfter = retryAfter;
    this.pointers = pointers;
  }
}

/** One request to the service that serves the page. @throws {@link Refusal} */
export async function call<T>(method: string, path: string, body?: object, token?: string): Promise<T> {
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
  const text = await reply.text().catch(() => '');
  const content = contentOf(text);
  if (reply.ok) return content as T;
  const errors = Array.isArray(content.errors) ? (content.errors as { readonly pointer?: string }[]) : [];
  throw new Refusal(String(content.code ?? 'unreachable'), String(content.detail ?? ''), {
    reason: typeof content.reason === 'string' ? content.reason : null,
    reasons: Array.isArray(content.reasons) ? content.reasons.map(String) : [],
    retryAfter: Number(reply.headers.get('retry-after') ?? 0),
    pointers: errors.map(({ pointer }) => pointer ?? ''),
  });
}

/** A proxy before the service may answer with a page of its own: that is no reason of ours. */
function contentOf(text: string): Record<string, unknown> {
  try {
    return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
  } catch {
    return {};
  }
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
};
