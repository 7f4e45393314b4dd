import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../../test/support/app.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { startTestWorld } from '../../../test/support/worlds/standard-world.ts';
import { type Signed, tokenOf, type World } from '../../../test/support/worlds/world.ts';
import { systemScope } from '../../kernel/auth/scope.ts';
import type { ErasedPerson } from '../../kernel/privacy/personal-data.ts';
import { unitMessageRecords } from './messages/personal-data.ts';

let app: TestApp;
let world: World;
let sockets: Socket[] = [];

beforeAll(async () => {
  ({ app, world } = await startTestWorld());
});
afterEach(() => {
  for (const socket of sockets) socket.close();
  sockets = [];
});
afterAll(() => app?.stop());

const here = () => world.here.hospital;
const path = (unitId: string) => ({ path: { unitId } });
const unitOf = (who: Signed, by = here().admin) => by.kiwi.get('/v1/units/{unitId}', path(who.id));
const listed = async (by: Signed, query: object = {}) =>
  (await by.kiwi.get('/v1/units', { query: { limit: 200, ...query } })).data.map(({ id }) => id);
const takeOut = (who: Signed, by = here().nurse, reason = 'Flat tyre') =>
  by.kiwi.post('/v1/units/{unitId}/out-of-service', { ...path(who.id), body: { reason } });
const putBack = (who: Signed, by = here().nurse) =>
  by.kiwi.post('/v1/units/{unitId}/in-service', path(who.id));
const report = (who: Signed, latitude: number) =>
  who.kiwi.put('/v1/me/position', { body: { latitude, longitude: 77.59 } });

/** An ambulance that the paramedic is assigned to. */
async function ambulanceOf(who: Signed, side: 'here' | 'there' = 'here') {
  const { hospital, community } = world[side];
  const requester = community.residents[0] as Signed;
  const { id } = await requester.kiwi.post('/v1/bookings', {
    body: {
      serviceType: 'ambulance',
      forAnotherPerson: true,
      location: { latitude: 12.98, longitude: 77.59 },
    },
  });
  const move = (to: 'assigned' | 'en_route' | 'in_service' | 'cancelled', more: object = {}) => {
    const { kiwi } = to === 'en_route' || to === 'in_service' ? who : hospital.admin;
    const path = { bookingId: id };
    return kiwi.post('/v1/bookings/{bookingId}/transitions', { path, body: { to, ...more } });
  };
  await move('assigned', { assigneeId: who.id, reason: 'Nearest' });
  return { id, move };
}

async function socketOf(by: Signed): Promise<Socket> {
  const token = await tokenOf(by.kiwi);
  const socket = io(`${app.url}/bookings`, { auth: { token }, transports: ['websocket'], forceNew: true });
  sockets.push(socket);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}

describe('a unit', () => {
  it('says what it does, from assignment to the end of the booking', async () => {
    const { paramedic } = here();
    expect(await unitOf(paramedic)).toMatchObject({
      role: 'paramedic',
      hospitalId: here().id,
      state: 'available',
      onDuty: true,
      onDutySince: expect.any(String),
      position: { latitude: 12.97 },
      currentBookingId: null,
    });
    const { id, move } = await ambulanceOf(paramedic);
    expect(await unitOf(paramedic)).toMatchObject({ state: 'assigned', currentBookingId: id });
    await move('en_route');
    expect(await unitOf(paramedic)).toMatchObject({ state: 'en_route' });
    expect(await listed(here().admin, { state: ['en_route'] })).toEqual([paramedic.id]);
    await move('in_service');
    expect(await unitOf(paramedic)).toMatchObject({ state: 'on_scene' });
    // Who goes off duty in the middle of it is still there.
    await paramedic.kiwi.patch('/v1/me', { body: { onDuty: false } });
    expect(await unitOf(paramedic)).toMatchObject({ state: 'on_scene', onDuty: false, onDutySince: null });
    expect(await listed(here().admin)).toContain(paramedic.id);
    await move('cancelled', { reason: 'Not needed' });
    expect(await unitOf(paramedic)).toMatchObject({ state: 'off_duty', currentBookingId: null });
    expect(await listed(here().admin)).not.toContain(paramedic.id);
    expect(await listed(here().admin, { state: ['off_duty'] })).toEqual([paramedic.id]);
    await paramedic.kiwi.patch('/v1/me', { body: { onDuty: true } });
    await report(paramedic, 12.97);
  });

  it('is seen by its hospital, and by the community it works in while it does', async () => {
    const { paramedic, nurse, admin } = here();
    const { manager } = world.here.community;
    const foreign = world.there.hospital;
    expect((await listed(admin)).sort()).toEqual([nurse.id, paramedic.id].sort());
    expect(await listed(admin, { role: 'nurse' })).toEqual([nurse.id]);
    expect(await listed(foreign.admin)).not.toContain(paramedic.id);
    expect(await listed(foreign.admin, { hospitalId: here().id })).toEqual([]);
    await expect(unitOf(paramedic, foreign.admin)).rejects.toMatchObject({ code: 'not_found' });
    await expect(unitOf(admin)).rejects.toMatchObject({ code: 'not_found' });
    await expect(takeOut(paramedic, foreign.nurse)).rejects.toMatchObject({ code: 'not_found' });
    expect(await listed(manager)).toEqual([]);
    const { move } = await ambulanceOf(paramedic);
    await takeOut(paramedic);
    const { data } = await manager.kiwi.get('/v1/units');
    expect(data).toMatchObject([{ id: paramedic.id, state: 'out_of_service', outOfService: null }]);
    expect(await listed(world.there.community.manager)).toEqual([]);
    await putBack(paramedic);
    await move('cancelled', { reason: 'Not needed' });
    expect(await listed(manager)).toEqual([]);
  });

  it('is listed in pages, none twice and none left out', async () => {
    const kiwi = world.superAdmin;
    const all: string[] = [];
    for await (const { id } of kiwi.pages('/v1/units', { query: { limit: 1 } })) all.push(id);
    const { data } = await kiwi.get('/v1/units', { query: { limit: 200 } });
    expect(all).toEqual(data.map(({ id }) => id));
    expect(all.length).toBeGreaterThanOrEqual(4);
  });
});

