import type { ErrorObject, ValidateFunction } from 'ajv';
import ajvFormats from 'ajv-formats';
import type { Principal } from '../auth/principal.ts';
import type { Json } from '../ground/json.ts';
import { type InputFault, Problem } from '../ground/problem.ts';
import { SchemaCompiler } from '../ground/schema-compiler.ts';
import { type Access, guard } from '../http/contract/extensions/access.ts';
import type { RecordTenant } from '../observability/audit-subject.ts';

type ReplyMembers = { readonly [key: string]: unknown };

/** The result of a handler. All of it is optional. */
export interface SocketReply {
  /** Rooms the socket enters. */
  readonly join?: readonly string[];
  /** Rooms it leaves. */
  readonly leave?: readonly string[];
  /**
   * Members of the acknowledgement beside `ok: true`. A function is called once the socket is in its rooms: what it
   * reads then and what is received from then on leave no gap between them.
   */
  readonly reply?: ReplyMembers | (() => Promise<ReplyMembers>);
  /** For the audit log: the tenant of the record. */
  readonly tenant?: RecordTenant;
}

/** The record that a reply is about, by kind: which member of the payload holds the id. Such requests are audited. */
export type SocketRecords = Readonly<Record<string, string>>;

/** What the contract says of a request. */
export interface SocketRule {
  /** The operation of HTTP whose `x-access` says who may send it: a socket shows no data that HTTP would refuse. */
  readonly as: string;
  readonly records?: SocketRecords;
}

/** Finds the `x-access` of an operation. */
export type AccessOf = (operationId: string) => Access | undefined;

/** One connection, for what a feature keeps as long as it lasts. */
export interface SocketSession {
  readonly id: string;
  /** Whether the connection has ended: what a handler begins after that is ended by nobody. */
  readonly closed: boolean;
  /** Calls back once, when the connection has ended. */
  onClose(listener: () => void): void;
  /**
   * Sends an event with bytes to this connection alone. @param taken called when the client has acknowledged it: how much
   * is on its way unacknowledged is the sender's to bound.
   */
  send(
    event: string,
    payload: { readonly [key: string]: Json },
    bytes?: Uint8Array,
    taken?: () => void,
  ): void;
}

/** What comes with a request beside its payload. */
export interface SocketExchange {
  readonly session: SocketSession;
  /** The second argument of requests that carry bytes, else null. */
  readonly bytes: Uint8Array | null;
}

/**
 * A request a client may send on a namespace. Throws a Problem to reject it; the client gets it in the acknowledgement.
 * Handlers of one connection are called in the order of its requests, each up to where it first waits; one that need not
 * wait at all returns its reply, which is cheaper for what comes many times a second.
 */
export type SocketHandler<Payload> = (
  principal: Principal,
  payload: Payload,
  exchange: SocketExchange,
) => Promise<SocketReply> | SocketReply;

/**
 * A request that carries bytes as its second argument. It is limited by bytes instead of by the number of messages; one
 * too many is rejected with `rate_limited` and `retryAfterMs`, and so is everything like it until that time has passed.
 */
export interface SocketBytes {
  /** Bytes of one request. */
  readonly max: number;
  /** Bytes of one connection: a second, sustained, and at once. */
  readonly perSecond: number;
  readonly burst: number;
}

export interface SocketRequests {
  /**
   * @param schema JSON Schema 2020-12 of the payload, with formats; an object schema should close itself with
   *   `additionalProperties: false`.
   * @param rule null for what reveals nothing: leaving a room.
   */
  on<Payload extends { readonly [key: string]: Json }>(
    event: string,
    schema: object,
    handler: SocketHandler<Payload>,
    rule: SocketRule | null,
    bytes?: SocketBytes,
  ): void;
}

interface Registered {
  readonly validate: ValidateFunction;
  readonly handler: SocketHandler<never>;
  readonly access: Access | null;
  readonly records: SocketRecords | undefined;
  readonly bytes: SocketBytes | undefined;
}

