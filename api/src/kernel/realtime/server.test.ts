import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import { SignJWT } from 'jose';
import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/database.ts';
import { eventually } from '../../../test/eventually.ts';
import type { Authenticator, Credential } from '../auth/authenticator.ts';
import type { Principal } from '../auth/principal.ts';
import { currentContext } from '../observability/context.ts';
import { Problem } from '../problem.ts';
import { type RealtimeOptions, RealtimeServer } from './server.ts';

const SECRET = new TextEncoder().encode('a secret of this test alone, 32 bytes long');
const STAFF: Principal = {
  kind: 'staff',
  id: '0193a5f0-7c1e-7000-8000-000000000001',
  role: 'nurse',
  hospitalId: '0193a5f0-7c1e-7000-8000-000000000002',
  communityId: null,
  sessionId: '0193a5f0-7c1e-7000-8000-000000000003',
};
const SUBSCRIBE = {
  type: 'object',
  properties: { bookingId: { type: 'string', format: 'uuid' } },
  required: ['bookingId'],
  additionalProperties: false,
};
const BOOKING = '0193a5f0-7c1e-7000-8000-00000000000b';

const revoked = new Set<string>();
/** Tokens that cannot be verified now. */
const down = new Set<string>();
/** How often each token was verified. */
const verified = new Map<string, number>();
const authenticator: Authenticator = {
  async verify(credential: Credential): Promise<Principal> {
    if (credential.kind === 'bearer') {
      verified.set(credential.token, (verified.get(credential.token) ?? 0) + 1);
    }
    if (credential.kind === 'bearer' && down.has(credential.token)) throw new Problem('dependency_down');
    if (credential.kind !== 'bearer' || revoked.has(credential.token)) throw new Problem('unauthenticated');
    const { jwtVerify } = await import('jose');
    const { payload } = await jwtVerify(credential.token, SECRET).catch(() => {
      throw new Problem('unauthenticated');
    });
    return payload.sub === 'down'
      ? Promise.reject(new Problem('dependency_down'))
      : { ...STAFF, id: String(payload.sub) };
  },
  signedInRecently: async () => true,
  async isAllowedOrigin(origin) {
    return origin === 'https://hospital.example';
  },
};

const token = (sub = STAFF.id, seconds = 60) =>
  new SignJWT({ sub })
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime(Math.floor(Date.now() / 1_000) + seconds)
    .sign(SECRET);

interface Served {
  readonly realtime: RealtimeServer;
  readonly http: HttpServer;
  readonly url: string;
}

let db: TestDatabase;
const sockets: Socket[] = [];
const servers: Served[] = [];

beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.disconnect();
  for (const { realtime, http } of servers.splice(0)) {
    await realtime.stop();
    http.closeAllConnections();
    http.close();
  }
});

