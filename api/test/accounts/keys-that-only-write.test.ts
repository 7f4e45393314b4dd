import { Kiwimesh, type Schema } from '@kiwimesh/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../support/app.ts';
import { startTestWorld } from '../support/worlds/standard-world.ts';
import { signIn } from '../support/worlds/world.ts';

let app: TestApp;
let root: Kiwimesh;
let hospitalId: string;

beforeAll(async () => {
  const started = await startTestWorld();
  app = started.app;
  const { world } = started;
  hospitalId = world.here.hospital.id;
  root = await signIn(app.url, app.superAdmin);
});
afterAll(() => app?.stop());

const secretKey = ({ scopes }: Pick<Schema<'ApiKeyCreate'>, 'scopes'>) =>
  root.post('/v1/api-keys', { body: { name: 'Partner', kind: 'secret', hospitalId, scopes } });

describe('a key that may write a record and not read it', () => {
  it('gets the id of the open booking with a problem, the first time and in a replay', async () => {
    const communityId = (await root.post('/v1/communities', { body: { name: 'Lake View' } })).id;
    await root.put('/v1/hospitals/{hospitalId}/communities/{communityId}', {
      path: { hospitalId, communityId },
    });
    const { id: residentId } = await root.post('/v1/residents', {
      body: {
        communityId,
        name: 'Asha',
        phone: '+919800000777',
        location: { latitude: 12.97, longitude: 77.59 },
      },
    });
    const send = async (
      secret: string | null,
      path: string,
      body: object,
      key: string = crypto.randomUUID(),
    ) => {
      const headers = {
        'x-api-key': secret ?? '',
        'content-type': 'application/json',
        'idempotency-key': key,
      };
      const reply = await fetch(app.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
      return { status: reply.status, body: (await reply.json().catch(() => null)) as unknown };
    };
    const { secret: writer } = await secretKey({ scopes: ['bookings:write'] });
    const { secret: both } = await secretKey({ scopes: ['bookings:read', 'bookings:write'] });
    const order = { serviceType: 'ambulance', residentId };
    const first = await send(both, '/v1/bookings', order);
    const { id } = first.body as Schema<'Booking'>;

    expect(await send(both, '/v1/bookings', order)).toMatchObject({
      status: 409,
      body: { openBooking: { id, serviceType: 'ambulance', createdAt: expect.any(String) } },
    });
    const refused = await send(writer, '/v1/bookings', order, 'once');
    expect(refused).toMatchObject({ status: 409, body: { code: 'open_emergency' } });
    expect((refused.body as { openBooking: object }).openBooking).toEqual({ id });
    const replayed = await send(writer, '/v1/bookings', order, 'once');
    expect(replayed.status).toBe(409);
    expect((replayed.body as { openBooking: object }).openBooking).toEqual({ id });

    const moved = await send(writer, `/v1/bookings/${id}/transitions`, { to: 'completed' });
    expect(moved.status).toBeGreaterThanOrEqual(400);
    for (const member of ['detail', 'currentState', 'allowedTransitions'])
      expect(moved.body).not.toHaveProperty(member);
  });

  it('gets an assessment of its own words, and none by its id', async () => {
    const { secret } = await secretKey({ scopes: ['triage:write'] });
    const key = new Kiwimesh({ baseUrl: app.url, apiKey: secret ?? '' });
    const body = { text: 'He is not breathing', rulesOnly: true };
    const { id, urgency } = await key.post('/v1/triage', { body });
    expect(urgency).toBe(1);
    const path = { triageId: id };
    await expect(key.get('/v1/triage/{triageId}', { path })).rejects.toMatchObject({ code: 'scope_missing' });
  });
});