/** Of a request that no connection made, as in tests. */
const NO_CONNECTION: SocketSession = { id: 'none', closed: false, onClose() {}, send() {} };

const ajv = new SchemaCompiler({ strict: true, strictTypes: false, allErrors: false, ownProperties: true });
(ajvFormats as unknown as (instance: SchemaCompiler) => void)(ajv);

/**
 * The requests of one namespace: unregistered requests and payloads that do not match their schema never reach a
 * feature.
 */
export class RequestTable implements SocketRequests {
  readonly #requests = new Map<string, Registered>();
  readonly #accessOf: AccessOf;

  constructor(accessOf: AccessOf) {
    this.#accessOf = accessOf;
  }

  on<Payload extends { readonly [key: string]: Json }>(
    event: string,
    schema: object,
    handler: SocketHandler<Payload>,
    rule: SocketRule | null,
    bytes?: SocketBytes,
  ): void {
    if (this.#requests.has(event)) throw new Error(`the socket request ${event} is registered twice`);
    const access = rule === null ? null : this.#accessOf(rule.as);
    if (access === undefined) throw new Error(`the socket request ${event} has no access rule`);
    this.#requests.set(event, {
      validate: ajv.compile(schema),
      handler: handler as SocketHandler<never>,
      access,
      records: rule?.records,
      bytes,
    });
  }

  /** The limits of a request that carries bytes; undefined for others. */
  bytesOf(event: string): SocketBytes | undefined {
    return this.#requests.get(event)?.bytes;
  }

  /** The record the reply is about; undefined when it is about no record. */
  recordsOf(event: string): SocketRecords | undefined {
    return this.#requests.get(event)?.records;
  }

  /**
   * @throws Problem `not_found` for an unknown event, `role_not_allowed` or `scope_missing` where HTTP would reject,
   *   `invalid_request` for a payload that does not match, `payload_too_large` for too many bytes.
   */
  async handle(
    event: string,
    principal: Principal,
    payload: unknown,
    session: SocketSession = NO_CONNECTION,
    second?: unknown,
  ): Promise<SocketReply> {
    return this.begin(event, principal, payload, session, second);
  }

  /** As {@link handle}, without waiting where the handler does not; then it throws at once what that would reject with. */
  begin(
    event: string,
    principal: Principal,
    payload: unknown,
    session: SocketSession,
    second?: unknown,
  ): Promise<SocketReply> | SocketReply {
    const request = this.#requests.get(event);
    if (request === undefined) throw new Problem('not_found', { detail: 'There is no such request.' });
    if (request.access !== null) guard(request.access, principal);
    if (!request.validate(payload)) {
      throw new Problem('invalid_request', { errors: (request.validate.errors ?? []).map(fault) });
    }
    const bytes = request.bytes === undefined ? null : bytesWithin(request.bytes.max, second);
    return request.handler(principal, payload as never, { session, bytes });
  }
}

function bytesWithin(max: number, given: unknown): Uint8Array {
  if (!(given instanceof Uint8Array) || given.length === 0) {
    const detail = 'The second argument must be bytes.';
    throw new Problem('invalid_request', { detail, errors: [{ pointer: '', detail }] });
  }
  if (given.length > max) {
    throw new Problem('payload_too_large', { detail: `At most ${max} bytes can be sent at once.` });
  }
  return given;
}

function fault({ instancePath, keyword, params, message }: ErrorObject): InputFault {
  const { missingProperty, additionalProperty } = params as Record<string, string | undefined>;
  const member = keyword === 'required' ? missingProperty : additionalProperty;
  return {
    // An unknown member's name is the client's own text: it is cut, not trusted.
    pointer: member === undefined ? instancePath : `${instancePath}/${member.slice(0, 60)}`,
    detail: message ?? 'is invalid',
  };
}
