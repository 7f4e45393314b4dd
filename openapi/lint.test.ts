/** Each rule is shown a contract that breaks it: a rule that never fires protects nothing. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Contract, Json } from './lint/document.ts';
import { lintFiles } from './lint/files.ts';
import { lintContract, lintDeclarations } from './lint.ts';

const here = import.meta.dirname;
const whole: Contract = JSON.parse(await readFile(path.join(here, 'generated', 'openapi.json'), 'utf8'));
const few = [
  ...['/v1/bookings', '/v1/bookings/{bookingId}', '/v1/staff/{staffId}', '/v1/imports/{kind}'],
  ...['/v1/residents/search', '/v1/hospitals', '/dev/messages'],
];
const paths = Object.fromEntries(few.map((at) => [at, whole.paths[at]]));
const good = JSON.stringify({ ...whole, paths, components: { ...whole.components, ...usedBy(paths) } });

/** The components that something refers to: compiling the others again for each case would take most of the time. */
function usedBy(value: unknown, used: Record<string, Record<string, unknown>> = {}) {
  if (value === null || typeof value !== 'object') return used;
  const { $ref } = value as { $ref?: unknown };
  const [, , kind = '', name = ''] = typeof $ref === 'string' ? $ref.split('/') : [];
  const components = whole.components as Record<string, Record<string, unknown>>;
  const component = components[kind]?.[name];
  if (component !== undefined && used[kind]?.[name] === undefined) {
    used[kind] = { ...used[kind], [name]: component };
    usedBy(component, used);
  }
  for (const part of Object.values(value)) usedBy(part, used);
  return used;
}

// biome-ignore lint/suspicious/noExplicitAny: the samples below are wrong on purpose, so no type fits them
type Loose = any;

/** Breaks one thing in the real contract and gives what the linter says about it. */
function broken(change: (contract: Loose) => void, lint = lintDeclarations): string[] {
  const contract: Loose = JSON.parse(good);
  change(contract);
  return lint(contract as Contract).map(({ rule, where, message }) => `${rule}: ${where}: ${message}`);
}

const post = (contract: Loose) => contract.paths['/v1/bookings'].post;
const body = (contract: Loose) => contract.components.schemas.BookingCreate.properties;

test('a good contract has no findings', () => {
  expect(broken(() => undefined, lintContract)).toEqual([]);
});

