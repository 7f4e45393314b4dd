import type { Scope } from '../../../kernel/auth/scope.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { organisationsProblems } from '../problems.ts';

/** Whether an API key acts, of one hospital or of the platform: with rights of its own and no person behind it. */
export function isApiKey({ role, staffId }: Scope): boolean {
  return role === 'api_key' || (role === 'super_admin' && staffId === null);
}

/**
 * Keeps keys from what a person has to answer for, whatever their scopes: a key that leaks must be able to neither let
 * somebody in nor shut somebody out.
 * @param what the change in words, for the sentence "… is changed by a signed-in person, not by a key."
 * @throws Problem `person_required`.
 */
export function requirePerson(scope: Scope, pointer: string, what: string): void {
  if (!isApiKey(scope)) return;
  const detail = `${what} can only be changed by a signed-in person, not with an API key.`;
  throw new Problem(organisationsProblems.person_required, { detail, errors: [{ pointer, detail }] });
}

/** Keys neither deactivate nor reactivate anything. @throws Problem `person_required`. */
export function checkActiveChange(scope: Scope, before: boolean, after: boolean | undefined): void {
  if (after !== undefined && after !== before)
    requirePerson(scope, '/active', 'The active state of a record');
}
