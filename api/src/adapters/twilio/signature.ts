import type { ParsedUrlQuery } from 'node:querystring';
import webhooks from 'twilio/lib/webhooks/webhooks.js';

/** Whether the account's token signed this form, sent to this address, by the vendor's own library. Never throws. */
export function isSigned(
  authToken: string,
  signature: string | undefined,
  url: string,
  form: ParsedUrlQuery,
): boolean {
  if (signature === undefined || signature === '') return false;
  try {
    return webhooks.validateRequest(authToken, signature, url, { ...form });
  } catch {
    // The address is no URL, or the fields are none: nothing that the provider signed.
    return false;
  }
}
