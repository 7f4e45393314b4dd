import { createHmac } from 'node:crypto';

/**
 * The provider's signature, written from its description and not with its own package, so that one checks the other: SHA-1
 * HMAC of the address followed by each field's name and value in the order of the names
 * (https://www.twilio.com/docs/usage/security).
 */
export function signed(authToken: string, url: string, form: Readonly<Record<string, string>> = {}): string {
  const fields = Object.keys(form).sort();
  const text = fields.reduce((sum, name) => `${sum}${name}${form[name]}`, url);
  return createHmac('sha1', authToken).update(text, 'utf8').digest('base64');
}
