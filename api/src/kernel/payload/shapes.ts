/**
 * The shapes of the data of events and jobs: a JSON Schema and the TypeScript type derived from it, so that the two
 * cannot differ. The vocabulary has ids, times, states, codes, counts and flags, and no free text: by construction, no
 * name, phone number, address or clinical word reaches outboxes, job tables and other systems.
 */
import type { Json } from '../ground/json.ts';

export type JsonSchema = { readonly [key: string]: Json };

/** A JSON Schema (2020-12) and, for the compiler, the type of the values it accepts. */
export interface Shape<T> {
  readonly schema: JsonSchema;
  /** Exists for its type only. */
  readonly type?: T;
}

/** An optional member. */
export interface OptionalShape<T> extends Shape<T> {
  readonly optional: true;
}

type Members = { readonly [name: string]: Shape<Json> };
type TypeOf<S> = S extends Shape<infer T> ? T : never;
type OptionalNames<M> = { [K in keyof M]: M[K] extends { readonly optional: true } ? K : never }[keyof M];

/** The type of an object with these members. */
export type ObjectOf<M> = {
  readonly [K in Exclude<keyof M, OptionalNames<M>>]: TypeOf<M[K]>;
} & { readonly [K in OptionalNames<M>]?: TypeOf<M[K]> } extends infer Whole
  ? { readonly [K in keyof Whole]: Whole[K] }
  : never;

/** The type a shape describes: `DataOf<typeof shape>`. */
export type DataOf<S extends Shape<unknown>> = TypeOf<S>;

const shape = <T>(schema: JsonSchema): Shape<T> => ({ schema });

/** The id of a record. */
export const id = shape<string>({ type: 'string', format: 'uuid' });

/** An instant, RFC 3339. */
export const time = shape<string>({ type: 'string', format: 'date-time' });

export const flag = shape<boolean>({ type: 'boolean' });

/** A non-negative integer: a count, version, round or amount in minor units. */
export const count = shape<number>({ type: 'integer', minimum: 0 });

/** A key of a catalogue, such as a service type. At most 63 characters, so that free text does not fit. */
export const code = shape<string>({ type: 'string', pattern: '^[A-Za-z][A-Za-z0-9_.-]{0,62}$' });

/** A key that a program made: ids and times joined by colons. */
export const token = shape<string>({ type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9:._-]{0,127}$' });

/** One of a fixed list of words. */
export function oneOf<const Word extends string>(...words: readonly Word[]): Shape<Word> {
  return shape({ type: 'string', enum: words });
}

export function nullable<T extends Json>({ schema }: Shape<T>): Shape<T | null> {
  return shape({
    ...schema,
    type: [schema.type as string, 'null'],
    ...(Array.isArray(schema.enum) ? { enum: [...schema.enum, null] } : {}),
  });
}

export function optional<T extends Json>({ schema }: Shape<T>): OptionalShape<T> {
  return { schema, optional: true };
}

export function list<T extends Json>({ schema }: Shape<T>): Shape<readonly T[]> {
  return shape({ type: 'array', items: schema });
}

/** An object with any of these keys. */
export function record<const Key extends string, T extends Json>(
  keys: readonly Key[],
  { schema }: Shape<T>,
): Shape<{ readonly [K in Key]?: T }> {
  const properties = Object.fromEntries(keys.map((key) => [key, schema]));
  return shape({ type: 'object', properties, additionalProperties: false });
}

/** An object with these members and no others. */
export function object<const M extends Members>(members: M): Shape<ObjectOf<M>> {
  const entries = Object.entries(members);
  return shape({
    type: 'object',
    properties: Object.fromEntries(entries.map(([name, { schema }]) => [name, schema])),
    required: entries.filter(([, member]) => !('optional' in member)).map(([name]) => name),
    additionalProperties: false,
  });
}
