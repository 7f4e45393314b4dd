import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestApp } from '../support/app.ts';
import { eventually } from '../support/eventually.ts';
import { startTestWorld } from '../support/worlds/standard-world.ts';
import { PASSWORD, type World } from '../support/worlds/world.ts';

/*
 * The audit log as its readers see it. That every operation leaves its entry is shown by authorisation-matrix.test.ts.
 */

let app: TestApp;
let world: World;
let bookingId: string;
let thereId: string;

interface Row {
  readonly action: string;
  readonly actor_kind: string;
  readonly actor_id: string | null;
  readonly hospital_id: string | null;
  readonly record_ids: readonly string[];
  readonly outcome: string;
  readonly problem: string | null;
  readonly purpose: string | null;
}

const entries = async (action: string): Promise<Row[]> => {
  await app.app.sealer.sealAll();
  return app.testDatabase.owner('audit_event').where({ action }).orderBy('position', 'desc');
};

beforeAll(async () => {
  ({ app, world } = await startTestWorld());
  const book = (side: 'here' | 'there') =>
    world.superAdmin.post('/v1/bookings', {
      body: {
        serviceType: 'first_aid',
        residentId: world[side].community.residents[0]?.id ?? '',
        hospitalId: world[side].hospital.id,
      },
    });
  bookingId = (await book('here')).id;
  thereId = (await book('there')).id;
});
afterAll(() => app?.stop());

const signIn = (email: string, password: string) =>
  fetch(`${app.url}/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });

describe('a sign-in', () => {
  test('names the person who signed in', async () => {
    const before = (await entries('login')).length;
    expect((await signIn('nurse.1@test.example', PASSWORD)).status).toBe(200);
    const found = await entries('login');
    expect(found).toHaveLength(before + 1);
    const { nurse, id } = { nurse: world.here.hospital.nurse, id: world.here.hospital.id };
    expect(found[0]).toMatchObject({
      actor_kind: 'staff',
      actor_id: nurse.id,
      hospital_id: id,
      outcome: 'succeeded',
    });
  });

  test('that is rejected names whose account it was, and no actor', async () => {
    expect((await signIn('nurse.1@test.example', 'not it at all')).status).toBe(401);
    expect((await entries('login'))[0]).toMatchObject({
      actor_kind: 'anonymous',
      actor_id: null,
      record_ids: [world.here.hospital.nurse.id],
      hospital_id: world.here.hospital.id,
      outcome: 'refused',
      problem: 'invalid_credentials',
    });
    expect((await signIn('nobody@test.example', 'not it at all')).status).toBe(401);
    expect((await entries('login'))[0]).toMatchObject({ record_ids: [], hospital_id: null });
  });

  test('renewed names the person', async () => {
    const { refreshToken } = (await (await signIn('nurse.1@test.example', PASSWORD)).json()) as {
      refreshToken: string;
    };
    await fetch(`${app.url}/v1/auth/refresh`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    });
    expect((await entries('refreshSession'))[0]).toMatchObject({ actor_id: world.here.hospital.nurse.id });
  });
});

describe('recording the use of a session', () => {
  test('is no success of a request that was rejected', async () => {
    const signedIn = await signIn('nurse.1@test.example', PASSWORD);
    const { accessToken } = (await signedIn.json()) as { accessToken: string };
    const since = new Date();
    const correlationId = 'a-refused-change';
    const reply = await fetch(`${app.url}/v1/bookings/0193a5f0-7c1e-7000-8000-0000000000ff/transitions`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${accessToken}`,
        'x-correlation-id': correlationId,
      },
      body: JSON.stringify({ to: 'cancelled', reason: 'No such booking' }),
    });
    expect(reply.status).toBe(404);
    await eventually('the use is noted', async () =>
      app.testDatabase.owner('session').where('last_used_at', '>', since).first(),
    );
    await app.app.sealer.sealAll();
    const found: Row[] = await app.testDatabase.owner('audit_event').where({ correlation_id: correlationId });
    expect(found).toMatchObject([{ action: 'transitionBooking', outcome: 'refused', problem: 'not_found' }]);
    expect(await entries('note the use of sessions')).toEqual([]);
  });
});