describe('a unit out of service', () => {
  it('is so with reason and person until it is returned, each once', async () => {
    const { paramedic, nurse } = here();
    const out = await takeOut(paramedic);
    expect(out).toMatchObject({
      state: 'out_of_service',
      outOfService: { reason: 'Flat tyre', by: { kind: 'staff', id: nurse.id, name: 'nurse of here' } },
    });
    expect(await takeOut(paramedic)).toEqual(out);
    const later = await takeOut(paramedic, nurse, 'Two flat tyres');
    expect(later.outOfService).toEqual({ ...out.outOfService, reason: 'Two flat tyres' });
    expect(later.version).toBe(out.version + 1);
    const stale = nurse.kiwi.post('/v1/units/{unitId}/in-service', {
      ...path(paramedic.id),
      ifMatch: out.version,
    });
    await expect(stale).rejects.toMatchObject({ code: 'precondition_failed' });
    const back = await putBack(paramedic);
    expect(back).toMatchObject({ state: 'available', outOfService: null, version: later.version + 1 });
    expect(await putBack(paramedic)).toEqual(back);
    const { rows } = await app.testDatabase.owner.raw(
      `select data from outbox_event where type = 'unit.changed' and data->>'unitId' = ? order by position desc limit 3`,
      [paramedic.id],
    );
    expect(rows.map(({ data }: { data: object }) => data)).toEqual(
      [false, true, true].map((outOfService, nth) => ({
        unitId: paramedic.id,
        hospitalId: here().id,
        outOfService,
        version: back.version - nth,
      })),
    );
  });

  it('is put there by itself, by administrators and by those who take calls', async () => {
    const { paramedic, nurse, admin } = here();
    await expect(takeOut(nurse, paramedic)).rejects.toMatchObject({ code: 'role_not_allowed' });
    for (const by of [paramedic, admin, nurse]) {
      expect(await takeOut(paramedic, by)).toMatchObject({ outOfService: { by: { id: by.id } } });
      await putBack(paramedic, by);
    }
  });

  it('loses the offer it has, and gets no other until it is back', async () => {
    const { paramedic } = here();
    const [requester] = world.here.community.residents as [Signed];
    const offers = async () =>
      (await paramedic.kiwi.get('/v1/offers', { query: { state: 'open' } })).data.length;
    const request = () =>
      requester.kiwi.post('/v1/bookings', { body: { serviceType: 'ambulance', forAnotherPerson: true } });
    const first = await request();
    await eventually('the offer', async () => (await offers()) === 1);
    await takeOut(paramedic);
    await eventually('the offer is withdrawn', async () => (await offers()) === 0);
    const second = await request();
    await app.settled();
    expect(await offers()).toBe(0);
    await putBack(paramedic);
    for (const { id } of [first, second]) {
      await requester.kiwi.post('/v1/bookings/{bookingId}/transitions', {
        path: { bookingId: id },
        body: { to: 'cancelled', reason: 'Not needed' },
      });
    }
  });
});

