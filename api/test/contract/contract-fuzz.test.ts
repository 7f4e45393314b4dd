/**
 * For every operation, generated invalid requests get a 4xx with problem+json and never a 5xx: the caller learns what
 * was wrong with the request, and nothing about the implementation.
 */

import type { Schema } from '@kiwimesh/sdk';
import { Kiwimesh, memoryStore } from '@kiwimesh/sdk';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { schemaCompiler } from '../../../openapi/lint/schemas.ts';
import { ROLES } from '../../src/kernel/auth/principal.ts';
import type { TestApp } from '../support/app.ts';
import {
  all,
  contract,
  type Ids,
  type Located,
  plain,
  type Spoiled,
  spoil,
} from '../support/contract/contract-mutations.ts';
import { type WireReply, wireClient } from '../support/contract/wire-client.ts';
import { sized } from '../support/size.ts';
import { startTestWorld } from '../support/worlds/standard-world.ts';
import { codeSentTo, PASSWORD } from '../support/worlds/world.ts';

const isProblem = schemaCompiler(contract)({ $ref: '#/components/schemas/Problem' });
/** Words that occur only in the implementation. */
const INSIDE =
  /node_modules|\.ts:\d|\bat \S+ \(|\bselect\b .*\bfrom\b|insert into|\bknex\b|objection|postgres|"stack"/i;
const SIGN_OUT = 'logout';

let app: TestApp;
let wire: ReturnType<typeof wireClient>;
let ids: Ids;
let secretKey: string;
let publishableKey: string;
/** Access tokens last ten minutes; on a busy machine the requests take longer. */
const RENEW_AFTER_MS = 300_000;
interface Held {
  readonly issuedAt: number;
  readonly tokens: Promise<Pick<Schema<'TokenReply'>, 'accessToken' | 'refreshToken'>>;
}
const sessions = new Map<string, Held>();

/** A current access token of one of the sessions. */
async function tokenOf(role: string): Promise<string> {
  let held = sessions.get(role);
  if (held === undefined) throw new Error(`nobody is signed in as ${role}`);
  if (Date.now() - held.issuedAt > RENEW_AFTER_MS) {
    held = { issuedAt: Date.now(), tokens: held.tokens.then(renew) };
    sessions.set(role, held);
  }
  return (await held.tokens).accessToken;
}

async function renew({ refreshToken }: { readonly refreshToken: string }): Promise<Schema<'TokenReply'>> {
  const reply = await post('/v1/auth/refresh', { refreshToken });
  expect(reply.status).toBe(200);
  return JSON.parse(reply.body) as Schema<'TokenReply'>;
}

const post = (target: string, body: object): Promise<WireReply> =>
  wire.sendServed({
    method: 'post',
    target,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

async function signIn(role: string): Promise<Schema<'TokenReply'>> {
  const email = role === 'super_admin' ? app.superAdmin.email : `${role}.1@test.example`;
  const password = role === 'super_admin' ? app.superAdmin.password : PASSWORD;
  const { status, body } = await post('/v1/auth/login', { email, password });
  expect([role, status]).toEqual([role, 200]);
  return JSON.parse(body) as Schema<'TokenReply'>;
}

beforeAll(async () => {
  const started = await startTestWorld();
  app = started.app;
  wire = wireClient(app.url);
  const { superAdmin, here } = started.world;
  for (const role of ['super_admin', 'hospital_admin', 'nurse'])
    sessions.set(role, { issuedAt: Date.now(), tokens: Promise.resolve(await signIn(role)) });
  const { id: residentId } = await superAdmin.post('/v1/residents', {
    body: { communityId: here.community.id, name: 'Arjun Rao', phone: '+919800000004' },
  });
  // A person whom no other operation uses: this one is erased.
  const resident = { communityId: here.community.id, name: 'Kavya Rao', phone: '+919800000005' };
  await superAdmin.post('/v1/residents', { body: resident });
  const store = memoryStore();
  const kiwi = new Kiwimesh({ baseUrl: app.url, store });
  await kiwi.requestOtp({ phone: resident.phone });
  await kiwi.verifyOtp({ phone: resident.phone, code: await codeSentTo(app.url, resident.phone) });
  const signedIn = await store.read();
  if (signedIn === null) throw new Error('the resident is not signed in');
  sessions.set('resident', { issuedAt: Date.now(), tokens: Promise.resolve(signedIn) });
  const booking = await superAdmin.post('/v1/bookings', {
    body: { serviceType: 'ambulance', residentId, hospitalId: here.hospital.id },
  });
  const secret: Omit<Schema<'ApiKeyCreate'>, 'name'> = {
    kind: 'secret',
    hospitalId: here.hospital.id,
    scopes: ['bookings:read'],
  };
  const key = await superAdmin.post('/v1/api-keys', { body: { name: 'Fuzz', ...secret } });
  const spoiledKey = await superAdmin.post('/v1/api-keys', { body: { name: 'To be spoiled', ...secret } });
  const page = await superAdmin.post('/v1/api-keys', {
    body: {
      name: 'Fuzz',
      kind: 'publishable',
      hospitalId: here.hospital.id,
      allowedOrigins: ['https://page.example'],
    },
  });
  secretKey = key.secret ?? '';
  publishableKey = page.key ?? '';
  ids = {
    hospitalId: here.hospital.id,
    communityId: here.community.id,
    staffId: here.hospital.paramedic.id,
    assigneeId: here.hospital.paramedic.id,
    residentId,
    bookingId: booking.id,
    apiKeyId: spoiledKey.id,
    serviceType: 'home_nursing',
    kind: 'residents',
    id: 'event_0193a5f0-7c1e-7000-8000-000000000010',
    from: '2026-11-24T00:00:00Z',
    to: '2026-11-25T00:00:00Z',
  };
});

afterAll(async () => {
  wire?.close();
  await app?.stop();
});

/** A credential that may call the operation. */
async function credential({ operation, where }: Located): Promise<Record<string, string>> {
  const access = operation['x-access'];
  if (access?.roles === undefined) return {};
  const role = [...sessions.keys()].find((one) => access.roles?.includes(one)) ?? 'nurse';
  const token = where === SIGN_OUT ? (await signIn(role)).accessToken : await tokenOf(role);
  return { authorization: `Bearer ${token}` };
}

const send = ({ method }: Located, request: Spoiled, headers: Record<string, string>): Promise<WireReply> =>
  wire.sendServed({
    method,
    target: request.query === '' ? request.path : `${request.path}?${request.query}`,
    headers: { ...headers, ...request.headers },
    body: request.body,
  });

/** What is wrong with a reply; undefined when nothing is. */
function fault(request: Spoiled, { status, type, body }: WireReply): string | undefined {
  if (status >= 500) return `breaks the service: ${status} ${body.slice(0, 200)}`;
  if (status < 400) return request.forbidden ? `is taken: ${status} ${body.slice(0, 120)}` : undefined;
  if (!type.startsWith('application/problem+json')) return `is refused as ${type || 'nothing'}: ${status}`;
  if (INSIDE.test(body)) return `shows the inside: ${body.slice(0, 200)}`;
  let problem: unknown;
  try {
    problem = JSON.parse(body);
  } catch {
    return `is refused with no JSON: ${body.slice(0, 120)}`;
  }
  if (!isProblem(problem)) return `is refused with no problem: ${JSON.stringify(isProblem.errors?.[0])}`;
  if ((problem as { status: number }).status !== status) return `says another status than ${status}`;
  // 401, 403 and 429 would mean that the request was rejected before its fault was reached.
  return request.forbidden && [401, 403, 429].includes(status)
    ? `is refused for another reason: ${status}`
    : undefined;
}

/** Without the field it was done to. */
const kindOf = ({ name }: Spoiled): string => name.replace(/ (at|as) \S*$/, '');

/** By operation, the places of the requests that are sent, and the kinds that are left out. */
interface Choice {
  readonly places: ReadonlyMap<string, ReadonlySet<number>>;
  readonly missing: readonly string[];
}
let chosen: Choice | undefined;

/**
 * At the small size the first request of each kind and every sixteenth after it, counted over all operations: no kind is
 * left out, whichever operations the contract has.
 */
function choose(): Choice {
  const every = sized({ small: 16, full: 1 });
  const sent = new Set<string>();
  const seen = new Map<string, number>();
  const places = all.map((located) => {
    const taken = new Set<number>();
    let at = 0;
    for (const request of spoil(located, ids)) {
      const count = seen.get(kindOf(request)) ?? 0;
      if (count % every === 0) {
        taken.add(at);
        sent.add(kindOf(request));
      }
      seen.set(kindOf(request), count + 1);
      at += 1;
    }
    return [located.where, taken] as const;
  });
  return { places: new Map(places), missing: [...seen.keys()].filter((kind) => !sent.has(kind)) };
}

/** The requests to an operation that are sent at this size. */
function* some(located: Located): Generator<Spoiled> {
  chosen ??= choose();
  const taken = chosen.places.get(located.where);
  let at = 0;
  for (const request of spoil(located, ids)) {
    if (taken?.has(at) === true) yield request;
    at += 1;
  }
}

/** Runs the requests a few at a time and returns every fault. */
async function faults(located: Located, requests: Iterable<Spoiled>): Promise<string[]> {
  const found: string[] = [];
  const waiting = requests[Symbol.iterator]();
  const worker = async () => {
    for (let next = waiting.next(); !next.done; next = waiting.next()) {
      const request = next.value;
      const reply = await send(located, request, await credential(located)).catch(
        (error: Error) => error.message,
      );
      const wrong = typeof reply === 'string' ? `gets no reply: ${reply}` : fault(request, reply);
      if (wrong !== undefined) found.push(`${located.where}: ${request.name} ${wrong}`);
    }
  };
  await Promise.all(Array.from({ length: located.where === SIGN_OUT ? 1 : 6 }, worker));
  return found;
}

/** What a provider signs is rejected before it is read: see webhooks.test.ts. */
const operations = all
  .filter(({ operation }) => operation['x-access']?.signed !== true)
  .map((located) => [located.where, located] as const);
const closed = operations.filter(([, { operation }]) => operation['x-access']?.public !== true);
const written = operations.filter(([, { operation }]) => operation.requestBody !== undefined);

describe('an invalid request', () => {
  test.each(operations)('sent to %s is rejected and explained', async (_name, located) => {
    expect(await faults(located, some(located))).toEqual([]);
  });

  test('is sent in every kind also at the small size', () => {
    expect((chosen ?? choose()).missing).toEqual([]);
  });

  test.each(written)('of any shape sent to %s causes no 5xx', async (_name, located) => {
    const base = plain(located, ids);
    const any = fc.sample(fc.jsonValue({ depthSize: 'medium', stringUnit: 'binary' }), {
      numRuns: sized({ small: 3, full: 60 }),
      seed: 20261122,
    });
    const requests = any.map(
      (value, at): Spoiled => ({
        ...base,
        name: `random body ${at}`,
        body: JSON.stringify(value),
      }),
    );
    expect(await faults(located, requests)).toEqual([]);
  });

  test.each([
    ['a path that is not there', 'get', '/v1/nothing', 404],
    ['a path with a slash too many', 'get', '/v1//bookings', 404],
    ['a path that climbs', 'get', '/v1/../../etc/passwd', 404],
    ['a method the path has not', 'delete', '/v1/bookings', 405],
    ['a method that no operation has', 'purge', '/v1/bookings', 405],
  ])('such as %s is a problem like any other', async (_name, method, target, status) => {
    const reply = await wire.send({
      method,
      target,
      headers: { authorization: `Bearer ${await tokenOf('nurse')}` },
    });
    expect([reply.status, reply.type.split(';')[0]]).toEqual([status, 'application/problem+json']);
    expect(isProblem(JSON.parse(reply.body))).toBe(true);
  });

  test.each([
    ['is no HTTP', 'HELLO\r\n\r\n'],
    [
      'has a header too long',
      `GET /health/live HTTP/1.1\r\nHost: a\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`,
    ],
    ['lies about its length', 'POST /v1/auth/login HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n{}'],
    [
      'smuggles a second request',
      'POST /v1/auth/login HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
  ])('that %s is rejected by the server', async (_name, bytes) => {
    expect(await wire.raw(bytes)).toMatch(/^HTTP\/1\.1 4\d\d /);
  });
});

describe('without the right', () => {
  const bare = (located: Located) => plain(located, ids);

  test.each(closed)('no caller without a credential reaches %s', async (_name, located) => {
    const reply = await send(located, bare(located), {});
    expect([reply.status, JSON.parse(reply.body).code]).toEqual([401, 'unauthenticated']);
  });

  const madeUp: readonly Record<string, string>[] = [
    { authorization: 'Bearer eyJhbGciOiJub25lIn0.eyJyb2xlIjoic3VwZXJfYWRtaW4ifQ.' },
    { authorization: 'Bearer sk_made_up' },
    { authorization: 'Basic YWRtaW46YWRtaW4=' },
    { 'x-api-key': 'sk_made_up' },
    { 'x-publishable-key': 'pk_made_up' },
  ];
  test.each(closed)('no caller with a made-up credential reaches %s', async (_name, located) => {
    // At the small size one of them, another from operation to operation.
    const inTurn = madeUp.slice(all.indexOf(located) % madeUp.length).slice(0, 1);
    for (const headers of sized({ small: inTurn, full: madeUp })) {
      const reply = await send(located, bare(located), headers);
      expect([headers, reply.status]).toEqual([headers, 401]);
    }
  });

  const narrow = closed.filter(([, { operation }]) =>
    ['nurse', 'hospital_admin'].some((role) => !operation['x-access']?.roles?.includes(role)),
  );
  test.each(narrow)('the wrong role does not reach %s, whatever it sends', async (_name, located) => {
    const wrong = [...sessions.keys()].filter(
      (role) => !located.operation['x-access']?.roles?.includes(role),
    );
    for (const role of sized({ small: wrong.slice(-1), full: wrong })) {
      const request = { ...bare(located), body: '{"a":', headers: { 'content-type': 'application/json' } };
      const reply = await send(located, request, { authorization: `Bearer ${await tokenOf(role)}` });
      expect([role, reply.status, JSON.parse(reply.body).code]).toEqual([role, 403, 'role_not_allowed']);
    }
  });

  test.each(closed)('a key does not reach %s beyond its scopes', async (_name, located) => {
    const { scopes, keys } = located.operation['x-access'] ?? {};
    const reach = async (headers: Record<string, string>) => {
      const { status } = await send(located, { ...bare(located), body: undefined }, headers);
      return status !== 401 && status !== 403;
    };
    expect({
      secret: await reach({ 'x-api-key': secretKey }),
      asBearer: await reach({ authorization: `Bearer ${secretKey}` }),
      page: await reach({ 'x-publishable-key': publishableKey, origin: 'https://page.example' }),
      otherPage: await reach({ 'x-publishable-key': publishableKey, origin: 'https://other.example' }),
    }).toEqual({
      secret: scopes?.join() === 'bookings:read',
      asBearer: scopes?.join() === 'bookings:read',
      page: keys?.includes('publishable') === true,
      otherPage: false,
    });
  });

  test('every role that the contract names exists', () => {
    const named = new Set(all.flatMap(({ operation }) => operation['x-access']?.roles ?? []));
    expect([...named].sort()).toEqual([...ROLES].sort());
  });
});

test('after all of it the service still answers', async () => {
  const reply = await wire.send({ method: 'get', target: '/health/ready', headers: {} });
  expect([reply.status, JSON.parse(reply.body).status]).toEqual([200, 'ok']);
});
