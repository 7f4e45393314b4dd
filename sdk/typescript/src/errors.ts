import type { components } from './generated/types.ts';

/** The codes the contract lists. Newer services may send others, so a `ProblemError.code` is any text. */
export type ProblemCode = components['schemas']['Problem']['code'];

/** One fault in what was sent: `pointer` is a JSON pointer into the body, or `/query/…`, `/path/…`, `/headers/…`. */
export interface InputFault {
  readonly pointer: string;
  readonly detail: string;
  /** The most likely intended value, in a form that would be accepted. */
  readonly suggestion?: string;
}

/** The service rejected the request: an RFC 9457 problem. Switch on `code`, show `detail ?? title`, quote `correlationId`. */
export class ProblemError extends Error {
  readonly status: number;
  readonly code: ProblemCode | (string & {});
  readonly title: string;
  readonly detail: string | undefined;
  readonly errors: readonly InputFault[];
  readonly correlationId: string | undefined;
  /** Members beyond the standard ones, such as `allowedTransitions` of `illegal_transition`. */
  readonly extensions: Readonly<Record<string, unknown>>;
  /** Seconds to wait before trying again, when the service said so. */
  readonly retryAfter: number | undefined;

  constructor(status: number, body: Readonly<Record<string, unknown>>, headers?: Headers) {
    const { type, title, status: _status, detail, code, correlationId, errors, ...extensions } = body;
    const said = text(detail) ?? text(title) ?? `HTTP ${status}`;
    super(said);
    this.name = 'ProblemError';
    this.status = status;
    this.code = text(code) ?? 'unexpected_reply';
    this.title = text(title) ?? `HTTP ${status}`;
    this.detail = text(detail);
    this.errors = Array.isArray(errors) ? (errors as InputFault[]) : [];
    this.correlationId = text(correlationId) ?? headers?.get('x-correlation-id') ?? undefined;
    this.extensions = extensions;
    this.retryAfter = retryAfterSeconds(headers?.get('retry-after') ?? null);
  }
}

/** The service could not be reached, did not reply in time, or the connection was lost. Its effect is not known. */
export class NetworkError extends Error {
  /** Whether the call timed out, rather than the connection failing. */
  readonly timedOut: boolean;

  constructor(message: string, options: { cause?: unknown; timedOut?: boolean } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'NetworkError';
    this.timedOut = options.timedOut ?? false;
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Seconds of a `Retry-After` header, which is a number of seconds or an HTTP date (RFC 9110, 10.2.3). */
export function retryAfterSeconds(header: string | null, now: number = Date.now()): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  if (/^\s*\d+\s*$/.test(header)) return Number(header);
  const moment = Date.parse(header);
  return Number.isNaN(moment) ? undefined : Math.max(0, Math.ceil((moment - now) / 1000));
}

/** Reads the problem from an error reply; an error page of a proxy becomes a problem of code `unexpected_reply`. */
export async function problemOf(response: Response): Promise<ProblemError> {
  const body: unknown = await response.json().catch(() => undefined);
  const members = body !== null && typeof body === 'object' && !Array.isArray(body) ? body : {};
  return new ProblemError(response.status, members as Record<string, unknown>, response.headers);
}
