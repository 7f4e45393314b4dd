import { defineProblems, Problem } from '../../kernel/ground/problem.ts';

export const attachmentProblems = defineProblems({
  not_uploader: { status: 403, title: 'Only who attached it may do this' },
  attachment_not_uploaded: { status: 409, title: 'The file has not been uploaded' },
  attachment_closed: { status: 409, title: 'The file cannot be uploaded any more' },
  attachment_not_ready: { status: 409, title: 'The file cannot be downloaded' },
  too_many_attachments: { status: 409, title: 'The record has as many attachments as it may have' },
});

export function attachmentNotFound(): Problem {
  return new Problem('not_found', { detail: 'There is no such attachment.' });
}

/** For a value of the body that cannot be. */
export function unprocessable(pointer: string, detail: string): Problem {
  return new Problem('unprocessable', { detail, errors: [{ pointer, detail }] });
}
