/** Types of a call, computed from the contract: the input and output of each path. */
import type { paths } from './generated/types.ts';

export type Method = 'get' | 'put' | 'post' | 'patch' | 'delete';

/** The paths that have the method. */
export type PathWith<M extends Method> = {
  [P in keyof paths]: paths[P] extends { [K in M]: { responses: unknown } } ? P : never;
}[keyof paths];

export type OperationAt<M extends Method, P extends PathWith<M>> = paths[P] extends {
  [K in M]: infer Operation;
}
  ? Operation
  : never;

/** Optional members may be `undefined`: they are then omitted. */
type Lenient<T> = { [K in keyof T]: object extends Pick<T, K> ? T[K] | undefined : T[K] };

type Member<T, K extends string> = T extends { [Key in K]: infer V } ? V : never;
type OptionalMember<T, K extends string> = T extends { [Key in K]?: infer V } ? V : never;

type PathPart<Operation> =
  Member<Member<Operation, 'parameters'>, 'path'> extends infer P
    ? [P] extends [never]
      ? { readonly path?: never }
      : { readonly path: Readonly<P> }
    : never;

type QueryPart<Operation> =
  Member<Member<Operation, 'parameters'>, 'query'> extends infer Required
    ? [Required] extends [never]
      ? NonNullable<OptionalMember<Member<Operation, 'parameters'>, 'query'>> extends infer Optional
        ? [Optional] extends [never]
          ? { readonly query?: never }
          : { readonly query?: Readonly<Lenient<Optional>> | undefined }
        : never
      : { readonly query: Readonly<Lenient<Required>> }
    : never;

type BodyPart<Operation> = Operation extends {
  requestBody: { content: { 'application/json': infer Body } };
}
  ? { readonly body: Readonly<Lenient<Body>> }
  : { readonly body?: never };

/** Options of every call. */
export interface CallOptions {
  /** Cancels the call; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds each attempt may take; by default as set for the client. */
  readonly timeoutMs?: number | undefined;
  /** How often this call is retried after a failure, if it is safe to repeat; by default as set for the client. */
  readonly retries?: number | undefined;
  /** Your own id for the request, for finding it in the service's logs. */
  readonly correlationId?: string | undefined;
}

type HeadersOf<Operation> = NonNullable<OptionalMember<Member<Operation, 'parameters'>, 'header'>>;

/** Where the contract accepts `Idempotency-Key`: every POST except those that change nothing. */
type KeyPart<Operation> = 'Idempotency-Key' extends keyof HeadersOf<Operation>
  ? {
      /**
       * Makes retries safe: the service acts once per key. By default each call gets a new key; pass your own to repeat a
       * call later. `null` sends none, and the call is then never retried automatically.
       */
      readonly idempotencyKey?: string | null | undefined;
    }
  : { readonly idempotencyKey?: never };

/** Where the contract takes `If-Match`. */
type MatchPart<Operation> = 'If-Match' extends keyof HeadersOf<Operation>
  ? {
      /** The `version` you read: the change is rejected (412) if the record has changed since. */
      readonly ifMatch?: number | undefined;
    }
  : { readonly ifMatch?: never };

export type Options<M extends Method, P extends PathWith<M>> = CallOptions &
  PathPart<OperationAt<M, P>> &
  QueryPart<OperationAt<M, P>> &
  BodyPart<OperationAt<M, P>> &
  KeyPart<OperationAt<M, P>> &
  MatchPart<OperationAt<M, P>>;

/** The options can be omitted when none of them is required. */
export type OptionsArgument<M extends Method, P extends PathWith<M>> =
  object extends Options<M, P> ? [options?: Options<M, P>] : [options: Options<M, P>];

type DataOf<Reply> = Reply extends { content: { 'application/json': infer Data } }
  ? Data
  : Reply extends { content: { 'audio/wav': unknown } | { 'application/pdf': unknown } }
    ? Blob
    : undefined;

/**
 * The data of the 2xx replies, files as a `Blob`; `undefined` for operations without any. An API key that may write a record but not read it
 * also gets `undefined` (204). The type leaves this out, since only such keys have to check for it.
 */
export type Result<M extends Method, P extends PathWith<M>> = WithData<AnyResult<M, P>>;

type WithData<Data> = [Exclude<Data, undefined>] extends [never] ? Data : Exclude<Data, undefined>;

type AnyResult<M extends Method, P extends PathWith<M>> =
  OperationAt<M, P> extends { responses: infer Replies }
    ? { [Status in keyof Replies & (200 | 201 | 202 | 204)]: DataOf<Replies[Status]> }[keyof Replies &
        (200 | 201 | 202 | 204)]
    : never;

interface Page {
  readonly data: readonly unknown[];
  readonly nextCursor: string | null;
}

/** The paths whose GET returns pages. */
type ListPath = {
  [P in PathWith<'get'>]: Result<'get', P> extends Page ? P : never;
}[PathWith<'get'>];

/** The paths whose POST is a search: it takes the cursor in its body and returns pages. */
type SearchPath = {
  [P in PathWith<'post'>]: Result<'post', P> extends Page ? P : never;
}[PathWith<'post'>];

/** The paths that return pages. */
export type PagedPath = ListPath | SearchPath;

type PageOf<P extends PagedPath> = P extends ListPath
  ? Result<'get', P>
  : P extends SearchPath
    ? Result<'post', P>
    : never;

/** The options of `pages()`: a query, or the body of a search. */
export type PagesArgument<P extends PagedPath> = P extends ListPath
  ? OptionsArgument<'get', P>
  : P extends SearchPath
    ? OptionsArgument<'post', P>
    : never;

/** One item of a list or search. */
export type ItemOf<P extends PagedPath> =
  PageOf<P> extends { readonly data: readonly (infer Item)[] } ? Item : never;
