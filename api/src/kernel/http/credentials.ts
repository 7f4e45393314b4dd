import type { Credential } from '../auth/authenticator.ts';

/** The security schemes of the contract; a caller who presents several is identified by the first of them. */
export const SCHEMES = ['bearer', 'apiKey', 'publishableKey'] as const;
export type Scheme = (typeof SCHEMES)[number];

/** The credentials of a request, by scheme; `malformed` is one that could never be accepted in its place. */
export type Credentials = Partial<Record<Scheme, Credential | 'malformed'>>;

/** Finds the credentials of a request. Kinds are distinguished by prefix: a key in the wrong place is malformed. */
export function readCredentials(headers: Readonly<Record<string, string | undefined>>): Credentials {
  const found: Credentials = {};
  const { authorization } = headers;
  if (authorization !== undefined) {
    const token = authorization.startsWith('Bearer ')
      ? authorization.slice(7).trim()
      : bearerOf(authorization);
    if (token === '' || token.startsWith('pk_')) found.bearer = 'malformed';
    else if (token.startsWith('sk_')) found.bearer = { kind: 'api_key', key: token };
    else found.bearer = { kind: 'bearer', token };
  }
  const apiKey = headers['x-api-key'];
  if (apiKey !== undefined)
    found.apiKey = apiKey.startsWith('sk_') ? { kind: 'api_key', key: apiKey } : 'malformed';
  const publishable = headers['x-publishable-key'];
  if (publishable !== undefined) {
    found.publishableKey = publishable.startsWith('pk_')
      ? { kind: 'publishable_key', key: publishable, origin: headers.origin ?? null }
      : 'malformed';
  }
  return found;
}

/** The token in an unusual spelling (`bearer`, more blanks); empty for another scheme. */
function bearerOf(authorization: string): string {
  return /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '';
}
