import { Server, type Socket } from 'socket.io';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type BookingChange, Kiwimesh, type Live, memoryStore, type Schema } from '../src/index.ts';
import { exampleReply, refuse, type Service, signIn, startService } from './service.ts';

let service: Service;
let auth: ReturnType<typeof signIn>;
let io: Server;
let kiwi: Kiwimesh;
let live: Live;
let asked: [string, unknown][];
let handshakes: (string | undefined)[];
let current: Schema<'Booking'>;
const bookingId = '0193a5f0-7c1e-7000-8000-000000000005';
const hospitalId = '0193a5f0-7c1e-7000-8000-000000000002';

beforeEach(async () => {
  service = await startService();
  auth = signIn(service);
  current = exampleReply('getBooking');
  asked = [];
  handshakes = [];
  service.on(
    'getBooking',
    auth.guarded(() => ({ status: 200, body: current })),
  );
  io = new Server(service.server);
  const namespace = io.of('/bookings');
  namespace.use((socket, next) => {
    const { token } = socket.handshake.auth as { token?: string };
    handshakes.push(token);
    if (token === 'sk_test' || auth.good({ authorization: `Bearer ${token}` })) return next();
    const problem = { status: 401, code: 'unauthenticated', title: 'A valid credential is required' };
    next(Object.assign(new Error('unauthenticated'), { data: problem }));
  });
  namespace.on('connection', (socket: Socket) => {
    for (const event of ['subscribe', 'unsubscribe', 'watch', 'unwatch']) {
      socket.on(event, (payload: { bookingId?: string }, ack?: (reply: object) => void) => {
        asked.push([event, payload]);
        if (payload.bookingId !== undefined && payload.bookingId !== bookingId) {
          return ack?.({ ok: false, problem: { status: 404, code: 'not_found', title: 'Not found' } });
        }
        ack?.(event === 'subscribe' ? { ok: true, booking: current } : { ok: true });
      });
    }
  });
  kiwi = new Kiwimesh({ baseUrl: service.url, store: memoryStore(), pauseMs: 1 });
  await kiwi.login({ email: 'meera.nair@sahyadri.example', password: 'right' });
  live = kiwi.live();
});

afterEach(async () => {
  live.close();
  await io.close();
  await service.stop();
  expect(service.breaches).toEqual([]);
});

const say = (event: string, payload: object) => io.of('/bookings').emit(event, payload);
const change = (version: number, state: Schema<'BookingState'> = 'en_route'): BookingChange => ({
  eventId: `event-${version}`,
  type: 'booking.moved',
  bookingId,
  state,
  version,
  at: '2026-11-22T09:05:00.000Z',
  correlationId: null,
});
/** What a page would show, step by step. */
function follow(id = bookingId) {
  const shown: string[] = [];
  const up: boolean[] = [];
  const problems: string[] = [];
  const positions: number[] = [];
  const stop = live.booking(id, {
    onBooking: (booking) => shown.push(`${booking.state} ${booking.version}`),
    onPosition: ({ latitude }) => positions.push(latitude),
    onConnection: (now) => up.push(now),
    onProblem: (problem) =>
      problems.push(
        problem.name === 'ProblemError' ? String((problem as { code?: string }).code) : problem.name,
      ),
  });
  return { shown, up, problems, positions, stop };
}
const move = (state: Schema<'BookingState'>, version: number) => {
  current = { ...current, state, version };
  say('booking', change(version, state));
};

