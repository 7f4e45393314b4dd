/*
 * The parts of an OpenAPI 3.1 document that the engine reads. The linter in openapi/ checks the document as a whole;
 * here only what serving it safely needs is checked, and every fault is reported at once.
 */

export type JsonSchema = boolean | { readonly [keyword: string]: unknown };

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required?: boolean;
  readonly explode?: boolean;
  readonly schema?: JsonSchema;
}

export interface Content {
  readonly [mediaType: string]: { readonly schema?: JsonSchema };
}

export interface Reference {
  readonly $ref: string;
}

export interface OperationObject {
  readonly operationId?: string;
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly parameters?: readonly (Parameter | Reference)[];
  readonly requestBody?: { readonly required?: boolean; readonly content?: Content } | Reference;
  readonly responses?: { readonly [status: string]: { readonly content?: Content } | Reference };
  readonly security?: readonly { readonly [scheme: string]: readonly string[] }[];
  readonly [extension: `x-${string}`]: unknown;
}

export interface ContractDocument {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: { readonly [path: string]: { readonly [member: string]: unknown } };
  readonly components?: { readonly [kind: string]: { readonly [name: string]: unknown } };
  readonly security?: OperationObject['security'];
  /** What the service sends to others, by name. */
  readonly webhooks?: { readonly [name: string]: { readonly [member: string]: unknown } };
  /** The canonical form of each kind of value named by `x-normalise`, in words. */
  readonly 'x-normalisers'?: Readonly<Record<string, string>>;
  /** What each relation of `x-access.tenant` means, in words. */
  readonly 'x-tenant-relations'?: Readonly<Record<string, string>>;
}

const READING = ['get', 'head', 'options'];

/** Whether an operation changes nothing: by its method, or as a POST whose query is in its body (`x-safe`). */
export function isSafe(method: string, operation: OperationObject): boolean {
  return READING.includes(method) || (method === 'post' && operation['x-safe'] === true);
}
