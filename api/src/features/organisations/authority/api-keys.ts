import type { Scope } from '../../../kernel/auth/scope.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { organisationsProblems } from '../problems.ts';

/** Whether the caller is an API key, of a hospital or of the platform, rather than a person. */
export function isApiKey({ role, staffId }: Scope): boolean {
  return role === 'api_key' || (role === 'super_admin' && staffId === null);
}

/**
 * Rejects API keys, whatever their scopes, for changes that a person must be accountable for: a leaked key must neither
 * give anyone access nor take it away.
 * @param what the subject of the sentence "… can only be changed by a signed-in person"
 * @throws Problem `person_required`.
 */
export function requirePerson(scope: Scope, pointer: string, what: string): void {
  if (!isApiKey(scope)) return;
  const detail = `${what} can only be changed by a signed-in person, not with an API key.`;
  throw new Problem(organisationsProblems.person_required, { detail, errors: [{ pointer, detail }] });
}

/** Keys can neither deactivate nor reactivate records. @throws Problem `person_required`. */
export function checkActiveChange(scope: Scope, before: boolean, after: boolean | undefined): void {
  if (after !== undefined && after !== before)
    requirePerson(scope, '/active', 'The active state of a record');
}
