/**
 * Invalid requests, made from the contract: each mutation takes an example of the contract and spoils one thing.
 * Whether the result is still allowed is decided by the contract's own schemas, with a validator that is not the
 * server's.
 */
import contractJson from '@kiwimesh/openapi/openapi.json' with { type: 'json' };
import type { Contract, Located, Parameter, Schema } from '../../../../openapi/lint/document.ts';
import { operations, parametersOf, resolve } from '../../../../openapi/lint/document.ts';
import { schemaCompiler } from '../../../../openapi/lint/schemas.ts';

export type { Located } from '../../../../openapi/lint/document.ts';

export const contract = contractJson as unknown as Contract;
export const all: readonly Located[] = [...operations(contract)];
const compile = schemaCompiler(contract);

/** A request as it is sent; the path and the query are escaped already. */
export interface Spoiled {
  /** How it was changed. */
  readonly name: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | undefined;
  /** Whether the contract forbids it: then it must be rejected. Otherwise it must only not break the service. */
  readonly forbidden: boolean;
}

/** Real ids to fill paths and bodies with, by the name of the parameter or field. */
export type Ids = Readonly<Record<string, string>>;

type Json = unknown;
type Place = readonly (string | number)[];

const NUL = String.fromCharCode(0);
const LONE_SURROGATE = String.fromCharCode(0xd800);
const RIGHT_TO_LEFT = String.fromCharCode(0x202e);
const UNKNOWN_ID = '0193a5f0-7c1e-7fff-bfff-ffffffffffff';

/** Values that have broken services before, thrown at every field. */
const HOSTILE: readonly [string, Json][] = [
  ['null', null],
  ['a number', 42],
  ['a huge number', 1e308],
  ['a number beyond integers', 2 ** 53 + 2],
  ['a fraction', 0.5],
  ['a negative number', -1],
  ['true', true],
  ['a list', []],
  ['an object', {}],
  ['an object that poses as another', { toString: 'x', constructor: null }],
  ['an empty text', ''],
  ['blanks', '   '],
  ['a NUL character', `a${NUL}b`],
  ['a lone surrogate', `a${LONE_SURROGATE}b`],
  ['text from right to left', `a${RIGHT_TO_LEFT}b`],
  ['SQL', `'; drop table booking; --`],
  ['wild cards', '%_%\\'],
  ['an unknown id', UNKNOWN_ID],
  ['an id in capitals', UNKNOWN_ID.toUpperCase()],
  ['an id as a URN', `urn:uuid:${UNKNOWN_ID}`],
  ['a moment that never was', '2026-02-30T10:00:00Z'],
  ['a leap second', '2026-12-31T23:59:60Z'],
  ['a moment far away', '9999-12-31T23:59:59Z'],
  ['a long text', 'x'.repeat(20_000)],
  ['many wide characters', '🥝'.repeat(500)],
];

const isObject = (value: Json): value is Record<string, Json> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** Every place in a value, the whole included. */
function* places(value: Json, at: Place = []): Generator<Place> {
  yield at;
  if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* places(item, [...at, index]);
  else if (isObject(value))
    for (const [key, item] of Object.entries(value)) yield* places(item, [...at, key]);
}

/** A copy with another value at one place; `undefined` removes the present one. */
function replaced(value: Json, [step, ...rest]: Place, next: Json): Json {
  if (step === undefined) return next;
  if (Array.isArray(value))
    return value.map((item, index) => (index === step ? replaced(item, rest, next) : item));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => [
    key,
    key === step ? replaced(item, rest, next) : item,
  ]);
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
}

/** The example with every field of the contract, so that each is reached: what is missing is filled in. */
function completed(schema: Schema, example: Json): Json {
  const whole = resolve(contract, schema);
  if (!isObject(example) || whole.properties === undefined) return example;
  const filled: Record<string, Json> = {};
  for (const name of Object.keys(whole.properties)) filled[name] = example[name] ?? null;
  return filled;
}

function* bodies(schema: Schema, example: Json): Generator<[string, Json]> {
  const full = completed(schema, example);
  for (const place of places(full)) {
    const at = `/${place.join('/')}`;
    for (const [what, value] of HOSTILE)
      yield [`${what} at ${at}`, replaced(example, [], replaced(full, place, value))];
    if (place.length > 0) yield [`nothing at ${at}`, replaced(example, place, undefined)];
  }
  if (isObject(example)) {
    yield ['an unknown field', { ...example, stray: 1 }];
    yield ['the fields of another', { ...example, id: UNKNOWN_ID, version: 99, createdAt: 'now' }];
  }
}

/** Bodies that are not JSON, or not this JSON. The strings are sent unchanged. */
const RAW: readonly [string, string | Buffer | undefined, Record<string, string>][] = [
  ['no body', undefined, {}],
  ['an empty body', '', {}],
  ['a broken body', '{"a":', {}],
  ['a body with a comma too many', '{"a":1,}', {}],
  ['two bodies', '{}{}', {}],
  ['bytes that are no text', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), {}],
  ['a deep body', `${'['.repeat(20_000)}${']'.repeat(20_000)}`, {}],
  ['a huge body', `{"stray":"${'x'.repeat(3_000_000)}"}`, {}],
  [
    'a body that reaches for the prototype',
    '{"__proto__":{"admin":true},"constructor":{"prototype":{}}}',
    {},
  ],
  ['a form', 'a=1&b=2', { 'content-type': 'application/x-www-form-urlencoded' }],
  ['plain text', '{}', { 'content-type': 'text/plain' }],
  ['XML', '<a/>', { 'content-type': 'application/xml' }],
  ['no content type', '{}', { 'content-type': '' }],
  ['a body that claims to be zipped', '{}', { 'content-encoding': 'gzip' }],
  ['a body in an unknown alphabet', '{}', { 'content-type': 'application/json; charset=klingon' }],
];