describe('following a booking', () => {
  test('shows it at once, then each change, then where the assignee is', async () => {
    const page = follow();
    await expect.poll(() => page.up).toEqual([true]);
    move('en_route', 4);
    await expect.poll(() => page.shown).toEqual(['assigned 3', 'en_route 4']);
    say('position', { bookingId, latitude: 12.5, longitude: 77, recordedAt: '2026-11-22T09:05:00.000Z' });
    await expect.poll(() => page.positions).toEqual([12.5]);
  });

  test('never shows an older state when changes arrive out of order', async () => {
    const page = follow();
    await expect.poll(() => page.up).toEqual([true]);
    move('in_service', 5);
    await expect.poll(() => page.shown.at(-1)).toBe('in_service 5');
    current = { ...current, state: 'en_route', version: 4 };
    say('booking', change(4));
    // What comes after it is shown: then the older one would have been.
    move('completed', 6);
    await expect.poll(() => page.shown.at(-1)).toBe('completed 6');
    expect(page.shown).toEqual(['assigned 3', 'in_service 5', 'completed 6']);
  });

  test('subscribes again after a broken connection, and shows what was missed', async () => {
    const page = follow();
    await expect.poll(() => page.up).toEqual([true]);
    for (const socket of io.of('/bookings').sockets.values()) socket.conn.close();
    current = { ...current, state: 'completed', version: 9 };
    await expect.poll(() => page.up).toEqual([true, false, true]);
    expect(page.shown).toEqual(['assigned 3', 'completed 9']);
    expect(asked.map(([event]) => event)).toEqual(['subscribe', 'subscribe']);
  });

  test('fetches again when fetching a change failed, even on a stable connection', async () => {
    const page = follow();
    await expect.poll(() => page.up).toEqual([true]);
    let away = true;
    service.on(
      'getBooking',
      auth.guarded(() => (away ? refuse(503, 'dependency_down') : { status: 200, body: current })),
    );
    move('en_route', 4);
    await expect.poll(() => page.problems.length).toBe(1);
    away = false;
    await expect.poll(() => page.shown).toEqual(['assigned 3', 'en_route 4']);
    expect(page.up).toEqual([true]);
  });

  test('reconnects with a new token after the service closed the connection', async () => {
    const page = follow();
    await expect.poll(() => page.up).toEqual([true]);
    auth.expire();
    io.of('/bookings').disconnectSockets(true);
    await expect.poll(() => page.up).toEqual([true, false, true]);
    expect(handshakes).toEqual(['access-1', 'access-1', 'access-2']);
    expect(page.problems).toEqual([]);
  });

  test('with an expired token costs one refresh, shared with the calls', async () => {
    auth.expire();
    const page = follow();
    await Promise.all([
      expect.poll(() => page.up).toEqual([true]),
      kiwi.get('/v1/bookings/{bookingId}', { path: { bookingId } }),
    ]);
    expect(service.count('refreshSession')).toBe(1);
  });

  test('reports a booking of another tenant as not found', async () => {
    const page = follow(hospitalId);
    await expect.poll(() => page.problems).toEqual(['not_found']);
    expect(page.shown).toEqual([]);
  });

  test('unsubscribes from the service when the last subscriber stops', async () => {
    const [one, two] = [follow(), follow()];
    await expect.poll(() => [one.up, two.up]).toEqual([[true], [true]]);
    one.stop();
    one.stop();
    move('en_route', 4);
    await expect.poll(() => two.shown.at(-1)).toBe('en_route 4');
    expect(one.shown).toEqual(['assigned 3']);
    expect(asked.some(([event]) => event === 'unsubscribe')).toBe(false);
    two.stop();
    await expect.poll(() => asked.at(-1)).toEqual(['unsubscribe', { bookingId }]);
  });
});

test('delivers each change and alert once, even when it arrives by two rooms', async () => {
  const told: string[] = [];
  const up = vi.fn();
  const stop = live.board(
    { hospitalId },
    {
      onBooking: ({ state }) => told.push(state),
      onAlert: ({ type }) => told.push(type),
      onConnection: up,
    },
  );
  await expect.poll(() => up).toHaveBeenCalledWith(true);
  say('booking', change(4));
  say('booking', change(4));
  say('alert', {
    eventId: 'event-4',
    type: 'sla_breached',
    bookingId,
    hospitalId,
    at: '2026-11-22T09:05:00.000Z',
  });
  await expect.poll(() => told).toEqual(['en_route', 'sla_breached']);
  stop();
  await expect.poll(() => asked.map(([event]) => event)).toEqual(['watch', 'unwatch']);
});

test('offers arrive without a subscription to a booking', async () => {
  const offers: string[] = [];
  const up = vi.fn();
  live.offers(({ state }) => offers.push(state), { onConnection: up });
  await expect.poll(() => up).toHaveBeenCalledWith(true);
  say('offer', { offerId: bookingId, bookingId, state: 'open' });
  await expect.poll(() => offers).toEqual(['open']);
});

test('a server connects with its secret key', async () => {
  const server = new Kiwimesh({ baseUrl: service.url, apiKey: 'sk_test' }).live();
  const up = vi.fn();
  server.board({ hospitalId }, { onConnection: up });
  await expect.poll(() => up).toHaveBeenCalledWith(true);
  expect(handshakes).toEqual(['sk_test']);
  server.close();
});

test('signing out closes the connection', async () => {
  const page = follow();
  await expect.poll(() => page.up).toEqual([true]);
  await kiwi.logout();
  await expect.poll(() => io.of('/bookings').sockets.size).toBe(0);
  expect(page.up).toEqual([true, false]);
  expect(() => live.offers(() => undefined)).toThrow(/closed/);
});

test('a session that the service ended is reported and not retried', async () => {
  auth.revoke();
  const signedOut = vi.fn();
  kiwi.onSignedOut(signedOut);
  follow();
  await expect.poll(() => signedOut).toHaveBeenCalledExactlyOnceWith('expired');
  const tried = handshakes.length;
  // Another client that comes back three times, each after 250 ms or more: the first would have tried within 750 ms.
  const server = new Kiwimesh({ baseUrl: service.url, apiKey: 'sk_test' }).live();
  const up: boolean[] = [];
  server.board({ hospitalId }, { onConnection: (now) => up.push(now) });
  for (let connections = 1; connections <= 4; connections += 1) {
    await expect.poll(() => up.filter(Boolean)).toHaveLength(connections);
    for (const socket of io.of('/bookings').sockets.values()) socket.conn.close();
    await expect.poll(() => up.at(-1)).toBe(false);
  }
  server.close();
  expect(handshakes.slice(tried).filter((token) => token !== 'sk_test')).toEqual([]);
});