describe('positions', () => {
  it('are kept while on duty alone', async () => {
    const { paramedic, admin } = here();
    await report(paramedic, 12.99);
    expect(await unitOf(paramedic)).toMatchObject({ position: { latitude: 12.99 } });
    await admin.kiwi.patch('/v1/staff/{staffId}', {
      path: { staffId: paramedic.id },
      body: { onDuty: false },
    });
    await expect(report(paramedic, 12.5)).rejects.toMatchObject({ status: 409, code: 'not_on_duty' });
    await eventually('the position is deleted', async () => (await unitOf(paramedic)).position === null);
    expect(await app.testDatabase.owner('staff_position').where({ staff_id: paramedic.id })).toEqual([]);
    await paramedic.kiwi.patch('/v1/me', { body: { onDuty: true } });
    await report(paramedic, 12.97);
  });

  it('order units by how soon they can be at a booking or a point', async () => {
    const { paramedic, nurse, admin } = here();
    await report(nurse, 12.971);
    await report(paramedic, 12.99);
    const near = (body: object) => admin.kiwi.post('/v1/units/nearest', { body });
    const point = { latitude: 12.98, longitude: 77.59 };
    const { source, data } = await near({ point });
    expect(source).toBe('estimate');
    // 1.0 and 1.1 km in a straight line.
    expect(data.map(({ id, travelMinutes }) => [id, travelMinutes])).toEqual([
      [nurse.id, 4],
      [paramedic.id, 5],
    ]);
    expect(data[0]?.distanceMetres).toBeGreaterThan(1_200);
    expect((await near({ point, role: 'paramedic' })).data.map(({ id }) => id)).toEqual([paramedic.id]);
    const able = async (serviceType: string) => (await near({ point, serviceType })).data.map(({ id }) => id);
    expect(await able('ambulance')).toEqual([paramedic.id]);
    expect(await able('neighbor_sos')).toEqual([]);
    await expect(able('no_such')).rejects.toMatchObject({ code: 'unprocessable' });
    await expect(near({ point, role: 'nurse', serviceType: 'ambulance' })).rejects.toMatchObject({
      code: 'unprocessable',
    });
    const { id, move } = await ambulanceOf(paramedic);
    const ids = async (more: object = {}) =>
      (await near({ bookingId: id, ...more })).data.map((one) => one.id);
    expect(await ids()).toEqual([nurse.id]);
    expect(await ids({ available: false })).toEqual([nurse.id, paramedic.id]);
    await expect(
      world.there.hospital.admin.kiwi.post('/v1/units/nearest', { body: { bookingId: id } }),
    ).rejects.toMatchObject({ code: 'not_found' });
    await expect(near({ bookingId: id, point })).rejects.toMatchObject({ code: 'unprocessable' });
    await expect(near({ role: 'nurse' })).rejects.toMatchObject({ code: 'unprocessable' });
    await move('cancelled', { reason: 'Not needed' });
  });

  it('give the way to a booking until its assignee has arrived', async () => {
    const { paramedic, admin } = here();
    await report(paramedic, 12.97);
    const { id, move } = await ambulanceOf(paramedic);
    const path = { bookingId: id };
    const route = (by = admin) => by.kiwi.get('/v1/bookings/{bookingId}/route', { path });
    const asked = Date.now();
    const { route: way } = await route();
    expect(way).toMatchObject({
      source: 'estimate',
      path: [{ latitude: 12.97 }, { latitude: 12.98 }],
      travelMinutes: 5,
    });
    expect(Date.parse(way?.arrivesAt ?? '')).toBeGreaterThan(asked - 60_000);
    await move('en_route');
    const nearer = { latitude: 12.9799, longitude: 77.59 };
    await paramedic.kiwi.post('/v1/bookings/{bookingId}/positions', { path, body: nearer });
    expect((await route(world.here.community.manager)).route).toMatchObject({ travelMinutes: 1 });
    await expect(route(world.there.hospital.admin)).rejects.toMatchObject({ code: 'not_found' });
    await move('in_service');
    expect((await route()).route).toBeNull();
    await move('cancelled', { reason: 'Not needed' });
  });

  it('reach those who follow the units of the hospital alone', async () => {
    const { paramedic, nurse } = here();
    const watch = { hospitalId: here().id };
    const [own, foreign] = [await socketOf(nurse), await socketOf(world.there.hospital.nurse)];
    const [heard, leaked]: [{ unitId: string; state: string; position: { latitude: number } }[], unknown[]] =
      [[], []];
    own.on('unitChanged', (change) => heard.push(change));
    foreign.on('unitChanged', (change) => leaked.push(change));
    expect(await own.emitWithAck('watchUnits', watch)).toEqual({ ok: true });
    expect(await foreign.emitWithAck('watchUnits', watch)).toMatchObject({ problem: { code: 'not_found' } });
    for (let nth = 1; nth <= 9; nth += 1) await report(paramedic, 13 + nth / 1_000);
    await eventually('the last of them', () => heard.at(-1)?.position.latitude === 13.009);
    // Collected, not one for each report.
    expect(heard.length).toBeLessThan(9);
    await takeOut(paramedic);
    await eventually('its state', () => heard.at(-1)?.state === 'out_of_service');
    expect(JSON.stringify(heard)).not.toContain('Flat tyre');
    expect(await own.emitWithAck('unwatchUnits', watch)).toEqual({ ok: true });
    await putBack(paramedic);
    await app.settled();
    expect(heard.at(-1)?.state).toBe('out_of_service');
    expect(leaked).toEqual([]);
  });
});

