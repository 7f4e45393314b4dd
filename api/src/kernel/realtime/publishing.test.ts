import { isDeepStrictEqual } from 'node:util';
import pg from 'pg';
import type { Socket } from 'socket.io-client';
import { describe, expect, test } from 'vitest';
import { eventually } from '../../../test/support/eventually.ts';
import { authenticator, BOOKING, connect, db, STAFF, serve, token } from '../../../test/support/sockets.ts';
import { Problem } from '../ground/problem.ts';
import { RealtimeServer } from './server.ts';

describe('publishing', () => {
  const heard = (socket: Socket) => {
    const events: unknown[] = [];
    socket.onAny((event, payload) => events.push([event, payload]));
    return events;
  };
  const until = (met: () => boolean) => eventually('what the test waits for', met);
  const isEnd = (one: unknown) => (one as [string])[0] === 'end';
  /** The received messages without those that only show that the processes are connected. */
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
    one.realtime.publish('/bookings', [], 'booking', { everyone: true });
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

  test('is sent to no other process while there is none, and to all once there is one', async () => {
    let later = 0;
    const { url, realtime } = await serve({ now: () => performance.now() + later });
    const socket = await connect(url, { token: await token() });
    const events = heard(socket);
    const other = new pg.Client({ connectionString: db.url });
    await other.connect();
    const sent: string[] = [];
    other.on('notification', ({ payload = '' }) => sent.push(payload));
    await other.query('LISTEN "kiwimesh#/bookings"');
    const room = `staff:${STAFF.id}`;
    realtime.publish('/bookings', [room], 'first', {});
    await until(() => sent.some((one) => one.includes('first')));
    later = 61_000;
    realtime.publish('/bookings', [room], 'second', {});
    await until(() => events.length === 2);
    // Another process says that it is there, as each does when it starts.
    const hello = JSON.stringify({ uid: 'other', nsp: '/bookings', type: 1 });
    await other.query(`select pg_notify('kiwimesh#/bookings', $1)`, [hello]);
    await eventually('it is heard', () => {
      realtime.publish('/bookings', [room], 'third', {});
      return sent.some((one) => one.includes('third'));
    });
    expect(sent.filter((one) => one.includes('second'))).toEqual([]);
    await other.end();
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
      // Messages sent in between are lost: clients reconnect, and fetch the state.
      await until(() => reasons.length >= round && socket.connected);
    }
    // Not 'io server disconnect', after which a client does not reconnect.
    expect(new Set(reasons)).toEqual(new Set(['transport close']));
    const { rows } = await db.owner.raw(
      `select count(*)::int as n from pg_stat_activity where application_name = 'kiwimesh realtime' and datname = current_database()`,
    );
    // Two processes, each one that listens and one that publishes.
    expect(rows[0].n).toBeLessThanOrEqual(4);
  });
});