async function serve(options: Partial<RealtimeOptions> = {}): Promise<Served> {
  const realtime = new RealtimeServer({ authenticator, connection: { url: db.url }, ...options });
  realtime.namespace('/bookings').on<{ bookingId: string }>(
    'subscribe',
    SUBSCRIBE,
    async (principal, { bookingId }) => {
      if (bookingId.endsWith('0')) throw new Problem('not_found', { detail: 'No such booking.' });
      if (bookingId.endsWith('1')) throw new TypeError('a bug with +919876543210 in it');
      return {
        join: [`booking:${bookingId}`],
        reply: {
          booking: { id: bookingId },
          who: principal.kind,
          correlation: currentContext()?.correlationId ?? null,
        },
      };
    },
    null,
  );
  realtime.namespace('/bookings').on<{ bookingId: string }>(
    'unsubscribe',
    SUBSCRIBE,
    async (_, { bookingId }) => ({
      leave: [`booking:${bookingId}`],
    }),
    null,
  );
  const http = createServer((_, res) => res.end('own'));
  realtime.attach(http);
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const served = { realtime, http, url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` };
  servers.push(served);
  return served;
}

test('the handshake promises a heartbeat that shows a dead network within 12 seconds', async () => {
  const { url } = await serve();
  const reply = await fetch(`${url}/socket.io/?EIO=4&transport=polling`);
  const { pingInterval, pingTimeout } = JSON.parse((await reply.text()).slice(1));
  expect(pingInterval).toBeLessThanOrEqual(4_000);
  expect(pingInterval + pingTimeout).toBeLessThanOrEqual(12_000);
});

function dial(url: string, auth: object, extra: object = {}): Socket {
  const socket = io(url, { auth, transports: ['websocket'], reconnection: false, forceNew: true, ...extra });
  sockets.push(socket);
  return socket;
}

async function connect(url: string, auth: object, extra: object = {}): Promise<Socket> {
  const socket = dial(`${url}/bookings`, auth, extra);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}

async function refused(url: string, auth: object, extra: object = {}) {
  const socket = dial(url, auth, extra);
  const [error] = (await once(socket as never, 'connect_error')) as [
    Error & { data?: Record<string, unknown> },
  ];
  return error;
}

describe('handshake', () => {
  test('a verified token is let in, from auth or from the header', async () => {
    const { url, realtime } = await serve();
    await connect(url, { token: await token() });
    await connect(url, {}, { extraHeaders: { authorization: `Bearer ${await token()}` } });
    expect(realtime.connections).toBe(2);
  });

  test('everything else is refused with a problem', async () => {
    const { url, realtime } = await serve();
    const expired = await token(STAFF.id, -10);
    for (const auth of [
      {},
      { token: 'x' },
      { token: expired },
      { token: 7 },
      { token: 'pk_1' },
      { token: 'x'.repeat(5_000) },
    ]) {
      const error = await refused(`${url}/bookings`, auth);
      expect(error.data).toMatchObject({
        status: 401,
        code: 'unauthenticated',
        type: '/docs/problems#unauthenticated',
      });
      expect(error.data?.correlationId).toMatch(/^[0-9a-f-]{36}$/);
    }
    expect((await refused(`${url}/bookings`, { token: await token('down') })).data).toMatchObject({
      status: 503,
    });
    expect((await refused(url, { token: await token() })).data).toMatchObject({ status: 404 });
    expect((await refused(`${url}/nowhere`, { token: await token() })).message).toBe('Invalid namespace');
    expect(realtime.connections).toBe(0);
  });

  test('the server’s own requests still reach it, and only allowed origins may poll', async () => {
    const { url } = await serve();
    expect(await (await fetch(`${url}/v1/anything`)).text()).toBe('own');
    const poll = (origin: string) =>
      fetch(`${url}/socket.io/?EIO=4&transport=polling`, { headers: { origin } });
    expect((await poll('https://hospital.example')).headers.get('access-control-allow-origin')).toBe(
      'https://hospital.example',
    );
    expect((await poll('https://elsewhere.example')).headers.get('access-control-allow-origin')).toBeNull();
  });

  test('accepts pages of our own and of allowed origins only, on every transport', async () => {
    const { url } = await serve({ origins: ['https://console.example'] });
    const { host } = new URL(url);
    const upgrade = async (origin?: string) => {
      const socket = new WebSocket(
        `ws://${host}/socket.io/?EIO=4&transport=websocket`,
        // Node's own takes headers, which the type of browsers' does not know.
        { headers: origin === undefined ? {} : { origin } } as never,
      );
      const opened = await new Promise<boolean>((resolve) => {
        socket.addEventListener('open', () => resolve(true));
        socket.addEventListener('error', () => resolve(false));
      });
      socket.close();
      return opened;
    };
    for (const origin of [
      undefined,
      `http://${host}`,
      'https://console.example',
      'https://hospital.example',
    ]) {
      expect([origin, await upgrade(origin)]).toEqual([origin, true]);
    }
    for (const origin of ['https://elsewhere.example', 'null', 'https://hospital.example.evil.example']) {
      expect([origin, await upgrade(origin)]).toEqual([origin, false]);
      const poll = await fetch(`${url}/socket.io/?EIO=4&transport=polling`, { headers: { origin } });
      expect(poll.status).toBe(403);
    }
  });
});

