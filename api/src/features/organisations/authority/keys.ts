import type { Scope } from '../../../kernel/auth/scope.ts';
import { Problem } from '../../../kernel/ground/problem.ts';

/** Whether an API key acts, of one hospital or of the platform: with rights of its own and no person behind it. */
export function isKey({ role, staffId }: Scope): boolean {
  return role === 'api_key' || (role === 'super_admin' && staffId === null);
}

/**
 * Keeps keys from what a person has to answer for, whatever their scopes: a key that leaks must be able to neither let
 * somebody in nor shut somebody out.
 * @param what the change in words, for the sentence "… is changed by a signed-in person, not by a key."
 * @throws Problem `person_required`.
 */
export function checkNoKey(scope: Scope, pointer: string, what: string): void {
  if (!isKey(scope)) return;
  const detail = `${what} can only be changed by a signed-in person, not with an API key.`;
  throw new Problem('person_required', { detail, errors: [{ pointer, detail }] });
}

/** Keys neither deactivate nor reactivate anything. @throws Problem `person_required`. */
export function checkActive(scope: Scope, before: boolean, after: boolean | undefined): void {
  if (after !== undefined && after !== before) checkNoKey(scope, '/active', 'The active state of a record');
}
