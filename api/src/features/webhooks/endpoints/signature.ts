import { createHmac, randomBytes } from 'node:crypto';

/*
 * Standard Webhooks 1.0 (https://www.standardwebhooks.com): symmetric signatures. The secret is `whsec_` and 32 random bytes
 * in base64; what is signed is the id, the time in seconds since 1970 and the body, joined by dots.
 */
const PREFIX = 'whsec_';

export function newSecret(): string {
  return `${PREFIX}${randomBytes(32).toString('base64')}`;
}

export interface Signed {
  readonly id: string;
  readonly at: Date;
  readonly body: string;
}

/** The three headers. During a rotation the body is signed with both secrets; a receiver accepts either. */
export function signedHeaders(message: Signed, secrets: readonly string[]): Record<string, string> {
  const timestamp = String(Math.floor(message.at.getTime() / 1_000));
  const signatures = secrets.map((secret) => `v1,${signature(message, timestamp, secret)}`);
  return {
    'webhook-id': message.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}

function signature({ id, body }: Signed, timestamp: string, secret: string): string {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  return createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
}