describe('an operation', () => {
  const cases: [string, (contract: Loose) => void, string][] = [
    [
      'without x-access',
      (c) => delete post(c)['x-access'],
      'access: createBooking: says nothing about who may call it',
    ],
    ['that admits no caller', (c) => (post(c)['x-access'] = {}), 'x-access admits no caller'],
    ['open to an unknown role', (c) => post(c)['x-access'].roles.push('docter'), 'names no role: docter'],
    ['with an empty list of keys', (c) => (post(c)['x-access'].keys = []), 'x-access has an empty list'],
    [
      'that lets a key read what it may only write',
      (c) => delete post(c)['x-access'].reply,
      'reply: createBooking: answers a key with a record that its scopes do not let it read',
    ],
    [
      'that withholds its reply and does not declare it',
      (c) => delete post(c).responses['204'],
      'reply: createBooking: x-access.reply needs the reply 204',
    ],
    [
      'that does not say whose records it reaches',
      (c) => delete post(c)['x-access'].tenant,
      'tenant: createBooking: x-access does not say how its records relate to the caller: add `tenant`, either one of none, own',
    ],
    [
      'that leaves a caller out of that',
      (c) => delete post(c)['x-access'].tenant.api_key,
      'x-access.tenant says nothing of api_key',
    ],
    [
      'that names a caller it does not admit',
      (c) => (post(c)['x-access'].tenant.anonymous = 'none'),
      'x-access.tenant names anonymous, whom x-access does not admit',
    ],
    [
      'with a relation there is not',
      (c) => (post(c)['x-access'].tenant.resident = 'neighbour'),
      'x-access.tenant: neighbour is none of none, own, tenant, linked, platform',
    ],
    [
      'open to a resident for the whole platform',
      (c) => (post(c)['x-access'].tenant.resident = 'platform'),
      'x-access.tenant: resident cannot be `platform`',
    ],
    [
      'that gives a super admin a tenant',
      (c) => (post(c)['x-access'].tenant = 'tenant'),
      'x-access.tenant: super_admin cannot be `tenant`, only none, own, platform',
    ],
    [
      'whose security is looser than its access',
      (c) => post(c).security.push({}),
      'access: createBooking: security is',
    ],
    ['without security', (c) => delete post(c).security, 'access: createBooking: security is []'],
    ['without 401', (c) => delete post(c).responses['401'], 'errors: createBooking: does not declare 401'],
    ['without 429', (c) => delete post(c).responses['429'], 'errors: createBooking: does not declare 429'],
    ['without 500', (c) => delete post(c).responses['500'], 'errors: createBooking: does not declare 500'],
    [
      'with a path but without 404',
      (c) => delete c.paths['/v1/bookings/{bookingId}'].get.responses['404'],
      'does not declare 404',
    ],
    [
      'with an error in plain JSON',
      (c) =>
        (post(c).responses['409'] = {
          headers: { 'X-Correlation-Id': {} },
          content: { 'application/json': {} },
        }),
      'problems: createBooking: 409 is not application/problem+json',
    ],
    [
      'with a problem of its own making',
      (c) =>
        (c.components.responses.Conflict.content['application/problem+json'].schema = { type: 'object' }),
      '409 does not use the Problem schema',
    ],
    [
      'that lists and does not say what it costs',
      (c) => delete c.paths['/v1/bookings'].get['x-cost'],
      'cost: listBookings: can read or write many records and does not say what it costs',
    ],
    [
      'that searches and does not say what it costs',
      (c) => delete c.paths['/v1/residents/search'].post['x-cost'],
      'cost: searchResidents: can read or write many records',
    ],
    [
      'that takes many records and does not say what it costs',
      (c) => delete c.paths['/v1/imports/{kind}'].post['x-cost'],
      'cost: importRows: can read or write many records',
    ],
    ['of no known cost', (c) => (post(c)['x-cost'] = 'cheap'), 'x-cost: cheap is none of query, bulk'],
    [
      'that costs nothing for no reason',
      (c) => (c.paths['/v1/bookings'].get['x-cost'] = { none: '' }),
      'x-cost.none must give the reason',
    ],
    [
      'that is a POST without Idempotency-Key',
      (c) => (post(c).parameters = []),
      'is a POST without Idempotency-Key',
    ],
    ['without X-Correlation-Id', (c) => (post(c).parameters = []), 'does not take X-Correlation-Id'],
    [
      'that does not return X-Correlation-Id',
      (c) => (post(c).responses['201'].headers = {}),
      '201 does not return X-Correlation-Id',
    ],
    [
      'whose 429 has no Retry-After',
      (c) => delete c.components.responses.TooManyRequests.headers['Retry-After'],
      '429 has no Retry-After',
    ],
    [
      'with a version but no ETag',
      (c) => delete post(c).responses['201'].headers.ETag,
      '201 carries a version but no ETag',
    ],
    [
      'that patches without If-Match',
      (c) => (c.paths['/v1/staff/{staffId}'].patch.parameters = []),
      'does not take If-Match',
    ],
    [
      'without an example request',
      (c) => delete post(c).requestBody.content['application/json'].examples,
      'shows no example of its request',
    ],
    [
      'without an example reply',
      (c) => delete post(c).responses['201'].content['application/json'].examples,
      'shows no example of its 201 reply',
    ],
  ];
  for (const method of ['get', 'delete', 'head']) {
    cases.push([
      `that is a ${method.toUpperCase()} with a body`,
      (c) => {
        const one = { ...c.paths['/v1/bookings/{bookingId}'].get, requestBody: post(c).requestBody };
        c.paths['/v1/bookings/{bookingId}'] = { [method]: one };
      },
      `bodies: getBooking: is a ${method.toUpperCase()} with a body, which proxies may drop: make it a POST`,
    ]);
  }
  cases.push([
    'whose secret reply would be kept',
    (c) => {
      c.components.schemas.Booking.properties.secret = { type: 'string' };
    },
    'secrets: createBooking: 201 carries secret: add x-secret-reply',
  ]);
  test.each(cases)('%s is found', (_name, change, expected) => {
    expect(broken(change).join('\n')).toContain(expected);
  });
});

