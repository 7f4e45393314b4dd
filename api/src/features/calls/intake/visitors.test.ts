import { randomUUID } from 'node:crypto';
import type { Schema } from '@kiwimesh/sdk';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../../../test/support/app.ts';
import { closeCall } from '../../../../test/support/worlds/close-call.ts';
import { startTestWorld } from '../../../../test/support/worlds/standard-world.ts';
import { type Signed, tokenOf, type World } from '../../../../test/support/worlds/world.ts';

/** The general limit of an address: more than it takes to make what the tests need. */
const ADDRESS_LIMIT = 300;
const clock = { ahead: 0 };
let app: TestApp;
let world: World;
let count = 0;

beforeAll(async () => {
  ({ app, world } = await startTestWorld({
    clock: () => new Date(Date.now() + clock.ahead),
    env: { KIWIMESH_LIMIT_ADDRESS: String(ADDRESS_LIMIT), KIWIMESH_PROXY_HOPS: '1' },
  }));
});
afterAll(() => app?.stop());

const operator = () => world.here.hospital.nurse.kiwi;

interface Answer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}
type Failed = Schema<'Problem'>;

/** A request of somebody at an address of their own. */
async function send<Body>(
  path: string,
  {
    body,
    token,
    address = '198.51.100.1',
    headers = {},
  }: {
    readonly body?: object;
    readonly token?: string;
    readonly address?: string;
    readonly headers?: Record<string, string>;
  },
): Promise<Answer<Body>> {
  const reply = await fetch(`${app.url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      'x-forwarded-for': address,
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: reply.status, headers: reply.headers, body: (await reply.json()) as Body };
}

const call = <Body = Schema<'PlaceCall'>>(placeCode: string, more: object = {}, address?: string) =>
  send<Body>('/v1/calls/by-place', {
    body: { placeCode, ...more },
    ...(address === undefined ? {} : { address }),
  });

/** A place without calls so far. */
async function newPlace(): Promise<Schema<'Place'>> {
  count += 1;
  return world.here.community.manager.kiwi.post('/v1/communities/{communityId}/places', {
    path: { communityId: world.here.community.id },
    body: { name: `Gate ${count}`, location: { latitude: 12.97, longitude: 77.59 } },
  });
}

describe('a visitor with the code of a place', () => {
  it('calls, writes, joins and leaves with the token of their call', async () => {
    const { id: placeId, code } = await newPlace();
    const { status, body } = await call(code);
    expect(status).toBe(201);
    const { call: started, accessToken: token } = body;
    expect(started).toMatchObject({
      state: 'waiting',
      placeId,
      hospitalId: world.here.hospital.id,
      location: { address: `Gate ${count}` },
    });
    const at = `/v1/calls/${started.id}`;
    const written = await send<Schema<'CallSegment'>>(`${at}/messages`, {
      token,
      body: { text: 'Somebody fell down the stairs', speaker: 'operator' },
    });
    expect(written).toMatchObject({ status: 201, body: { speaker: 'caller' } });
    // Where their phone is stands beside the printed place, which is more exact.
    const position = { latitude: 12.98, longitude: 77.6, accuracyMetres: 25 };
    expect(await send<Schema<'Call'>>(`${at}/positions`, { token, body: position })).toMatchObject({
      status: 200,
      body: { location: { address: `Gate ${count}` }, locationSource: 'place' },
    });
    const { locations } = await operator().get('/v1/calls/{callId}/context', {
      path: { callId: started.id },
    });
    expect(locations.map(({ source }) => source).slice(0, 2)).toEqual(['place', 'browser']);
    await operator().post('/v1/calls/{callId}/claim', { path: { callId: started.id } });
    const { body: seen } = await send<Schema<'Call'>>(at, { token });
    expect(seen).toMatchObject({ state: 'active', operator: { id: world.here.hospital.nurse.id } });
    const { body: words } = await send<Schema<'CallTranscript'>>(`${at}/transcript`, { token });
    expect(words.data.map(({ text }) => text)).toEqual(['Somebody fell down the stairs']);

    const socket = io(`${app.url}/calls`, { auth: { token }, transports: ['websocket'], forceNew: true });
    const joined = await socket.emitWithAck('join', { callId: started.id });
    expect(joined).toMatchObject({ ok: true, side: 'caller', nextSeq: 1 });
    const frame = { callId: started.id, seq: 1, encoding: 'pcm_s16le', sampleRate: 8_000 };
    expect(await socket.emitWithAck('audio', frame, Buffer.alloc(320))).toMatchObject({ ok: true, seq: 1 });
    socket.disconnect();

    const left = await send<Schema<'Call'>>(`${at}/hang-up`, { token, body: {} });
    expect(left).toMatchObject({ status: 200, body: { state: 'ended' } });
    const { data } = await operator().get('/v1/calls/{callId}/events', { path: { callId: started.id } });
    const own = data.filter(({ actor }) => actor.kind === 'visitor').map(({ type }) => type);
    expect(own).toEqual(['received', 'located', 'caller_left']);
    await closeCall(world, operator(), started.id);
    const audit = await app.testDatabase.owner('audit_intake').where({ action: 'addCallMessage' });
    const sealed = await app.testDatabase.owner('audit_event').where({ action: 'addCallMessage' });
    const actors = [...audit, ...sealed].map((row) => row.actor_kind ?? row.entry?.actor_kind);
    expect(actors).toContain('visitor');
  });

  it('reaches nothing but their own call, and only until it is over', async () => {
    const { code } = await newPlace();
    const { body } = await call(code);
    const { call: mine, accessToken: token } = body;
    const { body: other } = await call((await newPlace()).code);
    const theirs = await world.here.community.residents[0]?.kiwi.post('/v1/calls', {
      body: { channel: 'typed' },
    });
    const statuses = async (paths: readonly string[]) =>
      Promise.all(paths.map(async (path) => (await send(path, { token })).status));
    const foreign = [other.call.id, theirs?.id ?? ''].map((id) => `/v1/calls/${id}`);
    expect(await statuses(foreign)).toEqual([404, 404]);
    const closed = ['/v1/calls', `/v1/calls/${mine.id}/context`, `/v1/calls/${mine.id}/events`, '/v1/me'];
    expect(await statuses(closed)).toEqual([403, 403, 403, 403]);
    const claimed = await send(`/v1/calls/${mine.id}/claim`, { token, body: {} });
    expect(claimed.status).toBe(403);

    await closeCall(world, operator(), mine.id);
    expect(await statuses([`/v1/calls/${mine.id}`])).toEqual([200]);
    clock.ahead += 11 * 60_000;
    expect(await statuses([`/v1/calls/${mine.id}`, `/v1/calls/${mine.id}/transcript`])).toEqual([404, 404]);
    for (const id of [other.call.id, theirs?.id ?? '']) await closeCall(world, operator(), id);
  });

  it('does not learn who it turned out to be about', async () => {
    const { body } = await call((await newPlace()).code);
    const path = { callId: body.call.id };
    const somebody = world.here.community.residents[1] as Signed;
    const corrected = await operator().post('/v1/calls/{callId}/correction', {
      path,
      body: { residentId: somebody.id, location: { latitude: 12.98, longitude: 77.6, address: 'Flat 204' } },
    });
    expect(corrected).toMatchObject({ residentId: somebody.id, location: { address: 'Flat 204' } });
    const { body: seen } = await send<Schema<'Call'>>(`/v1/calls/${path.callId}`, {
      token: body.accessToken,
    });
    expect(seen).toMatchObject({ id: path.callId, residentId: null, location: null, notes: null });
    await closeCall(world, operator(), path.callId);
  });

  it('comes back to the same call with their key, and no one else does', async () => {
    const { code } = await newPlace();
    const returnKey = randomUUID();
    const { body: first } = await call(code, { returnKey });
    const again = await Promise.all([call(code, { returnKey }), call(code, { returnKey })]);
    expect(again.map(({ body }) => body.call.id)).toEqual([first.call.id, first.call.id]);
    await send(`/v1/calls/${first.call.id}/hang-up`, { token: first.accessToken, body: {} });
    const { body: back } = await call(code, { returnKey: returnKey.toUpperCase() });
    expect(back.call).toMatchObject({ id: first.call.id, state: 'waiting' });
    const { body: stranger } = await call(code, { returnKey: randomUUID() }, '198.51.100.2');
    const { body: elsewhere } = await call((await newPlace()).code, { returnKey });
    const ids = [first, stranger, elsewhere].map((each) => each.call.id);
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) await closeCall(world, operator(), id);
  });

  it('with a hospital’s page calls from its origins alone', async () => {
    const { code } = await newPlace();
    const { key } = await world.here.hospital.admin.kiwi.post('/v1/api-keys', {
      body: {
        name: 'Page',
        kind: 'publishable',
        hospitalId: world.here.hospital.id,
        allowedOrigins: ['https://page.example'],
      },
    });
    const from = (origin: string) =>
      send<Schema<'PlaceCall'>>('/v1/calls/by-place', {
        body: { placeCode: code },
        headers: { origin, 'x-publishable-key': key ?? '' },
      });
    const allowed = await from('https://page.example');
    expect(allowed.status).toBe(201);
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://page.example');
    expect((await from('https://stranger.example')).status).toBe(403);
    await closeCall(world, operator(), allowed.body.call.id);
  });
});

describe('abuse of place codes', () => {
  it('is limited by address, but never the first call from a place', async () => {
    const address = '203.0.113.9';
    const { code } = await newPlace();
    const calls = [];
    for (let nth = 0; nth < 5; nth += 1) calls.push(await call(code, {}, address));
    expect(calls.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    const refused = await call<Failed>(code, {}, address);
    expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited', emergencyNumber: '112' } });
    expect(refused.body.detail).toContain('Dial 112');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    // Another caller at the same place, and the same address at another place.
    calls.push(await call(code, {}, '203.0.113.10'), await call((await newPlace()).code, {}, address));
    // Also past what an address may send at all.
    await Promise.all(Array.from({ length: ADDRESS_LIMIT }, () => send('/v1/region', { address })));
    expect((await send('/v1/region', { address })).status).toBe(429);
    // Refused before anything of the request is looked at, with the number to dial.
    const early = await send<Failed>('/v1/calls', { address });
    expect(early).toMatchObject({ status: 429, body: { code: 'rate_limited', emergencyNumber: '112' } });
    calls.push(await call((await newPlace()).code, {}, address));
    expect(calls.slice(5).map(({ status }) => status)).toEqual([201, 201, 201]);
    for (const { body } of calls) await closeCall(world, operator(), body.call.id);
  });

  it('learns the number to dial whatever refuses a call', async () => {
    const { kiwi } = world.here.community.residents[0] as Signed;
    const token = await tokenOf(kiwi);
    const repeated = {
      token,
      headers: { 'idempotency-key': randomUUID() },
      body: { channel: 'web', placeCode: 'AAAA' },
    };
    const refusals: [number, Answer<Failed>][] = [
      [401, await send<Failed>('/v1/calls', { body: { channel: 'web' } })],
      [400, await send<Failed>('/v1/calls/by-place', { body: {} })],
      [404, await send<Failed>(`/v1/calls/${randomUUID()}`, { token })],
      [404, await send<Failed>('/v1/calls/a/b/c', {})],
      [405, await send<Failed>(`/v1/calls/${randomUUID()}`, { body: {} })],
      [422, await send<Failed>('/v1/calls', repeated)],
      // The reply that was kept of the first.
      [422, await send<Failed>('/v1/calls', repeated)],
    ];
    const got = refusals.map(([, { status, body }]) => [status, body.emergencyNumber]);
    expect(got).toEqual(refusals.map(([status]) => [status, '112']));
    expect((await send<Failed>('/v1/bookings', {})).body.emergencyNumber).toBeUndefined();
  });

  it('is limited by place, whatever the addresses', async () => {
    const { code } = await newPlace();
    const calls = [];
    for (let nth = 0; nth < 10; nth += 1) calls.push(await call(code, {}, `203.0.113.${100 + nth}`));
    expect(calls.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 201));
    expect(await call(code, {}, '203.0.113.200')).toMatchObject({
      status: 429,
      body: { emergencyNumber: '112' },
    });
    clock.ahead += 11 * 60_000;
    const later = await call(code, {}, '203.0.113.200');
    expect(later.status).toBe(201);
    for (const { body } of [...calls, later]) await closeCall(world, operator(), body.call.id);
  });

  it('learns the same of every code that does not work', async () => {
    const { kiwi } = world.here.community.manager;
    const [off, rotated, made] = [await newPlace(), await newPlace(), await newPlace()];
    await kiwi.patch('/v1/places/{placeId}', { path: { placeId: off.id }, body: { active: false } });
    await kiwi.post('/v1/places/{placeId}/code', { path: { placeId: rotated.id } });
    const mistyped = made.code.slice(0, 9) + (made.code.endsWith('0') ? '1' : '0');
    const answers = await Promise.all(
      [off.code, rotated.code, mistyped, 'AAAA'].map((code) => call<Failed>(code)),
    );
    const said = answers.map(({ body: { correlationId, ...rest } }) => rest);
    expect(new Set(said.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(said[0]).toMatchObject({
      status: 422,
      emergencyNumber: '112',
      errors: [{ pointer: '/placeCode' }],
    });
  });
});
