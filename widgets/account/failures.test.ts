import contract from '@kiwimesh/openapi/openapi.json' with { type: 'json' };
import { NetworkError, ProblemError } from '@kiwimesh/sdk';
import { describe, expect, it } from 'vitest';
import { templates as shared } from '../src/locale/hi.ts';
import { templates as account } from '../src/locale/hi-account.ts';
import { messagesOf } from '../src/locale/messages.ts';
import { chooseAnother, failureText, fieldOfFailure, linkText, passwordReason } from './failures.ts';

const { enum: reasons } = contract.components.schemas.Problem.properties.reasons.items;
const english = messagesOf();
const hindi = messagesOf({ ...shared, ...account });
const problem = (code: string, more: object = {}, headers?: Headers) =>
  new ProblemError(422, { code, title: 'Title', detail: 'Detail of the service', ...more }, headers);

describe('the reason a password is rejected', () => {
  it.each([
    ['English', english],
    ['Hindi', hindi],
  ])('has a text in %s for each code of the contract', (_, msg) => {
    expect(reasons.length).toBeGreaterThan(3);
    expect(reasons.filter((reason) => passwordReason(msg, reason) === undefined)).toEqual([]);
  });

  it('has no English words in Hindi', () => {
    const texts = [...reasons.map((reason) => passwordReason(hindi, reason)), chooseAnother(hindi)];
    for (const text of texts) expect(text).not.toMatch(/[a-z]/i);
  });

  it('is in the words of the service when this page does not know it', () => {
    expect(failureText(english, problem('password_unacceptable', { reasons: ['common', 'new'] }))).toBe(
      'Detail of the service',
    );
  });
});

describe('a failure', () => {
  it.each([
    ['invalid_credentials', problem('invalid_credentials'), 'The email or password is incorrect.'],
    [
      'a lock of five minutes',
      problem('sign_in_locked', {}, new Headers({ 'retry-after': '290' })),
      'Too many wrong attempts. Try again in 5 minutes.',
    ],
    [
      'a wrong current password',
      problem('unprocessable', { errors: [{ pointer: '/currentPassword', detail: '' }] }),
      'This is not your current password.',
    ],
    ['a code without a text', problem('role_not_allowed'), 'Detail of the service'],
    ['a page of a proxy', new ProblemError(404, {}), /^We cannot reach the service/],
    [
      'an unreachable service',
      new NetworkError('POST /x: cannot be reached'),
      /^We cannot reach the service/,
    ],
  ])('has a text: %s', (_, error, text) => {
    expect(failureText(english, error)).toMatch(text);
  });

  it.each([
    [problem('second_factor_invalid'), 'code'],
    [problem('invalid_request', { errors: [{ pointer: '/recoveryCode', detail: '' }] }), 'code'],
    [problem('unprocessable', { errors: [{ pointer: '/newPassword', detail: '' }] }), 'password'],
    [problem('rate_limited'), undefined],
  ])('names the field it is about: %s', (error, field) => {
    expect(fieldOfFailure(error)).toBe(field);
  });

  it.each(['used', 'replaced', 'expired', 'unknown', 'newer'])(
    'says why a link is not usable: %s',
    (reason) => {
      const text = linkText(hindi, problem('link_unusable', { reason }));
      expect(text).toMatch(/\p{Script=Devanagari}/u);
    },
  );
});