describe('an address', () => {
  const takes =
    (schema: object, more: object = {}) =>
    (c: Loose) => {
      c.paths['/v1/bookings'].get.parameters.push({ name: 'about', in: 'query', schema, ...more });
    };
  const TEXT = { type: 'string', maxLength: 100, pattern: '^[^\\u0000]+$', 'x-normalise': 'line' };
  const cases: [string, (contract: Loose) => void, string][] = [
    ['any text', takes(TEXT), 'personal: listBookings: query about can carry a name'],
    [
      'an email',
      takes({ $ref: '#/components/schemas/Email' }),
      'personal: listBookings: query about can carry an email',
    ],
    [
      'a phone number',
      takes({ $ref: '#/components/schemas/Phone' }),
      'personal: listBookings: query about can carry a phone number',
    ],
    [
      'a phone number without its sign',
      takes({ type: 'string', maxLength: 15, pattern: '^[0-9]+$' }),
      'query about can carry a phone number',
    ],
    [
      'a name in small letters',
      takes({ type: 'string', maxLength: 60, pattern: '^[a-z ]+$' }),
      'query about can carry a name',
    ],
    ['several texts', takes({ type: 'array', maxItems: 3, items: TEXT }), 'query about can carry a name'],
    [
      'what its name says',
      takes({ type: 'string', format: 'date', maxLength: 10 }, { name: 'bornOn-dateOfBirth' }),
      'can carry what its name says (birth)',
    ],
    [
      'any text in its path',
      (c) => (c.components.parameters.BookingIdPath.schema = TEXT),
      'personal: getBooking: path bookingId can carry a name',
    ],
    ['any text for a reason of blanks', takes(TEXT, { 'x-impersonal': ' ' }), 'query about can carry a name'],
    [
      'phone numbers of real people',
      (c) => c.paths['/dev/messages'].get['x-environments'].push('production'),
      'personal: listSentMessages: query to can carry a name',
    ],
  ];
  test.each(cases)('that can carry %s is found', (_name, change, expected) => {
    expect(broken(change).join('\n')).toContain(expected);
  });

  test('accepts a parameter that declares why its text is not about a person', () => {
    expect(broken(takes(TEXT, { 'x-impersonal': 'Colours.' }))).toEqual([]);
  });
});

describe('a POST that changes nothing', () => {
  const search = (c: Loose) => c.paths['/v1/residents/search'].post;
  const cases: [string, (contract: Loose) => void, string][] = [
    [
      'with a key',
      (c) => search(c).parameters.push({ $ref: '#/components/parameters/IdempotencyKey' }),
      'safe: searchResidents: is x-safe and takes an Idempotency-Key',
    ],
    [
      'without the mark',
      (c) => delete search(c)['x-safe'],
      'headers: searchResidents: is a POST without Idempotency-Key',
    ],
    ['without a question', (c) => delete search(c).requestBody, 'is x-safe without a body: make it a GET'],
    ['only perhaps', (c) => (search(c)['x-safe'] = 'yes'), 'x-safe is true or left out'],
    [
      'that is a PATCH',
      (c) => (c.paths['/v1/staff/{staffId}'].patch['x-safe'] = true),
      'safe: updateStaff: x-safe is for POST',
    ],
    [
      'whose reading goes unrecorded',
      (c) => delete search(c)['x-audit'],
      'audit: searchResidents: its reply holds personal data',
    ],
  ];
  test.each(cases)('%s is found', (_name, change, expected) => {
    expect(broken(change).join('\n')).toContain(expected);
  });

  test('that changes something after all must be recorded as a change', () => {
    const unmarked = broken((c) => {
      const { 'x-audit': _, 'x-safe': __, ...rest } = search(c);
      c.paths['/v1/residents/search'].post = rest;
    });
    expect(unmarked.join('\n')).toContain('audit: searchResidents: changes something: add x-audit');
  });
});

describe('input', () => {
  const cases: [string, (contract: Loose) => void, string][] = [
    ['a text of any length', (c) => delete body(c).notes.maxLength, 'body/notes is a text without maxLength'],
    [
      'a text of any characters',
      (c) => delete body(c).notes.pattern,
      'body/notes is a text without pattern or format',
    ],
    [
      'a text of people that is not normalised',
      (c) => delete body(c).notes['x-normalise'],
      'body/notes takes text as people type it and does not say how it is normalised',
    ],
    [
      'a phone that is not read as a phone',
      (c) => (c.components.schemas.PhoneInput['x-normalise'] = 'line'),
      'body/phone must declare x-normalise: phone',
    ],
    [
      'a name that is not read as a name',
      (c) => (c.components.schemas.HospitalCreate.properties.name['x-normalise'] = 'lines'),
      'body/name must declare x-normalise: name',
    ],
    [
      'an email that is not read as an email',
      (c) => delete c.components.schemas.EmailInput['x-normalise'],
      'body/email must declare x-normalise: email',
    ],
    [
      'an id whose letter case matters',
      (c) => delete c.components.schemas.Id['x-normalise'],
      'body/hospitalId must declare x-normalise: id',
    ],
    [
      'a number of any size',
      (c) => delete c.components.schemas.Location.properties.latitude.maximum,
      'body/location/latitude is a number without range',
    ],
    [
      'a list of any size',
      (c) => delete c.components.schemas.ImportRequest.properties.rows.maxItems,
      'body/rows is a list without maxItems',
    ],
    [
      'an open object',
      (c) => delete c.components.schemas.BookingCreate.additionalProperties,
      'body takes properties that are not written down',
    ],
    [
      'a map of any size',
      (c) => delete c.components.schemas.ImportRequest.properties.rows.items.maxProperties,
      'body/rows/- is a map without maxProperties',
    ],
    ['anything at all', (c) => (body(c).notes = {}), 'body/notes has no type'],
    [
      'an unbounded query',
      (c) => (c.components.parameters.Limit.schema = { type: 'integer' }),
      'query limit is a number without range',
    ],
    [
      'a form',
      (c) =>
        (post(c).requestBody.content = {
          'text/plain': { schema: { $ref: '#/components/schemas/Problem' } },
        }),
      'takes text/plain',
    ],
  ];
  test.each(cases)('that takes %s is found', (_name, change, expected) => {
    expect(broken(change).join('\n')).toContain(expected);
  });
});

