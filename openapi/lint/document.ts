/** A look at the bundled contract that is just deep enough for the lint rules. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export interface Schema {
  readonly $ref?: string;
  readonly 'x-health-data'?: boolean;
  /** What kind of value a text is: a word of the document's `x-normalisers`. */
  readonly 'x-normalise'?: string;
  readonly 'x-personal-data'?: boolean;
  readonly type?: string | readonly string[];
  readonly enum?: readonly Json[];
  readonly const?: Json;
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxItems?: number;
  readonly maxProperties?: number;
  readonly additionalProperties?: boolean | Schema;
  readonly unevaluatedProperties?: boolean | Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

export interface Example {
  readonly value?: Json;
}

export interface MediaType {
  readonly schema?: Schema;
  readonly examples?: Readonly<Record<string, Example>>;
}

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: Schema;
  /** Why a text that could hold personal data holds none. */
  readonly 'x-impersonal'?: string;
}

export interface ResponseObject {
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Readonly<Record<string, MediaType>>;
}

/** Who may call an operation: signed-in roles, scopes that an API key must all hold, keys without sign-in, everyone. */
export interface Access {
  readonly roles?: readonly string[];
  readonly scopes?: readonly string[];
  /** The scope an API key needs to get the reply's body. */
  readonly reply?: string;
  readonly keys?: readonly string[];
  /** Those who call for help without an account, with the token of their call. */
  readonly visitors?: boolean;
  /** Providers whose signature of the request proves who they are. */
  readonly signed?: boolean;
  readonly public?: boolean;
  /** Also admits roles that have not set up a required second factor yet. */
  readonly enrolment?: boolean;
  /** How the records relate to the caller (see `x-tenant-relations`): the same for all callers, or by caller. */
  readonly tenant?: string | Readonly<Record<string, string>>;
}

/** What the audit log keeps of an operation; see the document's own description. */
export interface Audit {
  readonly record?: string;
  readonly ids?: string;
  readonly reads?: string;
  readonly when?: string;
}

export interface Operation {
  readonly operationId?: string;
  readonly tags?: readonly string[];
  readonly 'x-access'?: Access;
  readonly 'x-audit'?: Audit;
  /** A word of the document's `x-costs`, or why the operation needs none. */
  readonly 'x-cost'?: string | { readonly none?: string };
  /** The reply carries a secret: it is never kept, so an idempotency key has no effect. */
  readonly 'x-secret-reply'?: boolean;
  /** A POST that changes nothing: a read whose criteria are in the body. */
  readonly 'x-safe'?: boolean;
  /** The only environments it exists in. */
  readonly 'x-environments'?: readonly string[];
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly required?: boolean;
    readonly content: Readonly<Record<string, MediaType>>;
  };
  readonly responses?: Readonly<Record<string, ResponseObject>>;
}

export interface Contract {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** What each cost that `x-cost` can name means, in words. */
  readonly 'x-costs'?: Readonly<Record<string, string>>;
  /** Every relation that `x-access.tenant` can name, in words. */
  readonly 'x-tenant-relations'?: Readonly<Record<string, string>>;
}

/** One breach of a rule. `where` names the operation or the file. */
export interface Finding {
  readonly rule: string;
  readonly where: string;
  readonly message: string;
}

export interface Located {
  readonly path: string;
  readonly method: string;
  readonly operation: Operation;
  readonly where: string;
}

const METHODS = ['get', 'put', 'post', 'patch', 'delete', 'head', 'options'];

/** Whether it can change something: every method but those that only read, and the POSTs that say they do not. */
export function changes({ method, operation }: Pick<Located, 'method' | 'operation'>): boolean {
  return !['get', 'head', 'options'].includes(method) && !(method === 'post' && operation['x-safe'] === true);
}

/** Every operation of the contract with where it stands. */
export function* operations(contract: Contract): Generator<Located> {
  for (const [path, item] of Object.entries(contract.paths)) {
    for (const method of METHODS) {
      const operation = item[method];
      if (operation === undefined) continue;
      yield { path, method, operation, where: operation.operationId ?? `${method} ${path}` };
    }
  }
}

/** Follows a `$ref` into the components (and one it leads to); returns anything else unchanged. */
export function resolve<T>(contract: Contract, node: T): T {
  let found: unknown = node;
  for (let hops = 0; hops < 10; hops++) {
    const ref = (found as { $ref?: unknown } | null | undefined)?.$ref;
    if (typeof ref !== 'string') return found as T;
    const steps = ref.replace(/^#\//, '').split('/');
    found = steps.reduce<unknown>(
      (at, step) =>
        (at as Record<string, unknown> | undefined)?.[step.replaceAll('~1', '/').replaceAll('~0', '~')],
      contract,
    );
  }
  throw new Error('a $ref that leads in circles');
}

/** The parameters of an operation, resolved. */
export function parametersOf(contract: Contract, operation: Operation): Parameter[] {
  return (operation.parameters ?? []).map((parameter) => resolve(contract, parameter));
}

/** The responses of an operation, resolved, with their status. */
export function responsesOf(contract: Contract, operation: Operation): [string, ResponseObject][] {
  return Object.entries(operation.responses ?? {}).map(([status, reply]) => [
    status,
    resolve(contract, reply),
  ]);
}
