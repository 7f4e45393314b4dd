/**
 * What comes in is bounded: a text has a length and no control characters, a number a range, a list a size, and an
 * object takes no property that is not written down. Without this a caller could fill memory, or reach the database
 * with a value it refuses (a NUL character), and would see an internal error instead of a 400.
 */
import { type Contract, type Finding, operations, parametersOf, resolve, type Schema } from './document.ts';

/** Free rows are checked one by one in the import itself, so that one bad row does not lose the good ones. */
const UNPATTERNED = new Set(['ImportRequest']);

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';
/** What the service itself signed an address for. */
const BYTES_TYPE = 'application/octet-stream';

function types(schema: Schema): readonly string[] {
  return typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []);
}

function* textFaults(
  schema: Schema & { format?: string },
  at: string,
  patterned: boolean,
): Generator<string> {
  if (schema.maxLength === undefined) yield `${at} is a text without maxLength`;
  // A phone or an email has a form of its own, which its normaliser checks.
  const normalised = ['phone', 'email'].includes(schema['x-normalise'] ?? '');
  if (patterned && schema.pattern === undefined && schema.format === undefined && !normalised) {
    yield `${at} is a text without pattern or format`;
  }
  yield* kindFaults(schema, at);
}

/** Kinds that the name of a field decides, wherever it is. */
const KIND_OF_FIELD: Readonly<Record<string, string>> = {
  phone: 'phone',
  callerPhone: 'phone',
  email: 'email',
  name: 'name',
};
/** Kinds that the format decides: without one an id in capitals would be another text than the stored one. */
const KIND_OF_FORMAT: Readonly<Record<string, string>> = { email: 'email', uuid: 'id' };
/** Texts that do not match a fixed format such as an id or a date: a field that accepts one of them is typed by people. */
const TYPED = ['a b', 'é', 'Asha\u202e', ' x', 'name@example.org '];

/** A text that people type declares how it is normalised, so that it is treated alike in every operation. */
function* kindFaults(schema: Schema & { format?: string }, at: string): Generator<string> {
  const kind = schema['x-normalise'];
  const expected = KIND_OF_FORMAT[schema.format ?? ''] ?? KIND_OF_FIELD[at.split('/').at(-1) ?? ''];
  if (expected !== undefined && kind !== expected) {
    yield `${at} must declare x-normalise: ${expected}`;
  } else if (kind === undefined && schema.format === undefined) {
    const { pattern = '' } = schema;
    if (TYPED.some((text) => new RegExp(pattern, 'u').test(text))) {
      yield `${at} takes text as people type it and does not say how it is normalised: add x-normalise`;
    }
  }
}

function* faults(contract: Contract, raw: Schema, at: string, patterned: boolean): Generator<string> {
  const schema = resolve(contract, raw);
  for (const part of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]) {
    yield* faults(contract, part, at, patterned);
  }
  if (schema.enum !== undefined || schema.const !== undefined) return;
  const kinds = types(schema);
  if (kinds.length === 0 && !schema.anyOf && !schema.oneOf && !schema.allOf) yield `${at} has no type`;
  if (kinds.includes('string')) yield* textFaults(schema, at, patterned);
  if (kinds.includes('integer') || kinds.includes('number')) {
    if (schema.minimum === undefined || schema.maximum === undefined) yield `${at} is a number without range`;
  }
  if (kinds.includes('array')) {
    if (schema.maxItems === undefined) yield `${at} is a list without maxItems`;
    if (schema.items !== undefined) yield* faults(contract, schema.items, `${at}/-`, patterned);
  }
  if (kinds.includes('object')) {
    const rest = schema.additionalProperties ?? schema.unevaluatedProperties;
    if (rest === undefined || rest === true) yield `${at} takes properties that are not written down`;
    if (typeof rest === 'object') {
      if (schema.maxProperties === undefined) yield `${at} is a map without maxProperties`;
      yield* faults(contract, rest, `${at}/*`, patterned);
    }
    for (const [name, child] of Object.entries(schema.properties ?? {})) {
      yield* faults(contract, child, `${at}/${name}`, patterned);
    }
  }
}

/** Looks at every request body and every parameter. */
export function* lintInput(contract: Contract): Generator<Finding> {
  for (const { operation, where } of operations(contract)) {
    for (const parameter of parametersOf(contract, operation)) {
      for (const message of faults(
        contract,
        parameter.schema ?? {},
        `${parameter.in} ${parameter.name}`,
        true,
      )) {
        yield { rule: 'input', where, message };
      }
    }
    for (const [type, media] of Object.entries(operation.requestBody?.content ?? {})) {
      // Providers send their webhooks as they like.
      const taken = operation['x-access']?.signed === true ? [JSON_TYPE, FORM_TYPE, BYTES_TYPE] : [JSON_TYPE];
      if (!taken.includes(type)) yield { rule: 'input', where, message: `takes ${type}` };
      const patterned = !UNPATTERNED.has(media.schema?.$ref?.split('/').at(-1) ?? '');
      for (const message of faults(contract, media.schema ?? {}, 'body', patterned)) {
        yield { rule: 'input', where, message };
      }
    }
  }
}
