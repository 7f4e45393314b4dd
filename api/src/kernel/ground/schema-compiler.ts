import type { AnySchema } from 'ajv';
import { Ajv2020, type Options } from 'ajv/dist/2020.js';

const withMetaSchema = onFirstUse(() => new Ajv2020());

/**
 * Ajv that holds schemas against the meta-schema of JSON Schema 2020-12, compiled once in a process. Each instance of
 * Ajv compiles its own, which takes some 75 ms of a processor: longer than the schemas of most instances.
 */
export class SchemaCompiler extends Ajv2020 {
  constructor(options: Options = {}) {
    super({ ...options, meta: false });
  }

  override validateSchema(schema: AnySchema, throwOrLogError?: boolean): boolean | Promise<unknown> {
    return withMetaSchema().validateSchema(schema, throwOrLogError);
  }
}

/**
 * What takes long to make, such as a compiled schema, when it is first needed: most processes that load a module, such as
 * those that refuse their settings, do not get that far.
 */
export function onFirstUse<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
