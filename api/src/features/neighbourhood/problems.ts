import { defineProblems, Problem } from '../../kernel/ground/problem.ts';

export const neighbourhoodProblems = defineProblems({
  no_response_possible: { status: 422, title: 'The neighbourhood cannot be asked for this booking' },
  not_a_volunteer: { status: 422, title: 'The resident does not help neighbours' },
});

/** The same reply for a record that does not exist and for one that the caller may not see. */
export function notFound(what: string): Problem {
  return new Problem('not_found', { detail: `There is no such ${what}.` });
}

/** 422 about one field of the body. */
export function unprocessable(pointer: string, detail: string): Problem {
  return new Problem('unprocessable', { detail, errors: [{ pointer, detail }] });
}