describe('expiry', () => {
  test('a socket is cut off when its token expires', async () => {
    const { url } = await serve();
    const socket = await connect(url, { token: await token(STAFF.id, 2) });
    const [reason] = await once(socket as never, 'disconnect');
    expect(reason).toBe('io server disconnect');
  });

  test('closes a revoked one at the next check, but none while the authenticator is down', async () => {
    const { url } = await serve({ verifyEvery: 50 });
    const ended = await token('0193a5f0-7c1e-7000-8000-0000000000aa');
    const lasting = await token('0193a5f0-7c1e-7000-8000-0000000000ab');
    const socket = await connect(url, { token: ended });
    const [stays, follows] = [
      await connect(url, { token: lasting }),
      await connect(url, { token: await token() }),
    ];
    down.add(lasting);
    const looks = verified.get(lasting) ?? 0;
    revoked.add(ended);
    await once(socket as never, 'disconnect');
    await eventually('two more looks', () => (verified.get(lasting) ?? 0) >= looks + 2);
    // Answered after whatever the looks sent.
    await Promise.all([stays, follows].map((each) => each.emitWithAck('subscribe', { bookingId: BOOKING })));
    expect([stays.connected, follows.connected]).toEqual([true, true]);
  });
});

describe('requests', () => {
  test('a valid one is answered with the handler’s reply, in a context of its own', async () => {
    const { url } = await serve();
    const socket = await connect(url, { token: await token() });
    const one = await socket.emitWithAck('subscribe', { bookingId: BOOKING });
    const two = await socket.emitWithAck('subscribe', { bookingId: BOOKING });
    expect(one).toMatchObject({ ok: true, booking: { id: BOOKING }, who: 'staff' });
    expect(one.correlation).toMatch(/^[0-9a-f-]{36}$/);
    expect(two.correlation).not.toBe(one.correlation);
  });

  test('rejects invalid payloads, and answers errors with problems that quote nothing', async () => {
    const { url } = await serve();
    const socket = await connect(url, { token: await token() });
    for (const payload of [
      undefined,
      null,
      7,
      'x',
      [],
      {},
      { bookingId: 'x' },
      { bookingId: BOOKING, more: 1 },
      Buffer.from('x'),
    ]) {
      expect(await socket.timeout(2_000).emitWithAck('subscribe', payload)).toMatchObject({
        ok: false,
        problem: { status: 400, code: 'invalid_request', errors: [{}] },
      });
    }
    expect(await socket.emitWithAck('subscribe', { bookingId: BOOKING.replace(/b$/, '0') })).toMatchObject({
      ok: false,
      problem: { status: 404, detail: 'No such booking.' },
    });
    const bug = await socket.emitWithAck('subscribe', { bookingId: BOOKING.replace(/b$/, '1') });
    expect(bug).toMatchObject({ ok: false, problem: { status: 500, code: 'internal' } });
    expect(JSON.stringify(bug)).not.toContain('98765');
    expect(bug.problem.correlationId).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('unknown events of any name are answered and harmless', async () => {
    const { url } = await serve();
    const socket = await connect(url, { token: await token() });
    for (const event of [
      'nonsense',
      'error',
      'message',
      '__proto__',
      'constructor',
      7 as unknown as string,
    ]) {
      expect(await socket.timeout(2_000).emitWithAck(event, { a: 1 })).toMatchObject({
        ok: false,
        problem: { status: 404 },
      });
    }
    socket.emit('nonsense', 'without acknowledgement');
    socket.emit('subscribe');
    expect(await socket.emitWithAck('subscribe', { bookingId: BOOKING })).toMatchObject({ ok: true });
  });

  test('an oversized message closes its own connection and no other', async () => {
    const { url } = await serve();
    const socket = await connect(url, { token: await token() });
    const other = await connect(url, { token: await token() });
    socket.emit('subscribe', { bookingId: 'x'.repeat(20_000) });
    await once(socket as never, 'disconnect');
    expect(await other.emitWithAck('subscribe', { bookingId: BOOKING })).toMatchObject({ ok: true });
  });

  test('a flood is refused, then cut off', async () => {
    const { url } = await serve({ rate: { perSecond: 1, burst: 5 } });
    const socket = await connect(url, { token: await token() });
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => socket.emitWithAck('subscribe', { bookingId: BOOKING })),
    );
    expect(answers.map(({ ok }) => ok)).toEqual([true, true, true, true, true, false, false, false]);
    expect(answers.at(-1).problem).toMatchObject({ status: 429, code: 'rate_limited' });
    // At any size: more than the limit on messages of a socket.
    for (let n = 0; n < 200; n += 1) socket.emit('subscribe', { bookingId: BOOKING });
    const [reason] = await once(socket as never, 'disconnect');
    expect(reason).toBe('io server disconnect');
  });

  test('a socket cannot be in rooms without end', async () => {
    const { url } = await serve({ maxRooms: 4 });
    const socket = await connect(url, { token: await token() });
    // Two rooms are its own: its id and its person's.
    const ask = (n: number) =>
      socket.emitWithAck('subscribe', { bookingId: BOOKING.replace(/b$/, String(n)) });
    expect(await ask(2)).toMatchObject({ ok: true });
    expect(await ask(3)).toMatchObject({ ok: true });
    expect(await ask(4)).toMatchObject({ ok: false, problem: { code: 'unprocessable' } });
    await socket.emitWithAck('unsubscribe', { bookingId: BOOKING.replace(/b$/, '2') });
    expect(await ask(4)).toMatchObject({ ok: true });
  });
});

