import type { operations } from '@kiwimesh/openapi/types';
import type { Principal } from '../auth/principal.ts';
import { Problem } from '../ground/problem.ts';
import type { RequestStream } from './body.ts';
import type { StreamBody } from './reply.ts';

/*
 * Handlers are typed from the contract. `Operations` is computed from the generated types alone, so a change in
 * openapi/ that a handler does not follow fails `tsc`: a missing handler, an undeclared operation, a status that is not
 * in the contract, a property missing from a reply (operation.test-d.ts proves each). The compiler does not find
 * additional properties; tests validate replies for that.
 */

/** Request headers, names in lower case; a repeated header is joined with `, `. */
export type RequestHeaders = Readonly<Record<string, string | undefined>>;

/** Statuses a handler may answer with. Everything else is a thrown `Problem`. */
type Success = 200 | 201 | 202 | 203 | 204 | 205 | 206;

/** Media types whose bodies are bytes, which are passed on as they come. */
type Bytes = `audio/${string}` | `image/${string}` | 'application/pdf' | 'application/octet-stream';

type ContentOf<T> = T extends { content: infer C }
  ? keyof C extends Bytes
    ? RequestStream
    : C[keyof C]
  : undefined;

type BodyOf<Op> = Op extends { requestBody: infer B }
  ? ContentOf<B>
  : Op extends { requestBody?: infer B }
    ? ContentOf<NonNullable<B>> | undefined
    : undefined;

type ParameterOf<Op, In extends 'path' | 'query'> = Op extends { parameters: infer P }
  ? In extends keyof P
    ? [NonNullable<P[In]>] extends [never]
      ? Record<string, never>
      : NonNullable<P[In]>
    : Record<string, never>
  : Record<string, never>;

/**
 * The arguments of a handler: everything in it has been validated, with parameters coerced and their defaults filled
 * in.
 */
export interface OperationRequest<Op> {
  readonly params: Readonly<ParameterOf<Op, 'path'>>;
  readonly query: Readonly<ParameterOf<Op, 'query'>>;
  readonly headers: RequestHeaders;
  readonly body: BodyOf<Op>;
  /** The bytes of the body as they arrived, of a request that a provider signed; else null. */
  readonly raw?: Uint8Array | null;
  readonly principal: Principal;
  /** The caller's address, for rate limits and the audit log. */
  readonly ip: string;
  /** Seconds until the caller is within the operation's limit again (`x-rate-limit` with `refuses: false`); else null. */
  readonly overLimit?: number | null;
}

type ReplyFor<Status, Response> = Response extends { content: infer C }
  ? {
      readonly status: Status;
      readonly body: keyof C extends Bytes ? StreamBody : C[keyof C];
      readonly headers?: Readonly<Record<string, string>>;
    }
  : {
      readonly status: Status;
      readonly body?: undefined;
      readonly headers?: Readonly<Record<string, string>>;
    };

/** A 204 beside a reply with a body is what the mount sends to keys that may not read: no handler returns it. */
type Handled<R> = [Exclude<keyof R & Success, 204>] extends [never]
  ? keyof R & Success
  : Exclude<keyof R & Success, 204>;

/** A union over the 2xx statuses the operation declares. The mount adds `ETag` from `body.version`. */
export type OperationReply<Op> = Op extends { responses: infer R }
  ? { [Status in Handled<R>]: ReplyFor<Status, R[Status]> }[Handled<R>]
  : never;

export type OperationHandler<Op> = (request: OperationRequest<Op>) => Promise<OperationReply<Op>>;

/** A handler for every operation of a contract. Generic so that its own tests can use a small contract. */
export type OperationMap<Contract> = { readonly [Id in keyof Contract]: OperationHandler<Contract[Id]> };

/** Every operation of the Kiwimesh contract with its handler. A feature provides a part: `OperationsOf<'listBookings' | …>`. */
export type Operations = OperationMap<operations>;

export type OperationId = keyof Operations;

/**
 * The handlers of one feature, by name. Declare a feature's `operations` with this rather than `Partial<Operations>`:
 * only then can `compose` prove at compile time that the modules together cover the contract.
 */
export type OperationsOf<Ids extends OperationId> = Pick<Operations, Ids>;

/** Shorthands for a feature's mapping functions: `RequestOf<'createBooking'>['body']`. */
export type RequestOf<Id extends OperationId> = OperationRequest<operations[Id]>;
export type ReplyOf<Id extends OperationId> = OperationReply<operations[Id]>;

/**
 * The value of `ETag` as it is sent back: weak where a proxy compressed the reply (nginx), or with the coding's name in
 * it (`"3-gzip"` of Apache, `"3;br"` of others).
 */
const ENTITY_TAG = /^(?:W\/)?"(\d{1,15})(?:[-;]+[a-z0-9]{1,16})?"$/;

/**
 * The versions in `If-Match`, any of which is accepted (RFC 9110, 13.1.1), or undefined when the caller accepts any (no
 * header, or `*`).
 * @throws Problem `invalid_request` when the header is not a list of entity tags of this API.
 */
export function expectedVersion(headers: RequestHeaders): readonly number[] | undefined {
  const value = headers['if-match']?.trim();
  if (value === undefined || value === '*') return undefined;
  return value.split(',').map((tag) => {
    const version = ENTITY_TAG.exec(tag.trim())?.[1];
    if (version !== undefined) return Number(version);
    throw new Problem('invalid_request', {
      detail: 'If-Match must be the ETag of an earlier reply, such as "3".',
      errors: [{ pointer: '/headers/if-match', detail: 'must be one or more entity tags, such as "3"' }],
    });
  });
}

/** The entity tag of a version: the value of `ETag` and `If-Match`. */
export function entityTag(version: number): string {
  return `"${version}"`;
}
