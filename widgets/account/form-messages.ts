/** What forms of more than one element find missing. */
import { type Message, str } from '../src/locale/messages.ts';

export const passwordMissing: Message = (msg) =>
  msg('Enter your password.', { id: 'account.password-missing' });

export const codeMissing: Message = (msg) => msg('Enter the code.', { id: 'account.code-missing' });

export const emailMissing: Message = (msg) =>
  msg('Enter your email address, for example name@example.org.', { id: 'account.email-missing' });

export const tooShort =
  (minLength: number): Message =>
  (msg) =>
    msg(str`The password needs at least ${minLength} characters.`, { id: 'account.too-short' });