describe('a message to a unit', () => {
  const send = (who: Signed, text: string, by = here().nurse, bookingId?: string) =>
    by.kiwi.post('/v1/units/{unitId}/messages', {
      ...path(who.id),
      body: { text, ...(bookingId === undefined ? {} : { bookingId }) },
    });
  const messagesOf = async (by: Signed, query: object = {}) =>
    (await by.kiwi.get('/v1/unit-messages', { query })).data;
  const acknowledge = (id: string, by: Signed) =>
    by.kiwi.post('/v1/unit-messages/{unitMessageId}/acknowledgement', { path: { unitMessageId: id } });

  it('is read and acknowledged by the unit, and the desk sees that it was', async () => {
    const { paramedic, nurse, admin } = here();
    const { id: bookingId, move } = await ambulanceOf(paramedic);
    const socket = await socketOf(paramedic);
    const unseen: number[] = [];
    socket.on('unitChanged', (change: { unitId: string; unseenMessages: number }) => {
      expect(JSON.stringify(change)).not.toContain('entrance');
      if (change.unitId === paramedic.id) unseen.push(change.unseenMessages);
    });
    await socket.emitWithAck('watchUnits', { hospitalId: here().id });
    const sent = await send(paramedic, '  Second entrance,\nlift out of order ', nurse, bookingId);
    expect(sent).toMatchObject({
      unitId: paramedic.id,
      bookingId,
      text: 'Second entrance,\nlift out of order',
      by: { kind: 'staff', id: nurse.id, name: 'nurse of here' },
      seenAt: null,
    });
    await eventually('the unit hears that there is one', () => unseen.at(-1) === 1);
    expect(await unitOf(paramedic)).toMatchObject({ unseenMessages: 1 });
    expect(await messagesOf(paramedic, { seen: false })).toEqual([sent]);
    const seen = await acknowledge(sent.id, paramedic);
    expect(seen.seenAt).toEqual(expect.any(String));
    expect(await acknowledge(sent.id, paramedic)).toEqual(seen);
    await eventually('the desk hears that it was seen', () => unseen.at(-1) === 0);
    expect(await messagesOf(admin, { bookingId })).toEqual([seen]);
    expect(await messagesOf(paramedic, { seen: false })).toEqual([]);
    await move('cancelled', { reason: 'Not needed' });
  });

  it('is for the unit and the desk of its hospital alone', async () => {
    const { paramedic, nurse, admin } = here();
    const foreign = world.there.hospital;
    const { id } = await send(nurse, 'Call the desk', admin);
    await expect(send(nurse, 'Hello', paramedic)).rejects.toMatchObject({ code: 'role_not_allowed' });
    await expect(send(nurse, 'Hello', foreign.admin)).rejects.toMatchObject({ code: 'not_found' });
    const booking = await ambulanceOf(foreign.paramedic, 'there');
    await expect(send(nurse, 'Hello', admin, booking.id)).rejects.toMatchObject({ code: 'not_found' });
    await booking.move('cancelled', { reason: 'Not needed' });
    expect(await messagesOf(foreign.admin)).toEqual([]);
    expect((await messagesOf(paramedic)).filter((one) => one.id === id)).toEqual([]);
    for (const by of [paramedic, foreign.nurse])
      await expect(acknowledge(id, by)).rejects.toMatchObject({ code: 'not_found' });
    await expect(acknowledge(id, admin)).rejects.toMatchObject({ code: 'role_not_allowed' });
    await acknowledge(id, nurse);
  });

  it('goes with the person whose booking it was about', async () => {
    const { paramedic, admin } = here();
    const requester = world.here.community.residents[0] as Signed;
    const { data } = await admin.kiwi.get('/v1/unit-messages', { query: { unitId: paramedic.id } });
    const about = data.filter(({ bookingId }) => bookingId !== null);
    const exported = await requester.kiwi.get('/v1/me/export');
    expect(exported.unitMessages?.map(({ text }) => text)).toEqual(about.map(({ text }) => text));
    const person = { residentId: requester.id } as ErasedPerson;
    await app.database.run(systemScope('an erasure'), (uow) => unitMessageRecords.erase(uow, person));
    expect(await messagesOf(admin, { bookingId: about[0]?.bookingId })).toMatchObject([{ text: null }]);
  });
});
