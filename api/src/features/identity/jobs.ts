import { v7 } from 'uuid';
import type { UnitOfWork } from '../../kernel/db/unit/unit-of-work.ts';
import { job } from '../../kernel/jobs/job.ts';
import { count, id, object, oneOf, optional, time, token } from '../../kernel/payload/shapes.ts';

/** Sends a one-time code; phone and code are derived from the challenge. */
export const SendOtp = job('send-otp', object({ challengeId: id, send: count }));

/** Sends the email with a link; address and token are derived from the link. */
export const SendAccountLink = job('send-account-link', object({ linkId: id, send: count }));

/** Sends the code that confirms a new sign-in address, to that address. */
export const SendAddressCode = job('send-address-code', object({ changeId: id, send: count }));

const addressNotice = oneOf('requested', 'changed');

/** Notifies a person, at their existing addresses, of a requested or applied change of a sign-in address. */
export const SendAddressNotice = job('send-address-notice', object({ changeId: id, notice: addressNotice }));

const notice = oneOf(
  'password_changed',
  'second_factor_enrolled',
  'second_factor_removed',
  'recovery_code_used',
);

/** Notices to the owner of an account. */
export type Notice = NonNullable<(typeof notice)['type']>;

/** Notifies the owner of an account of a change to it. The key is the notice's own id. */
export const SendAccountNotice = job(
  'send-account-notice',
  // Jobs from builds before 26 November 2026 repeat their key as `eventId`.
  object({ staffId: id, notice, at: time, eventId: optional(token) }),
);

export function sendAccountNotice(uow: UnitOfWork, staffId: string, notice: Notice): void {
  uow.enqueue(SendAccountNotice.now(v7(), { staffId, notice, at: uow.now.toISOString() }));
}
