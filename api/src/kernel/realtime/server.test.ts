import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { eventually } from '../../../test/support/eventually.ts';

import {
  BOOKING,
  closed,
  connect,
  down,
  refused,
  revoked,
  STAFF,
  serve,
  token,
  uploads,
  verified,
} from '../../../test/support/sockets.ts';

test('the handshake promises a heartbeat that shows a dead network within 12 seconds', async () => {
  const { url } = await serve();
  const reply = await fetch(`${url}/socket.io/?EIO=4&transport=polling`);
  const { pingInterval, pingTimeout } = JSON.parse((await reply.text()).slice(1));
  expect(pingInterval).toBeLessThanOrEqual(4_000);
  expect(pingInterval + pingTimeout).toBeLessThanOrEqual(12_000);
});
describe('handshake', () => {
  test('a verified token is accepted, from auth or from the header', async () => {
    const { url, realtime } = await serve();
    await connect(url, { token: await token() });
    await connect(url, {}, { extraHeaders: { authorization: `Bearer ${await token()}` } });
    expect(realtime.connections).toBe(2);
  });

  test('everything else is rejected with a problem', async () => {
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

  test('accepts pages of the service and of allowed origins only, on every transport', async () => {
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
    // Answered after everything that the checks sent.
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
    expect(JSON.stringify(bug)).not.toContain('9876543210');
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

  test('a flood is rejected, then cut off', async () => {
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

  test('limits the rooms of a socket', async () => {
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

describe('requests with bytes', () => {
  const bytes = (length: number) => Buffer.alloc(length, 7);

  test('reach their handler in order, with a session that ends with the connection', async () => {
    const { url } = await serve();
    const socket = await connect(url, { token: await token() });
    const sizes = Array.from({ length: 20 }, (_, n) => n + 1);
    const answers = await Promise.all(
      sizes.map((size) => socket.emitWithAck('upload', { bookingId: BOOKING }, bytes(size))),
    );
    expect(answers).toEqual(sizes.map((size) => ({ ok: true, bytes: size, closed: false })));
    expect(uploads).toEqual(sizes);
    socket.disconnect();
    await eventually('the session has ended', () => closed.length === sizes.length);
  });

  test('are rejected without bytes, with none, and with too many', async () => {
    const { url } = await serve();
    const socket = await connect(url, { token: await token() });
    for (const [second, status] of [
      [undefined, 400],
      [bytes(0), 400],
      ['text', 400],
      [[1, 2], 400],
      [bytes(1_001), 413],
    ] as const) {
      const answer = await socket.emitWithAck('upload', { bookingId: BOOKING }, second);
      expect([status, answer.ok, answer.problem.status]).toEqual([status, false, status]);
    }
    expect(uploads).toEqual([]);
  });

  test('are limited by bytes, and their sender learns when to go on', async () => {
    const { url } = await serve({ rate: { perSecond: 1, burst: 2 } });
    const socket = await connect(url, { token: await token() });
    const upload = () => socket.emitWithAck('upload', { bookingId: BOOKING }, bytes(1_000));
    const answers = await Promise.all(Array.from({ length: 14 }, upload));
    const taken = answers.filter(({ ok }) => ok).length;
    expect(taken).toBeGreaterThanOrEqual(10);
    const refusals = answers.slice(taken);
    expect(refusals.length).toBeGreaterThan(0);
    for (const { ok, problem } of refusals) {
      expect([ok, problem.code, problem.retryAfterMs > 0]).toEqual([false, 'rate_limited', true]);
    }
    expect(uploads.length).toBe(taken);
    // The count of other messages is its own.
    expect(await socket.emitWithAck('subscribe', { bookingId: BOOKING })).toMatchObject({ ok: true });
    await eventually('it takes more', async () => (await upload()).ok === true);
  });
});
