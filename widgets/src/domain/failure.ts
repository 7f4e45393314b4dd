import { NetworkError, ProblemError } from '@kiwimesh/sdk';

/** Why something did not work, in the terms a screen decides by. */
export interface Failure {
  readonly kind: 'unreachable' | 'problem';
  /** The problem's stable code; `unreachable` for the network. */
  readonly code: string;
  readonly status: number;
  /** Seconds to wait, when the API said so. */
  readonly retryAfter: number | null;
  /** What to quote when asking for help. */
  readonly correlationId: string | null;
  /** The server's own words, for a code this version has no words for. */
  readonly detail: string | null;
  /** The field that the service refused, as a JSON pointer, and what it takes was meant. */
  readonly field: { readonly pointer: string; readonly suggestion: string | null } | null;
  /** The open booking that a request for another one met (`open_emergency`, `too_many_open`). */
  readonly openBookingId: string | null;
}

const GATEWAY = new Set([502, 503, 504]);

/** Names what was thrown. A gateway that answers for a dead API counts as unreachable: nobody is being helped. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof ProblemError) {
    return {
      kind: GATEWAY.has(thrown.status) ? 'unreachable' : 'problem',
      code: thrown.code,
      status: thrown.status,
      retryAfter: thrown.retryAfter ?? null,
      correlationId: thrown.correlationId ?? null,
      detail: thrown.detail ?? thrown.title ?? null,
      field: fieldOf(thrown),
      openBookingId: idOf(thrown.extensions.openBooking),
    };
  }
  const unreachable = thrown instanceof NetworkError;
  return {
    kind: unreachable ? 'unreachable' : 'problem',
    code: unreachable ? 'unreachable' : 'internal',
    status: 0,
    retryAfter: null,
    correlationId: null,
    detail: null,
    field: null,
    openBookingId: null,
  };
}

function fieldOf({ errors }: ProblemError): Failure['field'] {
  const [first] = errors ?? [];
  return first === undefined ? null : { pointer: first.pointer, suggestion: first.suggestion ?? null };
}

function idOf(value: unknown): string | null {
  const id = (value as { readonly id?: unknown } | null | undefined)?.id;
  return typeof id === 'string' ? id : null;
}

/** Of what only makes the screens better: null where it may not be read. */
export const ifThere = <T>(asked: Promise<T>): Promise<T | null> =>
  asked.catch((thrown: unknown) => {
    const { status } = failureOf(thrown);
    if (status === 403 || status === 404) return null;
    throw thrown;
  });
