import { Kiwimesh } from '@kiwimesh/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../../test/support/app.ts';
import { startTestWorld } from '../../../test/support/worlds/standard-world.ts';
import type { World } from '../../../test/support/worlds/world.ts';

const LIFT = { latitude: 12.9719, longitude: 77.5951, address: 'Behind the reception' };
const DIRECTIONS = 'Lift 2: Behind the reception';

let app: TestApp;
let world: World;
let manager: Kiwimesh;
let operator: Kiwimesh;
let gateway: Kiwimesh;
let communityId: string;
let place: { readonly id: string; readonly code: string };

beforeAll(async () => {
  ({ app, world } = await startTestWorld());
  manager = world.here.community.manager.kiwi;
  operator = world.here.hospital.nurse.kiwi;
  communityId = world.here.community.id;
  const { secret } = await world.here.hospital.admin.kiwi.post('/v1/api-keys', {
    body: {
      name: 'Gateway',
      kind: 'secret',
      hospitalId: world.here.hospital.id,
      scopes: ['calls:write', 'calls:read'],
    },
  });
  gateway = new Kiwimesh({ baseUrl: app.url, apiKey: secret ?? '' });
  place = await manager.post('/v1/communities/{communityId}/places', {
    path: { communityId },
    body: { name: 'Lift 2', location: LIFT },
  });
});
afterAll(() => app?.stop());

const resident = (nth = 0) => {
  const found = world.here.community.residents[nth];
  if (found === undefined) throw new Error('no such resident');
  return found;
};
const close = async (callId: string) => {
  const path = { callId };
  await operator.post('/v1/calls/{callId}/claim', { path });
  await operator.post('/v1/calls/{callId}/end', { path, body: { disposition: 'test' } });
};

describe('the search for a place', () => {
  const found = async (kiwi: Kiwimesh, text: string, more = {}) =>
    (await kiwi.post('/v1/places/search', { body: { text, ...more } })).data;

  it('finds words of place and community in any order, and codes', async () => {
    const path = { communityId };
    const location = { latitude: 12.97, longitude: 77.59 };
    const named = await world.superAdmin.patch('/v1/communities/{communityId}', {
      path,
      body: { location },
    });
    for (const name of ['Gate 2', '100% gate'])
      await manager.post('/v1/communities/{communityId}/places', { path, body: { name, location } });
    const [gate] = await found(operator, `2 ${named.name} GATE`, { near: location });
    expect(gate).toMatchObject({
      kind: 'place',
      communityName: named.name,
      location: { ...location, address: `Gate 2, ${named.name}` },
      distanceMetres: 0,
    });
    expect(await found(operator, place.code.toLowerCase())).toMatchObject([{ id: place.id }]);
    expect(await found(operator, '100% gate')).toMatchObject([{ name: '100% gate' }]);
    const [first, ...places] = await found(operator, named.name);
    expect([first?.kind, places.map(({ kind }) => kind)]).toEqual(['community', ['place', 'place', 'place']]);
    expect(await found(operator, 'gate nowhere')).toEqual([]);
  });

  it('knows nothing of communities that the caller does not serve', async () => {
    const elsewhere = world.there.hospital.nurse.kiwi;
    expect(await found(elsewhere, 'Lift 2')).toEqual([]);
    expect(await found(elsewhere, place.code)).toEqual([]);
    expect(await found(world.superAdmin, 'Lift 2')).toMatchObject([{ id: place.id }]);
  });

  it('gives a call a location that stays first and says how it was found', async () => {
    const { kiwi } = resident(2);
    const call = await kiwi.post('/v1/calls', { body: { channel: 'web' } });
    const path = { callId: call.id };
    await operator.post('/v1/calls/{callId}/claim', { path });
    for (const locationSource of ['search', 'pin'] as const) {
      const body = { location: LIFT, locationSource };
      await operator.post('/v1/calls/{callId}/correction', { path, body });
      const position = { latitude: 12.9, longitude: 77.5, accuracyMetres: 10 };
      await kiwi.post('/v1/calls/{callId}/positions', { path, body: position });
      const { prefill } = await operator.get('/v1/calls/{callId}/context', { path });
      expect(prefill.location).toEqual({ value: LIFT, source: locationSource });
    }
    await operator.post('/v1/calls/{callId}/end', { path, body: { disposition: 'test' } });
  });
});

