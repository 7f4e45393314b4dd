import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../support/app.ts';
import { eventually } from '../support/eventually.ts';
import { type RunningProcess, startProcess } from '../support/processes.ts';
import { sized } from '../support/size.ts';
import { startTestWorld } from '../support/worlds/standard-world.ts';
import { PASSWORD, type World } from '../support/worlds/world.ts';

/**
 * Families of refresh tokens over HTTP, on two real API processes without background work: sessions must end on both
 * within a second. The clock of the first process is set by the test, to reach both sides of the ten-second grace period
 * without waiting.
 */
let app: TestApp;
let world: World;
let folder: string;
let second: RunningProcess;
let offset = 0;

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

beforeAll(async () => {
  ({ app, world } = await startTestWorld({
    clock: () => new Date(Date.now() + offset),
    env: { KIWIMESH_ROLE: 'serve' },
  }));
  folder = await mkdtemp(join(tmpdir(), 'kiwimesh-families-'));
  second = await startProcess(app.testDatabase.url, folder, { KIWIMESH_ROLE: 'serve' });
});
afterAll(async () => {
  await second?.stop();
  await app?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function post(url: string, path: string, body: object): Promise<Response> {
  return fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

const signIn = async (role: string): Promise<Tokens> =>
  (await (
    await post(app.url, '/v1/auth/login', { email: `${role}.1@test.example`, password: PASSWORD })
  ).json()) as Tokens;

async function refresh(url: string, { refreshToken }: Tokens): Promise<{ status: number; body: Tokens }> {
  const reply = await post(url, '/v1/auth/refresh', { refreshToken });
  return { status: reply.status, body: (await reply.json()) as Tokens };
}

const statusAt = async (url: string, { accessToken }: Tokens): Promise<number> =>
  (await fetch(`${url}/v1/me`, { headers: { authorization: `Bearer ${accessToken}` } })).status;

/** Rejected by both processes, by the second one within a second. */
async function isOverEverywhere(...all: Tokens[]): Promise<void> {
  for (const tokens of all) {
    expect(await statusAt(app.url, tokens)).toBe(401);
    await eventually('the second process rejects', async () => (await statusAt(second.url, tokens)) === 401);
  }
}

async function socketTo(url: string, { accessToken }: Tokens): Promise<Socket> {
  const socket = io(`${url}/bookings`, {
    auth: { token: accessToken },
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}

const closes = (socket: Socket) => eventually('the socket is closed', () => !socket.connected);

const REFRESHES = sized({ small: 200, full: 2_000 });

describe('concurrent refreshes of one token on two processes', () => {
  it('return one successor, and a replay after the window ends the session', async () => {
    const first = await signIn('nurse');
    const replies = await Promise.all(
      Array.from({ length: REFRESHES }, (_, index) => refresh(index % 2 === 0 ? app.url : second.url, first)),
    );
    const taken = replies.filter(({ status }) => status === 200).map(({ body }) => body);
    // All are within the grace period: none is rejected, and there is one current token.
    expect(taken).toHaveLength(REFRESHES);
    expect(new Set(taken.map((tokens) => tokens.refreshToken)).size).toBe(1);
    const successor = taken[0] as Tokens;
    expect(await statusAt(second.url, successor)).toBe(200);

    const socket = await socketTo(second.url, successor);
    offset += 10_001;
    expect((await refresh(app.url, first)).status).toBe(401);
    await isOverEverywhere(first, successor, taken.at(-1) as Tokens);
    await closes(socket);
    for (const url of [app.url, second.url]) expect((await refresh(url, successor)).status).toBe(401);
  });
});

describe('the grace period', () => {
  it('allows a repeat just before its end, and ends the session just after', async () => {
    const first = await signIn('nurse');
    const start = Date.now();
    const held = offset;
    const { body: successor } = await refresh(app.url, first);
    // Nine and a half seconds by the clock, less the time of the calls.
    offset = held + 9_500 - (Date.now() - start);
    const repeat = await refresh(app.url, first);
    expect(repeat).toMatchObject({ status: 200, body: { refreshToken: successor.refreshToken } });
    offset = held + 10_001;
    expect((await refresh(app.url, first)).status).toBe(401);
    await isOverEverywhere(successor, repeat.body);
  });
});

describe('an administrator’s action on one process', () => {
  const path = () => ({ staffId: world.here.hospital.paramedic.id });

  it('closes only the sockets of a signed-out person, on every process', async () => {
    const [theirs, other] = [await signIn('paramedic'), await signIn('nurse')];
    const sockets = [await socketTo(app.url, theirs), await socketTo(second.url, theirs)];
    const stays = await socketTo(second.url, other);
    await world.here.hospital.admin.kiwi.delete('/v1/staff/{staffId}/sessions', { path: path() });
    for (const socket of sockets) await closes(socket);
    await isOverEverywhere(theirs);
    expect(stays.connected).toBe(true);
    stays.disconnect();
  });

  it('closes the sockets of a deactivated person without a worker', async () => {
    const theirs = await signIn('paramedic');
    const sockets = [await socketTo(app.url, theirs), await socketTo(second.url, theirs)];
    await world.here.hospital.admin.kiwi.patch('/v1/staff/{staffId}', {
      path: path(),
      body: { active: false },
    });
    expect(await statusAt(app.url, theirs)).toBe(401);
    for (const socket of sockets) await closes(socket);
    await isOverEverywhere(theirs);
  });
});
