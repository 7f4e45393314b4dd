import type { ValidateFunction } from 'ajv';
import { SchemaCompiler } from '../../kernel/ground/schema-compiler.ts';
import type { JsonSchema, ModelFailure } from '../../ports/llm.ts';

/** Schemas are constants of tasks; one that builds its schema for each ask must not fill the memory. */
const MAX_SCHEMAS = 200;

export type Judged<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: ModelFailure };

const newAjv = () => new SchemaCompiler({ strict: false, validateFormats: false, logger: false });

/** Turns texts of models into values of a schema. Each schema is compiled once. */
export class Answers {
  readonly #byObject = new WeakMap<JsonSchema, ValidateFunction>();
  readonly #byText = new Map<string, ValidateFunction>();
  #ajv = newAjv();

  /** @throws Error when it is no valid JSON Schema. */
  validator(schema: JsonSchema): ValidateFunction {
    let validate = this.#byObject.get(schema);
    if (validate === undefined) {
      const text = JSON.stringify(schema);
      validate = this.#byText.get(text);
      if (validate === undefined) {
        if (this.#byText.size >= MAX_SCHEMAS) {
          // Ajv keeps every schema that it compiled.
          this.#byText.clear();
          this.#ajv = newAjv();
        }
        validate = this.#ajv.compile(schema);
        this.#byText.set(text, validate);
      }
      this.#byObject.set(schema, validate);
    }
    return validate;
  }
}

/**
 * The value of an answer's text.
 * @param restore replaces placeholders by what they stand for; null where the answer names something that was never sent.
 */
export function judge<T>(
  text: string,
  validate: ValidateFunction,
  check: ((value: T) => boolean) | undefined,
  restore: ((value: T) => { readonly value: T } | null) | null,
): Judged<T> {
  if (text.trim() === '') return { ok: false, failure: 'empty' };
  let value: T;
  try {
    value = JSON.parse(text) as T;
  } catch {
    return { ok: false, failure: 'invalid_json' };
  }
  try {
    if (!validate(value)) return { ok: false, failure: 'invalid_value' };
    if (restore !== null) {
      const restored = restore(value);
      if (restored === null) return { ok: false, failure: 'invalid_value' };
      value = restored.value;
    }
    return check === undefined || check(value)
      ? { ok: true, value }
      : { ok: false, failure: 'invalid_value' };
  } catch {
    // A check that stumbles over a value has refused it.
    return { ok: false, failure: 'invalid_value' };
  }
}
