import { Problem } from '../ground/problem.ts';

/** 53100 is disk_full of PostgreSQL's appendix A; the others are the system's, for files of this process. */
const DISK_FULL = new Set(['53100', 'ENOSPC', 'EDQUOT']);
/** An operator must free space first. */
const RETRY_AFTER_SECONDS = 30;

export function isDiskFull(code: string | undefined): boolean {
  return code !== undefined && DISK_FULL.has(code);
}

/** 503 that names the cause, in the reply and in the log. When there is space again, everything continues. */
export function diskFull(cause: unknown): Problem {
  return new Problem('dependency_down', {
    detail: 'The disk of the service is full: nothing can be saved until its operator frees some space.',
    headers: { 'Retry-After': String(RETRY_AFTER_SECONDS) },
    cause,
  });
}
