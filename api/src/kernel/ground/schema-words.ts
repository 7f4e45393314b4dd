import type { ErrorObject } from 'ajv';
import { keysOfPointer } from './yaml-places.ts';

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
  null: 'null',
};

const counted = (limit: unknown, one: string, many = `${one}s`) => `${limit} ${limit === 1 ? one : many}`;

/** A broken JSON Schema rule in plain words, where Ajv's message names keywords; undefined for other rules. */
export function limitInWords({ keyword, params }: ErrorObject): string | undefined {
  const { limit, type } = params as { limit?: unknown; type?: unknown };
  switch (keyword) {
    case 'type':
      return `must be ${[type]
        .flat()
        .map((one) => TYPES[String(one)] ?? String(one))
        .join(' or ')}`;
    case 'minLength':
      return limit === 1 ? 'must not be empty' : `must have ${counted(limit, 'character')} or more`;
    case 'maxLength':
      return `must have no more than ${counted(limit, 'character')}`;
    case 'minimum':
      return `must be ${limit} or more`;
    case 'maximum':
      return `must be ${limit} or less`;
    case 'exclusiveMinimum':
      return `must be more than ${limit}`;
    case 'exclusiveMaximum':
      return `must be less than ${limit}`;
    case 'minItems':
      return limit === 1
        ? 'must not be an empty list'
        : `must have ${counted(limit, 'entry', 'entries')} or more`;
    case 'maxItems':
      return `must have no more than ${counted(limit, 'entry', 'entries')}`;
    case 'uniqueItems':
      return 'must not contain duplicates';
    case 'minProperties':
      return limit === 1 ? 'must have at least one member' : `must have ${counted(limit, 'member')} or more`;
    default:
      return undefined;
  }
}

/** What to do about a fault of a file that people write. */
export function adviceOn(error: ErrorObject): string {
  switch (error.keyword) {
    case 'required':
      return `Add ${error.params.missingProperty}: it is required`;
    case 'additionalProperties':
      return `Remove ${error.params.additionalProperty}, or correct its spelling: it is not a key here`;
    case 'enum':
      return `Use one of: ${error.params.allowedValues.join(', ')}`;
    case 'pattern':
      return `It must match ${error.params.pattern}`;
    default:
      return `It ${limitInWords(error) ?? error.message ?? 'is not valid'}`;
  }
}

/** The keys that lead to the value or to the key at fault. */
export function keysAt({ instancePath, params, propertyName }: ErrorObject): readonly string[] {
  const key: unknown = params.additionalProperty ?? propertyName;
  const keys = keysOfPointer(instancePath);
  return typeof key === 'string' ? [...keys, key] : keys;
}