describe('a place code', () => {
  it('says where the caller is, in any spelling', async () => {
    const { code } = place;
    const placeCode = `${code.slice(0, 5)}-${code.slice(5)}`.toLowerCase();
    const call = await resident().kiwi.post('/v1/calls', { body: { channel: 'web', placeCode } });
    expect(call).toMatchObject({
      placeId: place.id,
      communityId,
      hospitalId: world.here.hospital.id,
      location: { ...LIFT, address: DIRECTIONS },
    });
    const context = await operator.get('/v1/calls/{callId}/context', { path: { callId: call.id } });
    expect(context.place).toEqual({ id: place.id, name: 'Lift 2', callsToday: 1 });
    expect(context.prefill.location).toMatchObject({ source: 'place', value: { address: DIRECTIONS } });
    await close(call.id);
  });

  it('moves the call of a caller who was cut off to the place', async () => {
    const { kiwi } = resident(1);
    const call = await kiwi.post('/v1/calls', { body: { channel: 'web' } });
    await kiwi.post('/v1/calls/{callId}/hang-up', { path: { callId: call.id } });
    const again = await kiwi.post('/v1/calls', { body: { channel: 'web', placeCode: place.code } });
    expect(again).toMatchObject({ id: call.id, placeId: place.id, location: { address: DIRECTIONS } });
    await close(call.id);
  });

  it('is refused once it is replaced, switched off or unknown', async () => {
    const path = { placeId: place.id };
    const rotated = await manager.post('/v1/places/{placeId}/code', { path });
    const refusal = { status: 422, errors: [{ pointer: '/placeCode' }] };
    const call = (placeCode: string) =>
      resident(2).kiwi.post('/v1/calls', { body: { channel: 'web', placeCode } });
    await expect(call(place.code)).rejects.toMatchObject(refusal);
    await expect(call('ABCDE-FGHJK')).rejects.toMatchObject(refusal);
    await manager.patch('/v1/places/{placeId}', { path, body: { active: false } });
    await expect(call(rotated.code)).rejects.toMatchObject(refusal);
    place = await manager.patch('/v1/places/{placeId}', { path, body: { active: true } });
    const taken = await call(place.code);
    expect(taken.placeId).toBe(place.id);
    await close(taken.id);
  });

  it('is for one place of a name in the community', async () => {
    const again = manager.post('/v1/communities/{communityId}/places', {
      path: { communityId },
      body: { name: 'lift 2', location: LIFT },
    });
    await expect(again).rejects.toMatchObject({ code: 'already_exists' });
  });
});

describe('an alarm of a device', () => {
  const alarm = (id: string, more: object = {}, input: object = {}) =>
    gateway.post('/v1/calls', {
      body: { channel: 'device', device: { id, kind: 'pendant', event: 'fall', ...more }, ...input },
    });
  const register = (body: { deviceId: string; residentId?: string; placeId?: string }) =>
    manager.post('/v1/communities/{communityId}/alarm-devices', {
      path: { communityId },
      body: { kind: 'pendant', ...body },
    });

  it('finds whose it is and waits as urgent as its kind', async () => {
    await register({ deviceId: 'PND-1', residentId: resident().id });
    const call = await alarm('PND-1');
    expect(call).toMatchObject({
      state: 'waiting',
      channel: 'device',
      urgency: 2,
      residentId: resident().id,
      communityId,
      device: { id: 'PND-1', kind: 'pendant', event: 'fall', test: false, alarms: 1 },
    });
    await close(call.id);
  });

  it('tells where it is installed, or where it says it is', async () => {
    await register({ deviceId: 'LIFT-1', placeId: place.id });
    const [installed, carried] = [
      await alarm('LIFT-1', { kind: 'lift' }),
      await alarm('PND-2', {}, { location: { latitude: 12.5, longitude: 77.5 } }),
    ];
    expect(installed).toMatchObject({ urgency: 3, placeId: place.id, location: { address: DIRECTIONS } });
    expect(carried).toMatchObject({ placeId: null, location: { latitude: 12.5 } });
    await close(installed.id);
    await close(carried.id);
  });

  it('counts up on one call when it is repeated, also at once', async () => {
    const raised = await Promise.all(
      Array.from({ length: 4 }, () => alarm('FIRE-1', { kind: 'fire_panel' })),
    );
    expect(new Set(raised.map(({ id }) => id)).size).toBe(1);
    const callId = raised[0]?.id as string;
    const call = await operator.get('/v1/calls/{callId}', { path: { callId } });
    expect(call.device).toMatchObject({ alarms: 4 });
    const { data } = await operator.get('/v1/calls/{callId}/events', { path: { callId } });
    expect(data.map(({ type }) => type)).toEqual(['received', ...Array(3).fill('alarm_repeated')]);
    await close(callId);
    const next = await alarm('FIRE-1', { kind: 'fire_panel' });
    expect(next.id).not.toBe(callId);
    await close(next.id);
  });

  it('is recorded and rings nowhere when it is a test', async () => {
    const real = await alarm('PND-3');
    const test = await alarm('PND-3', { test: true });
    expect(test).toMatchObject({ state: 'ended', disposition: 'test', ringUntil: null });
    expect(test.device).toMatchObject({ test: true });
    const { data } = await operator.get('/v1/calls', { query: { state: ['waiting'] } });
    expect(data.map(({ id }) => id)).toContain(real.id);
    expect(data.map(({ id }) => id)).not.toContain(test.id);
    await close(real.id);
  });

  it('is sent on the channel of devices alone', async () => {
    const call = gateway.post('/v1/calls', {
      body: { channel: 'web', device: { id: 'PND-1', kind: 'pendant' } },
    });
    await expect(call).rejects.toMatchObject({ status: 422, errors: [{ pointer: '/device' }] });
  });

  it('is not registered for a resident or place of another community', async () => {
    const foreign = world.there.community.residents[0]?.id as string;
    await expect(register({ deviceId: 'PND-9', residentId: foreign })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
