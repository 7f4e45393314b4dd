import { Kiwimesh, memoryStore } from '@kiwimesh/sdk';
import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../support/app.ts';
import { eventually } from '../support/eventually.ts';
import { startTestWorld } from '../support/worlds/standard-world.ts';
import { codeSentTo, type World } from '../support/worlds/world.ts';

/** A socket shows what HTTP would show at that moment to the same caller, and no more. */
let app: TestApp;
let world: World;
let opened: Socket[] = [];

beforeAll(async () => {
  ({ app, world } = await startTestWorld());
});
afterEach(() => {
  for (const socket of opened) socket.close();
  opened = [];
});
afterAll(() => app?.stop());

async function socketOf(token: string): Promise<Socket> {
  const socket = io(`${app.url}/bookings`, { auth: { token }, transports: ['websocket'], forceNew: true });
  opened.push(socket);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}

const key = async (scopes: readonly string[]) => {
  const hospitalId = world.here.hospital.id;
  const body = { name: 'Partner', kind: 'secret', hospitalId, scopes } as never;
  const { secret } = await world.superAdmin.post('/v1/api-keys', { body });
  return secret as string;
};

describe('an API key on a socket', () => {
  it('follows bookings with the scope that reads them over HTTP, and not with another', async () => {
    const hospitalId = world.here.hospital.id;
    const { kiwi } = await resident();
    const booking = await kiwi.post('/v1/bookings', {
      body: { serviceType: 'ambulance' },
    });
    const follow = { bookingId: booking.id };
    const without = await socketOf(await key(['catalogue:read', 'bookings:write']));
    for (const answer of [
      await without.emitWithAck('subscribe', follow),
      await without.emitWithAck('watch', { hospitalId }),
    ]) {
      expect(answer).toMatchObject({ ok: false, problem: { status: 403, code: 'scope_missing' } });
      expect(answer).not.toHaveProperty('booking');
    }
    const reader = await socketOf(await key(['bookings:read']));
    expect(await reader.emitWithAck('subscribe', follow)).toMatchObject({
      ok: true,
      booking: { id: booking.id },
    });
    expect(await reader.emitWithAck('watch', { hospitalId })).toMatchObject({ ok: true });
  });
});

describe('a volunteer who follows a booking', () => {
  it("gets no more of it, nor the next one's position, after it was given to another", async () => {
    const [requester, first, second] = [await resident(), await resident(), await resident()];
    const { manager } = world.here.community;
    const { id } = await requester.kiwi.post('/v1/bookings', { body: { serviceType: 'neighbor_sos' } });
    const path = { bookingId: id };
    const assign = (assigneeId: string, reason: string) =>
      manager.kiwi.post('/v1/bookings/{bookingId}/transitions', {
        path,
        body: { to: 'assigned', assigneeId, reason },
      });
    await assign(first.id, 'Nearest');
    await app.settled();
    const [theirs, requesters] = [await socketOf(first.token), await socketOf(requester.token)];
    const [heard, shown]: [unknown[], unknown[]] = [[], []];
    theirs.on('booking', (event) => heard.push(event));
    theirs.on('position', (event) => heard.push(event));
    requesters.on('position', (event) => shown.push(event));
    for (const socket of [theirs, requesters]) {
      expect(await socket.emitWithAck('subscribe', path)).toMatchObject({ ok: true });
    }
    await assign(second.id, 'The first cannot come');
    // The last that they get of it says that another goes.
    await eventually('they see that another goes', () => heard.length > 0);
    expect(heard).toMatchObject([{ type: 'booking.reassigned' }]);
    await second.kiwi.post('/v1/bookings/{bookingId}/positions', {
      path,
      body: { latitude: 12.971, longitude: 77.592 },
    });
    await eventually('the requester sees where help is', async () => shown.length > 0);
    expect(await theirs.emitWithAck('subscribe', path)).toMatchObject({
      ok: false,
      problem: { code: 'not_found' },
    });
    expect(heard).toHaveLength(1);
  });
});

interface Person {
  readonly id: string;
  readonly kiwi: Kiwimesh;
  readonly token: string;
}

let people = 0;

/** A new resident: the only code ever sent to them is theirs. */
async function resident(): Promise<Person> {
  people += 1;
  const phone = `+9194440${10_000 + people}`;
  const { id } = await world.here.community.manager.kiwi.post('/v1/residents', {
    body: { name: 'N', phone, communityId: world.here.community.id, neighborSosVolunteer: true },
  });
  const store = memoryStore();
  const kiwi = new Kiwimesh({ baseUrl: app.url, store });
  await kiwi.requestOtp({ phone });
  await kiwi.verifyOtp({ phone, code: await codeSentTo(app.url, phone) });
  return { id, kiwi, token: store.read()?.accessToken ?? '' };
}