/** Values for a query or header, as text; short enough for a request line. */
const TEXTS: readonly [string, string][] = HOSTILE.flatMap(([what, value]) =>
  typeof value === 'string' || typeof value === 'number' ? [[what, String(value).slice(0, 1_000)]] : [],
);

function* paths(
  located: Located,
  parameters: readonly Parameter[],
  ids: Ids,
): Generator<[string, string, boolean]> {
  for (const parameter of parameters) {
    if (parameter.in !== 'path') continue;
    const valid = compile(parameter.schema ?? {});
    for (const [what, text] of TEXTS) {
      if (/^[\s]*$/.test(text)) continue;
      const escaped = text.isWellFormed() ? encodeURIComponent(text) : '%ED%A0%80';
      yield [
        `${what} as ${parameter.name}`,
        fill(located.path, { ...ids, [parameter.name]: escaped }),
        !valid(text),
      ];
    }
    for (const broken of ['%', '%zz', '%ff', '%c0%af', '..%2f..%2f']) {
      yield [
        `${broken} as ${parameter.name}`,
        fill(located.path, { ...ids, [parameter.name]: broken }),
        true,
      ];
    }
  }
}

function* queries(parameters: readonly Parameter[]): Generator<[string, string, boolean]> {
  yield ['an unknown query', 'stray=1', true];
  yield ['a broken query', 'limit=%', true];
  yield ['a query that reaches for the prototype', '__proto__[a]=1&constructor=1', true];
  for (const { name, in: where, schema: raw = {} } of parameters) {
    if (where !== 'query') continue;
    const schema = resolve(contract, raw);
    const list = schema.type === 'array';
    const valid = compile(list ? (schema.items ?? {}) : raw);
    for (const [what, text] of TEXTS) {
      const escaped = text.isWellFormed() ? encodeURIComponent(text) : '%ED%A0%80';
      const meant = schema.type === 'integer' || schema.type === 'number' ? Number(text) : text;
      const allowed = text.trim() === text && text !== '' && schema.type !== 'boolean' && valid(meant);
      yield [`${what} as ${name}`, `${name}=${escaped}`, !allowed];
    }
    yield [`${name} without a value`, name, true];
    if (!list) yield [`${name} twice`, `${name}=1&${name}=2`, true];
    if (list)
      yield [
        `${name} a hundred times`,
        Array.from({ length: 100 }, () => `${name}=requested`).join('&'),
        true,
      ];
    if (name === 'cursor') {
      for (const forged of ['AAAA', 'eyJhIjoxfQ', 'bnVsbA', 'W10', 'IicgT1IgMT0x']) {
        yield [`the forged cursor ${forged}`, `cursor=${forged}`, true];
      }
    }
  }
}

function* headers(parameters: readonly Parameter[]): Generator<[string, Record<string, string>, boolean]> {
  for (const { name, in: where, schema = {} } of parameters) {
    if (where !== 'header') continue;
    const valid = compile(schema);
    for (const [what, text] of TEXTS) {
      // Only what a header can hold at all (RFC 9110, 5.5); the rest never leaves a client.
      if (!/^[ -~]*$/.test(text)) continue;
      yield [`${what} as ${name}`, { [name]: text }, text.trim() !== '' && !valid(text.trim())];
    }
    yield [`a long ${name}`, { [name]: 'x'.repeat(2_000) }, true];
  }
}

function fill(path: string, ids: Ids): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? UNKNOWN_ID);
}

/** The example request of an operation with real ids in it, and its required query. */
export function plain(located: Located, ids: Ids): Spoiled {
  const media = located.operation.requestBody?.content['application/json'];
  const example = Object.values(media?.examples ?? {})[0]?.value;
  const body = example === undefined ? undefined : withIds(example, ids);
  const query = parametersOf(contract, located.operation)
    .filter((parameter) => parameter.in === 'query' && parameter.required === true)
    .map(({ name }) => `${name}=${encodeURIComponent(ids[name] ?? '')}`)
    .join('&');
  return {
    name: 'the example',
    path: fill(located.path, ids),
    query,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
    forbidden: false,
  };
}

function withIds(value: Json, ids: Ids): Json {
  if (Array.isArray(value)) return value.map((item) => withIds(item, ids));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, ids[key] ?? withIds(item, ids)]),
  );
}

/** Every way an operation's request is spoiled. */
export function* spoil(located: Located, ids: Ids): Generator<Spoiled> {
  const base = plain(located, ids);
  const parameters = parametersOf(contract, located.operation);
  for (const [name, path, forbidden] of paths(located, parameters, ids))
    yield { ...base, name, path, forbidden };
  for (const [name, query, forbidden] of queries(parameters)) {
    const both = [base.query, query].filter((part) => part !== '').join('&');
    const repeats =
      base.query !== '' && base.query.split('&').some((part) => part.split('=')[0] === query.split('=')[0]);
    yield { ...base, name, query: both, forbidden: forbidden || repeats };
  }
  for (const [name, extra, forbidden] of headers(parameters)) {
    yield { ...base, name, headers: { ...base.headers, ...extra }, forbidden };
  }
  const schema = located.operation.requestBody?.content['application/json']?.schema;
  if (schema === undefined || base.body === undefined) return;
  const valid = compile(schema);
  for (const [name, body] of bodies(schema, JSON.parse(String(base.body)))) {
    const text = JSON.stringify(body);
    yield { ...base, name, body: text, forbidden: !valid(JSON.parse(text)) };
  }
  for (const [name, body, extra] of RAW) {
    yield { ...base, name, body, headers: { ...base.headers, ...extra }, forbidden: true };
  }
}