describe('a hospital', () => {
  test('sees all entries about its records, and nothing of another', async () => {
    await world.here.hospital.nurse.kiwi.get('/v1/bookings/{bookingId}', { path: { bookingId } });
    await world.superAdmin.get('/v1/bookings/{bookingId}', { path: { bookingId: thereId } });
    await app.app.sealer.sealAll();
    const seen = async (side: 'here' | 'there') => {
      const query = { limit: 200 };
      const all = [];
      for await (const one of world[side].hospital.admin.kiwi.pages('/v1/audit-events', { query }))
        all.push(one);
      return all;
    };
    const [here, there] = [await seen('here'), await seen('there')];
    expect(new Set(here.map((one) => one.hospitalId))).toEqual(new Set([world.here.hospital.id]));
    expect(new Set(there.map((one) => one.hospitalId))).toEqual(new Set([world.there.hospital.id]));
    const about = (list: typeof here, id: string) => list.filter((one) => one.recordIds.includes(id));
    expect(about(here, bookingId).map((one) => one.action)).toContain('getBooking');
    expect(about(there, thereId).map((one) => one.action)).toContain('getBooking');
    expect(about(here, thereId)).toEqual([]);
    expect(JSON.stringify(here)).not.toContain(world.there.hospital.id);
  });

  test('finds its part of a page that a super admin read over all', async () => {
    await world.superAdmin.get('/v1/bookings', { query: {} });
    const parts = (await entries('listBookings')).slice(0, 2);
    const ids = new Map(parts.map((part) => [part.hospital_id, part.record_ids]));
    expect(ids.get(world.here.hospital.id)).toContain(bookingId);
    expect(ids.get(world.there.hospital.id)).toContain(thereId);
    expect(ids.get(world.here.hospital.id)).not.toContain(thereId);
  });

  test("finds a super admin's change of its staff", async () => {
    const { nurse, id } = { nurse: world.here.hospital.nurse, id: world.here.hospital.id };
    await world.superAdmin.patch('/v1/staff/{staffId}', {
      path: { staffId: nurse.id },
      body: { name: 'Meera' },
    });
    expect((await entries('updateStaff'))[0]).toMatchObject({ hospital_id: id, record_ids: [nurse.id] });
  });

  test('leaves an entry when it reads the log', async () => {
    const before = (await entries('listAuditEvents')).length;
    await world.here.hospital.admin.kiwi.get('/v1/audit-events', { query: { outcome: 'refused' } });
    const after = await entries('listAuditEvents');
    expect(after).toHaveLength(before + 1);
    expect(after[0]).toMatchObject({ actor_id: world.here.hospital.admin.id });
  });
});

test("an attempt at a foreign record is recorded for the caller's hospital", async () => {
  const foreign = world.there.hospital.nurse.kiwi.get('/v1/bookings/{bookingId}', { path: { bookingId } });
  await expect(foreign).rejects.toMatchObject({ status: 404 });
  expect((await entries('getBooking')).find((one) => one.outcome === 'refused')).toMatchObject({
    actor_id: world.there.hospital.nurse.id,
    hospital_id: world.there.hospital.id,
    record_ids: [bookingId],
    problem: 'not_found',
  });
});

test('records the following of a booking or a board by socket, and a rejection', async () => {
  const seen: string[] = [];
  const live = world.here.hospital.nurse.kiwi.live();
  live.booking(bookingId, { onBooking: () => seen.push('booking') });
  live.board({ hospitalId: world.here.hospital.id }, { onConnection: (up) => up && seen.push('board') });
  const refused: string[] = [];
  live.booking(thereId, { onProblem: (problem) => refused.push(problem.message) });
  await eventually('answers', () => seen.includes('booking') && refused.length > 0);
  const { nurse, id } = { nurse: world.here.hospital.nurse, id: world.here.hospital.id };
  const own = { actor_id: nurse.id, hospital_id: id };
  await eventually('entries', async () => (await entries('socket subscribe')).length >= 2);
  const subscribed = await entries('socket subscribe');
  expect(subscribed.find((one) => one.outcome === 'succeeded')).toMatchObject({
    ...own,
    record_ids: [bookingId],
  });
  expect(subscribed.find((one) => one.outcome === 'refused')).toMatchObject({ ...own, problem: 'not_found' });
  await eventually('the board', async () => (await entries('socket watch')).length > 0);
  expect((await entries('socket watch'))[0]).toMatchObject({ ...own, record_ids: [id] });
  live.close();
});

test('records the actions of the system as such, with the reason', async () => {
  await app.settled();
  await app.app.sealer.sealAll();
  const found: Row[] = await app.testDatabase
    .owner('audit_event')
    .where({ actor_kind: 'system' })
    .whereRaw('record_ids @> array[?]', [bookingId]);
  expect(found.length).toBeGreaterThan(0);
  for (const one of found) {
    expect(one).toMatchObject({ actor_id: null, outcome: 'succeeded', hospital_id: world.here.hospital.id });
    expect(one.purpose).toBeTruthy();
    expect(one.action).toMatch(/^[a-z-]+[.:a-z -]+$/);
  }
});

test('neither reads nor changes what cannot be recorded', async () => {
  const { nurse } = world.here.hospital;
  const before = await app.testDatabase.owner('hospital').count();
  await app.testDatabase.owner.raw('revoke insert on audit_intake from kiwimesh_app');
  try {
    const read = nurse.kiwi.get('/v1/bookings/{bookingId}', { path: { bookingId } });
    await expect(read).rejects.toMatchObject({ status: 503, code: 'dependency_down' });
    const change = world.superAdmin.post('/v1/hospitals', { body: { name: 'Never', timezone: 'UTC' } });
    await expect(change).rejects.toMatchObject({ status: 500 });
    expect((await signIn('nurse.1@test.example', PASSWORD)).status).toBe(503);
  } finally {
    await app.testDatabase.owner.raw('grant insert on audit_intake to kiwimesh_app');
  }
  expect(await app.testDatabase.owner('hospital').count()).toEqual(before);
  await nurse.kiwi.get('/v1/bookings/{bookingId}', { path: { bookingId } });
});
