/** How a request to another system failed before its reply could be understood. */
export type NetworkFailure =
  /** No connection: refused, no such host, TLS. */
  | 'unreachable'
  /** The connection closed before the reply was complete. */
  | 'connection_lost'
  /** No reply in time. */
  | 'timed_out'
  /** The reply is not of the protocol. */
  | 'bad_reply';

/** An error and what caused it, the outermost first. */
export function* causesOf(error: unknown): Generator<Error> {
  let next = error;
  for (let depth = 0; depth < 6 && next instanceof Error; depth += 1) {
    yield next;
    next = next.cause;
  }
}

const CONNECTION_LOST = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'UND_ERR_SOCKET', 'UND_ERR_CLOSED']);
const TIMED_OUT = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);
const UNREACHABLE =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_|EHOST|ENET|EADDR|ETIMEDOUT|EPROTO|ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|UND_ERR_CONNECT_TIMEOUT)/;

/** By the codes of Node and of its HTTP client, with the code for logs; null for another error. */
export function networkFailure(
  error: unknown,
): { readonly failure: NetworkFailure; readonly code: string } | null {
  const { code } = error as { readonly code?: unknown };
  if (error instanceof SyntaxError) return { failure: 'bad_reply', code: 'not JSON' };
  if (typeof code !== 'string') return null;
  if (CONNECTION_LOST.has(code)) return { failure: 'connection_lost', code };
  if (TIMED_OUT.has(code)) return { failure: 'timed_out', code };
  if (UNREACHABLE.test(code)) return { failure: 'unreachable', code };
  if (code.startsWith('HPE_') || code.startsWith('UND_ERR_')) return { failure: 'bad_reply', code };
  return null;
}

/** What the status of an error reply says, at every server. */
export type StatusFailure =
  /** 401, 403: the key is missing, wrong or may not. */
  | 'unauthorised'
  | 'timed_out'
  | 'rate_limited'
  | 'overloaded'
  | 'server_error'
  /** Another refusal: the request is not one that the server accepts. */
  | 'rejected'
  /** No status of an error. */
  | 'bad_reply';

export function statusFailure(status: number): StatusFailure {
  switch (status) {
    case 401:
    case 403:
      return 'unauthorised';
    case 408:
      return 'timed_out';
    case 425:
    case 429:
      return 'rate_limited';
    case 503:
    case 529:
      return 'overloaded';
    default:
      if (status >= 500) return 'server_error';
      return status >= 400 ? 'rejected' : 'bad_reply';
  }
}
