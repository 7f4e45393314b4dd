import type { ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { JsonObject } from '../ground/json.ts';
import { onFirstUse, SchemaCompiler } from '../ground/schema-compiler.ts';
import type { Shape } from './shapes.ts';

/** The data of an event or job does not match its definition: a fault of this program. */
export class PayloadFault extends Error {
  override readonly name = 'PayloadFault';
}

const compiler = onFirstUse(() => {
  const ajv = new SchemaCompiler({ strict: true, strictTypes: false });
  addFormats.default(ajv);
  return ajv;
});
const validators = new WeakMap<object, ValidateFunction>();

/**
 * Asserts that `data` has the shape. The first call for a shape compiles its schema (about a millisecond); one check of
 * an event takes about a microsecond.
 * @param what names the event or job in the error. Values are left out of it, since they may be confidential.
 * @throws PayloadFault
 */
export function checkPayload<T extends JsonObject>(
  what: string,
  { schema }: Shape<T>,
  data: JsonObject,
): asserts data is T {
  let validate = validators.get(schema);
  if (validate === undefined) {
    validate = compiler().compile(schema);
    validators.set(schema, validate);
  }
  if (validate(data)) return;
  const { instancePath = '', keyword = '', params = {} } = validate.errors?.[0] ?? {};
  const { missingProperty, additionalProperty } = params as Record<string, unknown>;
  const at = [instancePath, missingProperty ?? additionalProperty].filter(Boolean).join('/');
  throw new PayloadFault(`${what}: its data breaks the rule "${keyword}" of its schema at ${at || '/'}`);
}
