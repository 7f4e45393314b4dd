import { type Access, readAccess } from './extensions/access.ts';
import { type AuditRule, readAudit } from './extensions/audit.ts';
import { type Cost, readCost } from './extensions/cost.ts';
import { type RecentSignIn, readRecentSignIn } from './extensions/recent-sign-in.ts';
import {
  type Content,
  type ContractDocument,
  isSafe,
  type OperationObject,
  type Parameter,
  type Reference,
} from './openapi.ts';

/**
 * The place of a schema in the document, as a JSON pointer that the shared Ajv resolves: nothing is ever dereferenced.
 */
export type SchemaPointer = string;

/** How often one caller may use an operation, when its own limit is stricter than the general one (`x-rate-limit`). */
export interface OperationLimit {
  readonly points: number;
  /** Seconds. */
  readonly duration: number;
  /**
   * False where the operation receives that a caller is over the limit and decides itself, as for a call for help. The
   * general limits do not apply to it either.
   */
  readonly refuses: boolean;
}

/** What a request of an operation brings. */
export interface RequestBody {
  readonly required: boolean;
  readonly content: ReadonlyMap<string, SchemaPointer>;
  /** Bytes (`format: binary`), which the handler reads as they arrive: nothing holds the whole of them. */
  readonly streamed: boolean;
}

/** An operation ready to be served. */
export interface ContractOperation {
  readonly operationId: string;
  /** Lower case, as in the document. */
  readonly method: string;
  /** The path template: what logs and metrics show instead of the real path. */
  readonly path: string;
  readonly tags: readonly string[];
  readonly access: Access;
  /** What the audit log records of it (`x-audit`); null when it changes nothing and reveals nothing about people. */
  readonly audit: AuditRule | null;
  readonly security: readonly { readonly [scheme: string]: readonly string[] }[];
  /** The scheme names of `security`, each once. */
  readonly schemes: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly body: RequestBody | null;
  /** By status (`200`, `4XX`, `default`): media type -> schema; an empty map for a reply without a body. */
  readonly responses: ReadonlyMap<string, ReadonlyMap<string, SchemaPointer>>;
  readonly limit: OperationLimit | null;
  /** Its load on the database when it is high (`x-cost`); null otherwise. */
  readonly cost: Cost | null;
  /** When a person has to have signed in recently (`x-recent-sign-in`); null for never. */
  readonly recentSignIn: RecentSignIn | null;
  /** True for operations that change nothing: GETs, and POSTs whose query is in the body (`x-safe`). */
  readonly safe: boolean;
  /** True for operations whose reply carries a secret (tokens, new keys): such replies are never stored. */
  readonly secretReply: boolean;
  /** The only environments the operation exists in (`x-environments`); null for all. */
  readonly environments: readonly string[] | null;
}

export const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'options', 'head', 'trace'] as const;

