import { ConstraintViolation } from '../../../kernel/db/errors.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { organisationsProblems } from '../problems.ts';

/** Constraints of the trigger `administrators_remain` (migration `administrators`), which counts over the whole set. */
const DETAILS: Readonly<Record<string, string>> = {
  super_admin_remains:
    'The platform would have no active super admin: create or reactivate another one first.',
  hospital_admin_remains: 'The hospital would have no active administrator: create or reactivate one first.',
};

/** The problem of a write that would leave no administrator; undefined for any other error. */
export function lastAdministrator(error: unknown): Problem | undefined {
  const detail = error instanceof ConstraintViolation ? DETAILS[error.constraint] : undefined;
  return detail === undefined
    ? undefined
    : new Problem(organisationsProblems.last_administrator, { detail, cause: error });
}
