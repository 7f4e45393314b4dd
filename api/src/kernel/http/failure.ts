import { diskFull, isDiskFull } from '../db/disk-full.ts';
import { Problem } from '../ground/problem.ts';

/*
 * Errors that no domain code threw on purpose. They become Problems that reveal nothing of the implementation: no
 * message, no SQL, no table, no stack. The log has the kind of error under the same correlation id.
 */

/** Connection and capacity failures, by Postgres' SQLSTATE class or Node's error code: the caller may retry. */
const DOWN_CLASSES = new Set(['08', '53', '57', '58']);
const DOWN_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN']);
/** serialization_failure, deadlock_detected, lock_not_available. */
const CONTENDED = new Set(['40001', '40P01', '55P03']);
/** data_exception: a value that the contract allows and a column cannot store. */
const DATA_EXCEPTION = '22';

/** Any thrown value, as the Problem its caller may see. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const code = codeOf(error);
  if (code !== undefined) {
    const sqlClass = /^[0-9A-Z]{5}$/.test(code) ? code.slice(0, 2) : '';
    if (CONTENDED.has(code))
      return retryable(error, 'Other requests were changing the same records. Try again.', 1);
    if (isDiskFull(code)) return diskFull(error);
    if (DOWN_CODES.has(code) || DOWN_CLASSES.has(sqlClass))
      return retryable(error, 'Try again in a moment.', 5);
    if (sqlClass === DATA_EXCEPTION) {
      return new Problem('unprocessable', {
        detail: 'A value is out of range.',
        cause: error,
      });
    }
  }
  if (error instanceof Error && error.name === 'KnexTimeoutError')
    return retryable(error, 'Try again in a moment.', 2);
  return new Problem('internal', { cause: error });
}

function retryable(cause: unknown, detail: string, seconds: number): Problem {
  return new Problem('dependency_down', { detail, cause, headers: { 'retry-after': String(seconds) } });
}

/** Objection wraps driver errors: the code may be on `nativeError`. */
function codeOf(error: unknown): string | undefined {
  for (const candidate of [error, (error as { nativeError?: unknown } | null)?.nativeError]) {
    const code = (candidate as { code?: unknown } | null | undefined)?.code;
    if (typeof code === 'string') return code;
  }
  return undefined;
}

/**
 * The body of an RFC 9457 reply. `type` leads to the explanation of the code in our own docs.
 * @param more members that every problem of this request has, whatever refused it.
 */
export function problemBody(
  problem: Problem,
  correlationId: string,
  more: Readonly<Record<string, string>> = {},
): Record<string, unknown> {
  return {
    ...more,
    ...problem.extensions,
    type: problemType(problem.code),
    title: problem.title,
    status: problem.status,
    code: problem.code,
    ...(problem.detail === undefined ? {} : { detail: problem.detail }),
    ...(problem.errors === undefined ? {} : { errors: problem.errors }),
    correlationId,
  };
}

/** Members of a problem that describe the state of the record that a request was about. */
const RECORD_STATE = ['state', 'currentState', 'allowedTransitions'];

/**
 * A problem for a caller that may write the record but not read it (see `reply` of `x-access`): without the record's
 * state, and without the detail, which says the same in words; of records named in it only the id. A version stays,
 * since the ETag of a successful write has it too.
 */
export function withoutRecord(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kept = Object.entries(body).filter(([name]) => !RECORD_STATE.includes(name));
  const readable = Object.fromEntries(
    kept.map(([name, value]) => [name, isRecord(value) ? { id: value.id } : value]),
  );
  if (kept.length < Object.keys(body).length) delete readable.detail;
  return readable;
}

function isRecord(value: unknown): value is { readonly id: unknown } {
  return typeof value === 'object' && value !== null && 'id' in value;
}

export function problemType(code: string): string {
  return `/docs/problems#${code}`;
}
