import { ProblemError } from '@kiwimesh/sdk';
import { failureOf } from '../src/domain/failure.ts';
import { type Message, type Msg, str } from '../src/locale/messages.ts';
import { failureWords } from '../src/parts/notice.ts';

/** Something a form finds wrong before anything is sent. */
export class FormFault extends Error {
  /** The field it is about; the first one when empty. */
  readonly field: string;
  readonly text: Message;

  constructor(field: string, text: Message) {
    super('The form is incomplete');
    this.field = field;
    this.text = text;
  }
}

/** The fields of the forms by the members of the requests. */
const FIELD_OF_MEMBER: Readonly<Record<string, string>> = {
  code: 'code',
  recoveryCode: 'code',
  currentPassword: 'current',
  newPassword: 'password',
};

/** The field of a form that a failure is about, if it says so. */
export function fieldOfFailure(error: unknown): string | undefined {
  if (error instanceof FormFault) return error.field || undefined;
  if (!(error instanceof ProblemError)) return undefined;
  if (error.code === 'second_factor_invalid') return 'code';
  return error.errors.map(({ pointer }) => FIELD_OF_MEMBER[pointer.split('/').at(-1) ?? '']).find(Boolean);
}

/** A failure in words for the person. */
export function failureText(msg: Msg, error: unknown): string {
  if (error instanceof FormFault) return error.text(msg);
  if (!(error instanceof ProblemError)) return failureWords(msg, failureOf(error));
  switch (error.code) {
    case 'invalid_credentials':
      return msg('The email or password is incorrect.', { id: 'account.wrong' });
    case 'second_factor_invalid':
      return codeWrong(msg);
    case 'sign_in_locked': {
      const minutes = Math.max(1, Math.ceil((error.retryAfter ?? 0) / 60));
      return minutes === 1
        ? msg('Too many wrong attempts. Try again in a minute.', { id: 'account.locked-minute' })
        : msg(str`Too many wrong attempts. Try again in ${minutes} minutes.`, { id: 'account.locked' });
    }
    case 'password_unacceptable':
      return passwordText(msg, error);
    case 'reauthentication_required':
      return msg('You signed in a while ago. To confirm that it is you, sign out and sign in again first.', {
        id: 'account.sign-in-again',
      });
    case 'unprocessable':
    case 'invalid_request': {
      const field = fieldOfFailure(error);
      if (field === 'code') return codeWrong(msg);
      if (field === 'current')
        return msg('This is not your current password.', { id: 'account.password-wrong' });
      break;
    }
    case 'rate_limited':
    case 'unauthenticated':
      return failureWords(msg, failureOf(error), error.retryAfter ?? 0);
    // A proxy replied instead of the service.
    case 'unexpected_reply':
      return failureWords(msg, { ...failureOf(error), kind: 'unreachable' });
  }
  const failure = failureOf(error);
  if (failure.kind === 'unreachable') return failureWords(msg, failure);
  return error.detail ?? msg('That did not work. Please try again.', { id: 'account.failed' });
}

/** Why a password was rejected, by the contract's code of the reason; undefined for a newer one. */
export function passwordReason(msg: Msg, reason: string): string | undefined {
  switch (reason) {
    case 'too_short':
      return msg('The password is too short.', { id: 'account.password-short' });
    case 'too_long':
      return msg('The password is too long.', { id: 'account.password-long' });
    case 'monotonous':
      return msg('The password repeats itself or follows a row of the keyboard.', {
        id: 'account.password-monotonous',
      });
    case 'common':
      return msg('The password is common or has leaked, or is too similar to one that has.', {
        id: 'account.password-common',
      });
    case 'personal':
      return msg('The password is based on your name, your email or the name of this service.', {
        id: 'account.password-personal',
      });
    default:
      return undefined;
  }
}

export const chooseAnother: Message = (msg) =>
  msg('Choose a different one.', { id: 'account.choose-another' });

/** In the service's own words where it gives a reason that is newer than this page. */
function passwordText(msg: Msg, { detail, extensions }: ProblemError): string {
  const reasons = Array.isArray(extensions.reasons) ? extensions.reasons.map(String) : [];
  const texts = reasons.map((reason) => passwordReason(msg, reason));
  if (texts.length > 0 && !texts.includes(undefined)) return [...texts, chooseAnother(msg)].join(' ');
  return detail ?? chooseAnother(msg);
}

const codeWrong: Message = (msg) =>
  msg('The code is incorrect or was used before. Enter the one that the app shows now.', {
    id: 'account.code-wrong',
  });

/** Why a link from an email cannot be used. */
export function linkText(msg: Msg, error: unknown): string {
  if (!(error instanceof ProblemError) || error.code !== 'link_unusable') return failureText(msg, error);
  switch (error.extensions.reason) {
    case 'used':
      return msg('It has already been used. If that was you, sign in. If not, ask for a new link at once.', {
        id: 'account.link-used',
      });
    case 'replaced':
      return msg('A newer link has replaced it. Open the latest email from us.', {
        id: 'account.link-replaced',
      });
    case 'expired':
      return msg('It has expired.', { id: 'account.link-expired' });
    default:
      return msg('It may be incomplete. Open it from the email again.', { id: 'account.link-unknown' });
  }
}