describe('an example', () => {
  const request = (c: Loose) => post(c).requestBody.content['application/json'].examples.slot.value;
  const reply = (c: Loose) => post(c).responses['201'].content['application/json'].examples.booked.value;
  const cases: [string, (contract: Loose) => void, string][] = [
    [
      'with a bad format',
      (c) => (request(c).scheduledFor = 'tomorrow'),
      'request example "slot"/scheduledFor must match format "date-time"',
    ],
    [
      'with an unknown property',
      (c) => (reply(c).colour = 'red'),
      '201 example "booked" must NOT have additional properties',
    ],
    [
      'without a required property',
      (c) => delete reply(c).state,
      `201 example "booked" must have required property 'state'`,
    ],
    [
      'of a problem, out of step',
      (c) =>
        (c.components.responses.NotFound.content['application/problem+json'].examples.not_found.value.code =
          'lost' as Json),
      'example: NotFound:',
    ],
    [
      'of a schema, out of step',
      (c) => (c.components.schemas.Phone.examples = ['12']),
      'example: Phone: "12" is no example of it',
    ],
  ];
  test.each(cases)('%s is found', (_name, change, expected) => {
    expect(broken(change, lintContract).join('\n')).toContain(expected);
  });
});

describe('files', () => {
  const made: string[] = [];
  afterAll(() => Promise.all(made.map((folder) => rm(folder, { recursive: true }))));

  async function lint(files: Record<string, string>): Promise<string[]> {
    const root = await mkdtemp(path.join(tmpdir(), 'kiwimesh-lint-'));
    made.push(root);
    for (const [file, text] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(root, file)), { recursive: true });
      await writeFile(path.join(root, file), text);
    }
    return (await lintFiles(root)).map(({ where, message }) => `${where}: ${message}`);
  }
  const root = (file: string) => `paths:\n  /v1/a:\n    get:\n      $ref: ./resources/${file}.yaml\n`;

  test('in order are left alone', async () => {
    expect(
      await lint({
        'openapi.yaml': root('a/getA'),
        'resources/a/getA.yaml': 'operationId: getA\ntags: [a]\n',
      }),
    ).toEqual([]);
  });

  test('named unlike their operation are found', async () => {
    const found = await lint({
      'openapi.yaml': root('a/getB'),
      'resources/a/getB.yaml': 'operationId: getA\ntags: [a]\n',
    });
    expect(found).toEqual(['resources/a/getB.yaml: should be resources/a/getA.yaml']);
  });

  test('in the folder of another tag are found', async () => {
    const found = await lint({
      'openapi.yaml': root('b/getA'),
      'resources/b/getA.yaml': 'operationId: getA\ntags: [a]\n',
    });
    expect(found).toEqual(['resources/b/getA.yaml: should be resources/a/getA.yaml']);
  });

  test('that nothing refers to are found', async () => {
    const found = await lint({ 'openapi.yaml': 'paths: {}\n', 'schemas/Old.yaml': 'type: string\n' });
    expect(found).toEqual(['schemas/Old.yaml: nothing refers to it']);
  });

  test('with an operation written into the root are found', async () => {
    const found = await lint({ 'openapi.yaml': 'paths:\n  /v1/a:\n    get:\n      operationId: getA\n' });
    expect(found).toEqual(['get /v1/a: is defined in the root, not in its own file']);
  });
});
