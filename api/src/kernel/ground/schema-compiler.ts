import type { AnySchema } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';

const WITH_META_SCHEMA = new Ajv2020();

/**
 * Ajv that holds schemas against the meta-schema of JSON Schema 2020-12, compiled once in a process. Each instance of
 * Ajv compiles its own, which takes some 50 ms of a processor: longer than the schemas of most instances.
 */
export class SchemaCompiler extends Ajv2020 {
  override validateSchema(schema: AnySchema, throwOrLogError?: boolean): boolean | Promise<unknown> {
    return WITH_META_SCHEMA.validateSchema(schema, throwOrLogError);
  }
}
