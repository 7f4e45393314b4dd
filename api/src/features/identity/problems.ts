import { defineProblems, Problem } from '../../kernel/ground/problem.ts';

export const identityProblems = defineProblems({
  invalid_credentials: { status: 401, title: 'The sign-in details are incorrect' },
  second_factor_required: { status: 401, title: 'A second-factor code is required' },
  second_factor_invalid: { status: 401, title: 'The second-factor code is incorrect' },
  origin_not_allowed: { status: 403, title: 'This origin may not use the key' },
  second_factor_enrolment_required: { status: 403, title: 'Your role requires a second factor' },
  change_waiting: { status: 409, title: 'The change cannot be approved yet' },
  password_unacceptable: { status: 422, title: 'The password is too easy to guess' },
  link_unusable: { status: 422, title: 'The link cannot be used' },
  sign_in_locked: { status: 429, title: 'Too many wrong attempts to sign in' },
});

/** 422 about one value of the body; an empty pointer is the body as a whole. */
export function unprocessable(pointer: string, detail: string): Problem {
  return new Problem('unprocessable', { detail, errors: [{ pointer, detail }] });
}

/** 429 with Retry-After. @param what the reason, a sentence without its full stop. */
export function rateLimited(what: string, waitMilliseconds: number): Problem {
  const seconds = retrySeconds(waitMilliseconds);
  return new Problem('rate_limited', {
    detail: `${what}. Try again in ${seconds} seconds.`,
    headers: { 'Retry-After': String(seconds) },
  });
}

/** The value of Retry-After: whole seconds, at least one. */
export function retrySeconds(milliseconds: number): number {
  return Math.max(1, Math.ceil(milliseconds / 1000));
}
