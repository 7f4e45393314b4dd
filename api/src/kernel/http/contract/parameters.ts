import type { ErrorObject, ValidateFunction } from 'ajv';
import { type ContractOperation, resolvePointer } from './document.ts';
import type { ContractDocument, JsonSchema, Parameter } from './openapi.ts';
import type { ContractSchemas } from './schemas.ts';

/** The parameters of one request as received: text, or a list of texts. Coerced in place. */
export interface RawParameters {
  params: Record<string, unknown>;
  query: Record<string, unknown>;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/**
 * Checks the parameters of one operation: path, query and headers. Undeclared query parameters are faults; unknown
 * headers are not.
 */
export class ParameterCheck {
  private readonly declared: { path: boolean; query: boolean };
  private readonly arrays: readonly Parameter[];
  private readonly headers: readonly string[];
  private readonly headersRequired: boolean;
  private readonly makeValidate: () => ValidateFunction;
  private validate: ValidateFunction | undefined;

  constructor(operation: ContractOperation, document: ContractDocument, schemas: ContractSchemas) {
    const of = (place: Parameter['in']) => operation.parameters.filter((parameter) => parameter.in === place);
    const schemaOf = (parameter: Parameter) => inlined(document, parameter.schema ?? true);
    this.declared = { path: of('path').length > 0, query: of('query').length > 0 };
    this.arrays = of('query').filter((parameter) => {
      const schema = schemaOf(parameter);
      return typeof schema === 'object' && schema.type === 'array';
    });
    this.headers = of('header').map((parameter) => parameter.name.toLowerCase());
    this.headersRequired = of('header').some((parameter) => parameter.required === true);
    const group = (parameters: readonly Parameter[], closed: boolean) => ({
      type: 'object',
      properties: Object.fromEntries(parameters.map((parameter) => [keyOf(parameter), schemaOf(parameter)])),
      required: parameters.filter((parameter) => parameter.required === true).map(keyOf),
      ...(closed ? { additionalProperties: false } : {}),
    });
    this.makeValidate = () =>
      schemas.coercing({
        type: 'object',
        properties: {
          path: group(of('path'), false),
          query: group(of('query'), true),
          header: group(of('header'), false),
        },
      });
  }

  /** Null when all is valid; then `request.params` and `request.query` hold coerced values and defaults. */
  check(request: RawParameters): ErrorObject[] | null {
    const header = this.presentHeaders(request.headers);
    if (!this.declared.query && !this.declared.path && header === undefined && isEmpty(request.query))
      return null;
    for (const parameter of this.arrays) {
      const value = request.query[parameter.name];
      if (typeof value !== 'string') continue;
      request.query[parameter.name] = parameter.explode === false ? value.split(',') : [value];
    }
    this.validate ??= this.makeValidate();
    const input = {
      path: request.params,
      query: request.query,
      ...(header === undefined ? {} : { header }),
    };
    return this.validate(input) ? null : (this.validate.errors ?? []);
  }

  private presentHeaders(headers: RawParameters['headers']): Record<string, unknown> | undefined {
    let present: Record<string, unknown> | undefined = this.headersRequired ? {} : undefined;
    for (const name of this.headers) {
      const value = headers[name];
      if (value === undefined) continue;
      present ??= {};
      present[name] = value;
    }
    return present;
  }
}

function keyOf(parameter: Parameter): string {
  return parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name;
}

/**
 * Ajv fills in a default only where it is declared directly, not behind a reference: the outermost reference is
 * followed.
 */
function inlined(document: ContractDocument, schema: JsonSchema): JsonSchema {
  if (typeof schema !== 'object' || typeof schema.$ref !== 'string') return schema;
  const { $ref, ...beside } = schema;
  const target = resolvePointer(document, $ref as string);
  return typeof target === 'object' ? { ...(target as object), ...beside } : schema;
}

function isEmpty(record: Record<string, unknown>): boolean {
  for (const _ in record) return false;
  return true;
}
