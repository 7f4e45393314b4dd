import { ConstraintViolation } from '../../kernel/db/errors.ts';
import { Problem } from '../../kernel/ground/problem.ts';

/** The same reply for a record that does not exist and for one that the caller may not see. */
export function notFound(what: string): Problem {
  return new Problem('not_found', { detail: `There is no such ${what}.` });
}

/** 422 about one field of the body. */
export function unprocessable(pointer: string, detail: string): Problem {
  return new Problem('unprocessable', { detail, errors: [{ pointer, detail }] });
}

/** Does what may break a unique constraint. @throws Problem `already_exists` */
export async function whereUnique<T>(
  constraint: string,
  pointer: string,
  detail: string,
  work: () => PromiseLike<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ConstraintViolation) || error.constraint !== constraint) throw error;
    throw new Problem('already_exists', { detail, errors: [{ pointer, detail }], cause: error });
  }
}