/** Thrown when a contract cannot be served safely; lists every fault. */
export class ContractFault extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(`The contract cannot be served:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'ContractFault';
    this.faults = faults;
  }
}

const known = new WeakMap<ContractDocument, readonly ContractOperation[]>();

/**
 * Every operation of the document, read once: a document does not change.
 * @throws ContractFault for a missing or repeated operationId, a missing or contradictory `x-access`, an unknown
 *   security scheme, a reference that leads nowhere.
 */
export function readOperations(document: ContractDocument): readonly ContractOperation[] {
  let operations = known.get(document);
  if (operations === undefined) {
    operations = readAll(document);
    known.set(document, operations);
  }
  return operations;
}

function readAll(document: ContractDocument): readonly ContractOperation[] {
  const faults: string[] = [];
  const seen = new Set<string>();
  const operations: ContractOperation[] = [];
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = item[method] as OperationObject | undefined;
      if (operation === undefined) continue;
      const at = operation.operationId ?? `${method.toUpperCase()} ${path}`;
      if (operation.operationId === undefined) faults.push(`${at}: no operationId`);
      else if (seen.has(operation.operationId)) faults.push(`${at}: the operationId is used twice`);
      seen.add(at);
      const shared = (item.parameters ?? []) as readonly (Parameter | Reference)[];
      try {
        operations.push(readOperation(document, path, method, at, operation, shared));
      } catch (error) {
        if (!(error instanceof ContractFault)) throw error;
        faults.push(...error.faults);
      }
    }
  }
  if (faults.length > 0) throw new ContractFault(faults);
  return operations;
}

function readOperation(
  document: ContractDocument,
  path: string,
  method: string,
  at: string,
  operation: OperationObject,
  shared: readonly (Parameter | Reference)[],
): ContractOperation {
  const faults: string[] = [];
  const pointer = `#/paths/${escapePointer(path)}/${method}`;
  const security = operation.security ?? document.security ?? [];
  const schemes = [...new Set(security.flatMap((alternative) => Object.keys(alternative)))];
  for (const scheme of schemes) {
    if (document.components?.securitySchemes?.[scheme] === undefined)
      faults.push(`${at}: unknown security scheme ${scheme}`);
  }
  const access = readAccess(operation['x-access'], at, faults);
  const audit = readAudit(document, operation, method, at, faults);
  const cost = readCost(operation['x-cost'], at, faults);
  const recentSignIn = readRecentSignIn(operation['x-recent-sign-in'], at, faults);
  const open = security.length === 0 || security.some((alternative) => Object.keys(alternative).length === 0);
  if (open && !access.public) faults.push(`${at}: needs no credential, yet x-access is not public`);
  if (faults.length > 0) throw new ContractFault(faults);

  const parameters = new Map<string, Parameter>();
  for (const listed of [...shared, ...(operation.parameters ?? [])]) {
    const { value } = follow<Parameter>(document, listed, '', at);
    parameters.set(`${value.in} ${value.name}`, value);
  }
  const responses = new Map<string, ReadonlyMap<string, SchemaPointer>>();
  for (const [status, listed] of Object.entries(operation.responses ?? {})) {
    const found = follow<{ content?: Content }>(document, listed, `${pointer}/responses/${status}`, at);
    responses.set(status, contentPointers(found.value.content, found.pointer));
  }
  return {
    operationId: at,
    method,
    path,
    tags: operation.tags ?? [],
    access,
    audit,
    security,
    schemes,
    parameters: [...parameters.values()],
    body: readBody(document, operation, pointer, at),
    responses,
    limit: readLimit(operation['x-rate-limit'], at),
    cost,
    recentSignIn,
    safe: isSafe(method, operation),
    secretReply: operation['x-secret-reply'] === true,
    environments: (operation['x-environments'] as readonly string[] | undefined) ?? null,
  };
}

function readBody(
  document: ContractDocument,
  operation: OperationObject,
  pointer: string,
  at: string,
): RequestBody | null {
  if (operation.requestBody === undefined) return null;
  const found = follow<{ required?: boolean; content?: Content }>(
    document,
    operation.requestBody,
    `${pointer}/requestBody`,
    at,
  );
  return {
    required: found.value.required === true,
    content: contentPointers(found.value.content, found.pointer),
    streamed: Object.values(found.value.content ?? {}).some(
      ({ schema }) => (schema as { format?: string } | undefined)?.format === 'binary',
    ),
  };
}

function readLimit(value: unknown, at: string): OperationLimit | null {
  if (value === undefined) return null;
  const { points, duration, refuses = true } = value as Partial<OperationLimit>;
  if (!Number.isInteger(points) || !Number.isInteger(duration)) {
    throw new ContractFault([
      `${at}: x-rate-limit needs whole numbers \`points\` and \`duration\` (seconds)`,
    ]);
  }
  if (typeof refuses !== 'boolean') throw new ContractFault([`${at}: x-rate-limit.refuses is true or false`]);
  return { points: points as number, duration: duration as number, refuses };
}

function contentPointers(content: Content | undefined, pointer: string): ReadonlyMap<string, SchemaPointer> {
  const pointers = new Map<string, SchemaPointer>();
  for (const [mediaType, { schema }] of Object.entries(content ?? {})) {
    if (schema !== undefined)
      pointers.set(mediaType, `${pointer}/content/${escapePointer(mediaType)}/schema`);
  }
  return pointers;
}

/** Follows local references to the value itself and returns its place. */
function follow<T>(
  document: ContractDocument,
  value: T | Reference,
  pointer: string,
  at: string,
): { value: T; pointer: string } {
  let found: unknown = value;
  let where = pointer;
  for (let depth = 0; isReference(found); depth += 1) {
    where = found.$ref;
    found = depth < 8 ? resolvePointer(document, where) : undefined;
  }
  if (found === undefined) throw new ContractFault([`${at}: ${where} leads nowhere`]);
  return { value: found as T, pointer: where };
}

function isReference(value: unknown): value is Reference {
  return typeof value === 'object' && value !== null && '$ref' in value;
}

/** Resolves a local JSON pointer (`#/components/…`), undefined when it leads nowhere. */
export function resolvePointer(document: ContractDocument, pointer: string): unknown {
  if (!pointer.startsWith('#/')) return undefined;
  let found: unknown = document;
  for (const part of pointer.slice(2).split('/')) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = (found as Record<string, unknown>)[
      decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')
    ];
  }
  return found;
}

/** `~` and `/` by RFC 6901; braces and the like by percent-encoding, since the pointer is used as a URI fragment. */
function escapePointer(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}
