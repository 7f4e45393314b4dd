import { once } from 'node:events';
import { connect as connectTo } from 'node:net';
import type { Knex } from 'knex';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { eventually } from '../../../../test/support/eventually.ts';
import {
  AUTHENTICATOR,
  bearer,
  type NotesServer,
  post,
  serveNotes,
} from '../../../../test/support/worlds/notes-service.ts';
import { connect } from '../../db/connection.ts';
import { Cors } from '../cors.ts';
import { type LimitSettings, Limits } from './limits.ts';

let clone: TestDatabase;
let knex: Knex;
const open: NotesServer[] = [];

beforeAll(async () => {
  clone = await testDatabase();
  knex = connect(clone.url, { as: 'app' });
});
afterAll(async () => {
  await knex.destroy();
  await clone.close();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function limited(settings: LimitSettings, db = knex, proxyHops = 0): Promise<NotesServer> {
  const server = await serveNotes(() => ({ limits: new Limits(settings, db), proxyHops }));
  open.push(server);
  return server;
}

const get = (server: NotesServer, headers: Record<string, string>) =>
  fetch(`${server.url}/v1/notes`, { headers });
const createKey = (server: NotesServer, token = 'nurse') =>
  post(`${server.url}/v1/keys`, undefined, bearer(token));
const statuses = (replies: readonly Response[]) => replies.map(({ status }) => status);

describe('rate limits', () => {
  it('of an address reject all its callers before a credential is checked', async () => {
    const server = await limited({ address: 2, principal: 100, publishableKey: 100, operationFactor: 1 });
    const replies = [
      await get(server, bearer('nurse')),
      await get(server, {}),
      await get(server, bearer('admin')),
    ];
    expect(statuses(replies)).toEqual([200, 401, 429]);
    const last = replies[2] as Response;
    expect(((await last.json()) as { code: string }).code).toBe('rate_limited');
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
    expect([last.headers.get('ratelimit-limit'), last.headers.get('ratelimit-remaining')]).toEqual([
      '2',
      '0',
    ]);
  });

  it('of an address count an IPv6 site as one', async () => {
    const settings = { address: 2, principal: 100, publishableKey: 100, operationFactor: 1 };
    const server = await limited(settings, knex, 1);
    const from = async (address: string) =>
      (await get(server, { ...bearer('nurse'), 'x-forwarded-for': address })).status;
    const site = ['2001:db8:0:aa00::1', '2001:db8:0:aa01::2', '2001:db8:0:aaff:1:2:3:4'];
    expect([
      await from(site[0] as string),
      await from(site[1] as string),
      await from(site[2] as string),
    ]).toEqual([200, 200, 429]);
    expect(await from('2001:db8:0:ab00::1')).toBe(200);
    // Two neighbouring houses, and one machine in several notations of its address.
    expect([await from('192.0.2.1'), await from('::ffff:192.0.2.1'), await from('192.0.2.2')]).toEqual([
      200, 200, 200,
    ]);
    expect(await from('192.0.2.1')).toBe(429);
  });

  it('count an address that a proxy sends with its port, and ignore invalid ones', async () => {
    const settings = { address: 1, principal: 100, publishableKey: 100, operationFactor: 1 };
    const server = await limited(settings, knex, 1);
    const from = async (address: string) =>
      (await get(server, { ...bearer('nurse'), 'x-forwarded-for': address })).status;
    expect([await from('192.0.2.9:51000'), await from('192.0.2.9:51001')]).toEqual([200, 429]);
    expect([await from('[2001:db8:9::1]:443'), await from('[2001:db8:9::1]')]).toEqual([200, 429]);
    // Both count as the peer of the connection.
    expect([await from('made up'), await from('made up again')]).toEqual([200, 429]);
  });

  it('of a caller reject that caller alone, and say what is left', async () => {
    const server = await limited({ address: 100, principal: 2, publishableKey: 100, operationFactor: 1 });
    const first = await get(server, bearer('nurse'));
    expect([first.headers.get('ratelimit-limit'), first.headers.get('ratelimit-remaining')]).toEqual([
      '2',
      '1',
    ]);
    expect(statuses([await get(server, bearer('nurse')), await get(server, bearer('nurse'))])).toEqual([
      200, 429,
    ]);
    expect((await get(server, bearer('nurse2'))).status).toBe(200);
    expect(server.reached).toHaveLength(3);
  });

  it('of an operation hold across processes, and outlive one', async () => {
    const settings = { address: 100, principal: 100, publishableKey: 100, operationFactor: 1 };
    const [one, two] = [await limited(settings), await limited(settings)];
    expect(statuses([await createKey(one), await createKey(two), await createKey(one)])).toEqual([
      201, 201, 201,
    ]);
    expect(statuses([await createKey(one), await createKey(two)])).toEqual([429, 429]);
    expect((await createKey(two, 'nurse2')).status).toBe(201);
    await new Limits(settings, knex).purge();
    expect((await createKey(two)).status).toBe(429);
  });

  it('of an operation are counted in memory while Postgres is unavailable', async () => {
    const away = connect('postgres://nobody@127.0.0.1:1/nothing', { as: 'app', acquireTimeout: 200 });
    const server = await limited(
      { address: 100, principal: 100, publishableKey: 100, operationFactor: 1 },
      away,
    );
    const replies = [];
    for (let sent = 0; sent < 4; sent += 1) replies.push(await createKey(server));
    expect(statuses(replies)).toEqual([201, 201, 201, 429]);
    await away.destroy();
  });

  it('switched off count nothing', async () => {
    const server = await limited({ address: 0, principal: 1, publishableKey: 100, operationFactor: 1 });
    const replies = await Promise.all(Array.from({ length: 5 }, () => createKey(server)));
    expect(new Set(statuses(replies))).toEqual(new Set([201]));
    expect(replies[0]?.headers.get('ratelimit-limit')).toBeNull();
  });

  it('accept a forwarded address from configured proxies only', async () => {
    const settings = { address: 1, principal: 100, publishableKey: 100, operationFactor: 1 };
    const from = (address: string) => ({ ...bearer('nurse'), 'x-forwarded-for': address });
    const direct = await limited(settings);
    expect(
      statuses([await get(direct, from('198.51.100.1')), await get(direct, from('198.51.100.2'))]),
    ).toEqual([200, 429]);
    const behind = await limited(settings, knex, 1);
    expect(
      statuses([
        await get(behind, from('198.51.100.1')),
        await get(behind, from('198.51.100.2')),
        // What the caller wrote stands before what the proxy saw.
        await get(behind, from('203.0.113.9, 198.51.100.2')),
      ]),
    ).toEqual([200, 200, 429]);
  });
});

describe('pages of other origins', () => {
  let asked = 0;
  const counting = {
    isAllowedOrigin: (origin: string) => {
      asked += 1;
      return AUTHENTICATOR.isAllowedOrigin(origin);
    },
  };
  async function served(): Promise<NotesServer> {
    const server = await serveNotes(() => ({ cors: new Cors(['https://console.example'], counting) }));
    open.push(server);
    return server;
  }
  const from = (server: NotesServer, origin: string) => get(server, { ...bearer('nurse'), origin });

  it('can read replies when a publishable key or the settings name their origin', async () => {
    const server = await served();
    const hospital = await from(server, 'https://hospital.example');
    expect(hospital.headers.get('access-control-allow-origin')).toBe('https://hospital.example');
    expect(hospital.headers.get('access-control-expose-headers')).toMatch(/^Date, ETag,/);
    expect(hospital.headers.get('vary')).toBe('Origin');
    expect(hospital.headers.get('access-control-allow-credentials')).toBeNull();
    const console = await from(server, 'https://console.example');
    expect(console.headers.get('access-control-allow-origin')).toBe('https://console.example');
    const stranger = await from(server, 'https://stranger.example');
    expect(stranger.headers.get('access-control-allow-origin')).toBeNull();
    const own = await from(server, server.url);
    expect(own.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('are asked about again after the database could not be asked', async () => {
    let fails = true;
    const authenticator = {
      isAllowedOrigin: async (origin: string) => {
        if (fails) throw new Error('the database does not answer');
        return AUTHENTICATOR.isAllowedOrigin(origin);
      },
    };
    const server = await serveNotes(() => ({ cors: new Cors([], authenticator) }));
    open.push(server);
    const refused = await from(server, 'https://hospital.example');
    expect(refused.status).toBe(200);
    expect(refused.headers.get('access-control-allow-origin')).toBeNull();
    fails = false;
    const allowed = await from(server, 'https://hospital.example');
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://hospital.example');
  });

  it('can read problems too', async () => {
    const server = await served();
    const reply = await get(server, { origin: 'https://hospital.example' });
    expect([reply.status, reply.headers.get('access-control-allow-origin')]).toEqual([
      401,
      'https://hospital.example',
    ]);
  });

  it('get a preflight reply without a credential, cached by origin', async () => {
    const server = await served();
    asked = 0;
    const preflight = (origin: string) =>
      fetch(`${server.url}/v1/notes`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization',
        },
      });
    const allowed = await preflight('https://hospital.example');
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-headers')).toContain('Authorization');
    await preflight('https://hospital.example');
    expect(asked).toBe(1);
    const refused = await preflight('https://stranger.example');
    expect([refused.status, refused.headers.get('access-control-allow-methods')]).toEqual([204, null]);
    expect(server.reached).toEqual([]);
  });
});

describe('what is not HTTP', () => {
  it.each([
    ['garbage', 'HELO kiwi\r\n\r\n', 400, 'invalid_request'],
    [
      'headers without end',
      `GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`,
      413,
      'payload_too_large',
    ],
  ])('%s is rejected as problem+json', async (_name, sent, status, code) => {
    const server = await serveNotes();
    open.push(server);
    const socket = connectTo(Number(new URL(server.url).port), '127.0.0.1');
    socket.write(sent);
    let reply = '';
    for await (const chunk of socket) reply += chunk;
    expect(reply).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(JSON.parse(reply.slice(reply.indexOf('\r\n\r\n')))).toMatchObject({ status, code });
  });
});

describe('a stopping process', () => {
  it('rejects new requests, answers health probes and lets running requests finish', async () => {
    let stopping = false;
    const server = await serveNotes(() => ({ stopping: () => stopping }));
    let release = () => {};
    const held = new Promise<void>((done) => {
      release = done;
    });
    server.answer('greet', async () => {
      await held;
      return { status: 200, body: { hello: 'late' } };
    });
    const slow = fetch(`${server.url}/v1/greeting`);
    await eventually('the request runs', () => server.mount.inFlight > 0);
    stopping = true;
    const refused = await fetch(`${server.url}/v1/greeting`);
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([
      503,
      'shutting_down',
    ]);
    expect(refused.headers.get('retry-after')).toBe('1');
    let ended = false;
    const closed = server.server.close(60_000).finally(() => {
      ended = true;
    });
    // Rejected after the stop began, and it still waits for the first.
    expect((await fetch(`${server.url}/v1/greeting`)).status).toBe(503);
    expect(ended).toBe(false);
    release();
    expect(await (await slow).json()).toEqual({ hello: 'late' });
    expect(await closed).toBe(true);
    await expect(fetch(`${server.url}/v1/greeting`)).rejects.toThrow();
  });

  it('answers a request that had arrived unread when the stop began', async () => {
    const server = await serveNotes(() => ({ stopping: () => true }));
    const socket = connectTo(Number(new URL(server.url).port), '127.0.0.1');
    await once(socket, 'connect');
    // A first request, so that the connection is one the server knows and holds open.
    socket.write('GET /health/live HTTP/1.1\r\nhost: here\r\n\r\n');
    await once(socket, 'data');
    // In one turn: the bytes lie in the socket, unread, when close() is called.
    socket.write('GET /v1/greeting HTTP/1.1\r\nhost: here\r\n\r\n');
    const closed = server.server.close(5_000);
    let reply = '';
    for await (const chunk of socket) reply += chunk;
    expect(reply).toMatch(/^HTTP\/1.1 503 /);
    expect(reply).toContain('shutting_down');
    expect(await closed).toBe(true);
  });

  it('does not wait forever', async () => {
    const server = await serveNotes();
    server.answer('greet', () => new Promise(() => {}));
    const hanging = fetch(`${server.url}/v1/greeting`).catch(() => 'cut');
    await eventually('the request runs', () => server.mount.inFlight > 0);
    expect(await server.server.close(100)).toBe(false);
    expect(await hanging).toBe('cut');
  });
});