describe('publishing', () => {
  const heard = (socket: Socket) => {
    const events: unknown[] = [];
    socket.onAny((event, payload) => events.push([event, payload]));
    return events;
  };
  const until = (met: () => boolean) => eventually('what the test waits for', met);
  const isEnd = (one: unknown) => (one as [string])[0] === 'end';
  /** What was heard without the messages that only show that the processes hear each other. */
  const news = (events: readonly unknown[]) => events.filter((one) => (one as [string])[0] !== 'ready');

  /** Resolves when what `from` publishes for a room reaches the listener of `events`: the processes are connected. */
  const hears = (from: RealtimeServer, room: string, events: readonly unknown[]) =>
    eventually('the processes hear each other', () => {
      if (news(events).length < events.length) return true;
      from.publish('/bookings', [room], 'ready', {});
      return false;
    });

  test('reaches the rooms of every process in order, and no other socket', async () => {
    const [one, two] = [await serve(), await serve()];
    const here = await connect(one.url, { token: await token() });
    const there = await connect(two.url, { token: await token('0193a5f0-7c1e-7000-8000-0000000000cc') });
    const stranger = await connect(two.url, { token: await token('0193a5f0-7c1e-7000-8000-0000000000dd') });
    await Promise.all([here, there].map((socket) => socket.emitWithAck('subscribe', { bookingId: BOOKING })));
    const [a, b, c] = [heard(here), heard(there), heard(stranger)];
    for (const events of [a, b]) await hears(one.realtime, `booking:${BOOKING}`, events);
    for (let version = 1; version <= 50; version += 1) {
      one.realtime.publish('/bookings', [`booking:${BOOKING}`], 'booking', { bookingId: BOOKING, version });
    }
    one.realtime.publish('/bookings', [], 'booking', { everybody: true });
    one.realtime.publish(
      '/bookings',
      [`booking:${BOOKING}`, 'staff:0193a5f0-7c1e-7000-8000-0000000000dd'],
      'end',
      {},
    );
    await until(() => [a, b, c].every((events) => events.some(isEnd)));
    const expected = Array.from({ length: 50 }, (_, n) => [
      'booking',
      { bookingId: BOOKING, version: n + 1 },
    ]);
    expect(news(b)).toEqual([...expected, ['end', {}]]);
    expect(news(a)).toEqual([...expected, ['end', {}]]);
    expect(c).toEqual([['end', {}]]);
  });

  test('covers personal rooms, messages too large for NOTIFY, and worker processes', async () => {
    const { url } = await serve();
    const socket = await connect(url, { token: await token() });
    const events = heard(socket);
    const worker = new RealtimeServer({ authenticator, connection: { url: db.url } });
    worker.namespace('/bookings');
    await hears(worker, `staff:${STAFF.id}`, events);
    const text = 'x'.repeat(20_000);
    worker.publish('/bookings', [`staff:${STAFF.id}`], 'offer', { offerId: 'o1' });
    worker.publish('/bookings', [`staff:${STAFF.id}`], 'offer', { text });
    await until(() => news(events).length === 2);
    expect(news(events)).toEqual([
      ['offer', { offerId: 'o1' }],
      ['offer', { text }],
    ]);
    await worker.stop();
  });

  test('delivers changes made during a subscription, and none after a rejected one', async () => {
    const { url, realtime } = await serve();
    const change = (n: number) => realtime.publish('/bookings', ['room'], 'booking', { n });
    const table = realtime.namespace('/bookings');
    const nothing = { type: 'object', additionalProperties: false };
    table.on(
      'follow',
      nothing,
      async () => ({
        join: ['room'],
        reply: async () => {
          change(1);
          return { seen: true };
        },
      }),
      null,
    );
    table.on(
      'lose',
      nothing,
      async () => ({
        join: ['room'],
        reply: async () => Promise.reject(new Problem('not_found')),
      }),
      null,
    );
    const [socket, loser] = [
      await connect(url, { token: await token() }),
      await connect(url, { token: await token() }),
    ];
    const [events, lost] = [heard(socket), heard(loser)];
    expect(await socket.emitWithAck('follow', {})).toEqual({ ok: true, seen: true });
    expect(await loser.emitWithAck('lose', {})).toMatchObject({ ok: false, problem: { status: 404 } });
    change(2);
    await until(() => events.length === 2);
    expect(events).toEqual([
      ['booking', { n: 1 }],
      ['booking', { n: 2 }],
    ]);
    expect(await loser.emitWithAck('nonsense', {})).toMatchObject({ ok: false });
    expect(lost).toEqual([]);
  });

  test('delivers nothing to a person removed from a room, in any process', async () => {
    const [one, two] = [await serve(), await serve()];
    const leaver = '0193a5f0-7c1e-7000-8000-0000000000ee';
    const gone = await connect(two.url, { token: await token(leaver) });
    const stays = await connect(two.url, { token: await token() });
    await Promise.all([gone, stays].map((socket) => socket.emitWithAck('subscribe', { bookingId: BOOKING })));
    const [a, b] = [heard(gone), heard(stays)];
    for (const events of [a, b]) await hears(one.realtime, `booking:${BOOKING}`, events);
    one.realtime.leave('/bookings', `staff:${leaver}`, [`booking:${BOOKING}`]);
    one.realtime.publish('/bookings', [`booking:${BOOKING}`, `staff:${leaver}`], 'booking', { version: 1 });
    one.realtime.publish('/bookings', [`booking:${BOOKING}`], 'position', { version: 2 });
    one.realtime.publish('/bookings', [`booking:${BOOKING}`, `staff:${leaver}`], 'booking', { version: 3 });
    await until(() => news(a).length >= 2 && news(b).length >= 3);
    expect(news(b)).toHaveLength(3);
    expect(news(a)).toEqual([
      ['booking', { version: 1 }],
      ['booking', { version: 3 }],
    ]);
  });

  test('restores a lost listening connection repeatedly without ending the process', async () => {
    const [one, two] = [await serve(), await serve()];
    const back = { reconnection: true, reconnectionDelay: 20 };
    const socket = await connect(two.url, { token: await token() }, back);
    await socket.emitWithAck('subscribe', { bookingId: BOOKING });
    const reasons: string[] = [];
    socket.on('disconnect', (reason) => reasons.push(reason));
    socket.on('connect', () => socket.emit('subscribe', { bookingId: BOOKING }));
    const events = heard(socket);
    for (let round = 1; round <= 2; round += 1) {
      await hears(one.realtime, `booking:${BOOKING}`, events);
      await db.owner.raw(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where application_name = 'kiwimesh realtime' and datname = current_database()`,
      );
      await eventually('what is published after it is heard', () => {
        one.realtime.publish('/bookings', [`booking:${BOOKING}`], 'booking', { round });
        return events.some((each) => isDeepStrictEqual(each, ['booking', { round }]));
      });
      events.length = 0;
      // What was said meanwhile was missed: clients come back, and fetch it.
      await until(() => reasons.length >= round && socket.connected);
    }
    // Not 'io server disconnect', after which a client stays away.
    expect(new Set(reasons)).toEqual(new Set(['transport close']));
    const { rows } = await db.owner.raw(
      `select count(*)::int as n from pg_stat_activity where application_name = 'kiwimesh realtime' and datname = current_database()`,
    );
    // Two processes, each one that listens and one that publishes.
    expect(rows[0].n).toBeLessThanOrEqual(4);
  });
});
