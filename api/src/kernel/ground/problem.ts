/** One kind of error that a caller can get. The contract's Problem schema lists every code. */
export interface ProblemKind<Code extends string = string> {
  /** Stable: clients switch on it. */
  readonly code: Code;
  readonly status: number;
  readonly title: string;
}

/**
 * The kinds of problem of one owner, by code. A feature declares its own in `problems.ts` and its module lists them; the
 * page of problems and the checks of the contract are made from what the modules declare.
 */
export function defineProblems<
  const Table extends Readonly<Record<string, { readonly status: number; readonly title: string }>>,
>(table: Table): { readonly [Code in keyof Table & string]: ProblemKind<Code> } {
  const kinds = Object.entries(table).map(([code, { status, title }]) => [code, { code, status, title }]);
  return Object.fromEntries(kinds);
}

/** Problems that more than one feature replies with, and those of HTTP itself. */
export const KERNEL_PROBLEMS = defineProblems({
  // 400: the request does not follow the contract
  invalid_request: { status: 400, title: 'The request does not follow the contract' },
  malformed_json: { status: 400, title: 'The body is not valid JSON' },
  // 401 / 403
  unauthenticated: { status: 401, title: 'A valid credential is required' },
  role_not_allowed: { status: 403, title: 'Your role does not permit this' },
  scope_missing: { status: 403, title: 'The key lacks a required scope' },
  reauthentication_required: { status: 403, title: 'A recent sign-in is required' },
  // 404 / 405 / 406
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'The path does not support this method' },
  // 409
  version_conflict: { status: 409, title: 'The record has been changed' },
  already_exists: { status: 409, title: 'The record already exists' },
  idempotency_in_progress: { status: 409, title: 'The first request with this key is still running' },
  // 412 / 413 / 415 / 422 / 429
  precondition_failed: { status: 412, title: 'The record has changed since you read it' },
  payload_too_large: { status: 413, title: 'The body is too large' },
  unsupported_media_type: { status: 415, title: 'The body must be JSON' },
  unprocessable: { status: 422, title: 'The request cannot be carried out' },
  idempotency_key_reused: { status: 422, title: 'The idempotency key was used for another request' },
  rate_limited: { status: 429, title: 'Too many requests' },
  // 5xx
  internal: { status: 500, title: 'An internal error occurred' },
  dependency_down: { status: 503, title: 'A dependency is down' },
  overloaded: { status: 503, title: 'The service is overloaded' },
  shutting_down: { status: 503, title: 'The process is shutting down' },
});

export type KernelProblem = keyof typeof KERNEL_PROBLEMS;

/** One fault in the input. `pointer` is a JSON pointer into the body (`/scheduledFor`) or `/query/limit`, `/path/bookingId`, `/headers/if-match`. */
export interface InputFault {
  readonly pointer: string;
  readonly detail: string;
  /** The value most likely intended, in a form that is accepted. */
  readonly suggestion?: string;
}

export interface ProblemOptions {
  /** What was wrong and what to do about it, for a person. Never a name, phone, SQL or stack. */
  readonly detail?: string;
  readonly errors?: readonly InputFault[];
  /** Further members of the reply, e.g. `allowedTransitions`. */
  readonly extensions?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** The one error that domain code throws on purpose; the HTTP layer turns it into RFC 9457 problem+json. */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string | undefined;
  readonly errors: readonly InputFault[] | undefined;
  readonly extensions: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  /** @param kind a kind that a feature declares, or the code of one of {@link KERNEL_PROBLEMS}. */
  constructor(kind: KernelProblem | ProblemKind, options: ProblemOptions = {}) {
    const { code, status, title } = typeof kind === 'string' ? KERNEL_PROBLEMS[kind] : kind;
    super(options.detail ?? title, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Problem';
    this.code = code;
    this.status = status;
    this.title = title;
    this.detail = options.detail;
    this.errors = options.errors;
    this.extensions = options.extensions ?? {};
    this.headers = options.headers ?? {};
  }
}
