import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../../test/support/app.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { startTestWorld } from '../../../test/support/worlds/standard-world.ts';
import type { Signed, World } from '../../../test/support/worlds/world.ts';
import { OUTBOX_CHANNEL } from '../../kernel/events/append.ts';
import { KEEP_DAYS, tidy } from './retention.ts';

let app: TestApp;
let world: World;
const resident = (n = 0) => world.here.community.residents[n] as Signed;
const inbox = async ({ kiwi }: Pick<Signed, 'kiwi'>, query: object = {}) =>
  kiwi.get('/v1/notifications', { query });
const templates = async (person: Pick<Signed, 'kiwi'>) =>
  (await inbox(person)).data.map(({ template }) => template);
const HOME = { latitude: 12.97, longitude: 77.59, address: 'Tower B' };

beforeAll(async () => {
  ({ app, world } = await startTestWorld());
});
afterAll(() => app.stop());

/** An ambulance of a resident, with nobody on duty who could take it. */
async function ambulance(by = resident()) {
  const booking = await by.kiwi.post('/v1/bookings', {
    body: { serviceType: 'ambulance', location: HOME, notes: 'ZyxNotes' },
  });
  await app.settled();
  return booking;
}

const cancel = (by: Signed, bookingId: string) =>
  by.kiwi.post('/v1/bookings/{bookingId}/transitions', { path: { bookingId }, body: { to: 'cancelled' } });

/** As after a crash between the effect of a delivery and its record. */
async function deliverAgain(): Promise<void> {
  const { owner } = app.testDatabase;
  const deliveries = () => owner('outbox_delivery').where({ consumer: 'notifications.inbox' });
  const again = await deliveries().update({
    state: 'pending',
    delivered_at: null,
    next_attempt_at: owner.fn.now(),
  });
  expect(again).toBeGreaterThan(0);
  await owner.raw(`notify ${OUTBOX_CHANNEL}`);
  await eventually('all were delivered again', async () => {
    const pending = await deliveries().where({ state: 'pending' });
    return pending.length === 0;
  });
}

describe('a notification', () => {
  it('tells each recipient of an event once, however often it is delivered', async () => {
    const { admin, paramedic } = world.here.hospital;
    const { id } = await ambulance();
    await admin.kiwi.post('/v1/bookings/{bookingId}/transitions', {
      path: { bookingId: id },
      body: { to: 'assigned', assigneeId: paramedic.id },
    });
    await cancel(resident(), id);
    await app.settled();
    const before = [await inbox(resident()), await inbox(paramedic)];
    expect(before.map(({ data }) => data.map(({ template }) => template))).toEqual([
      ['booking_cancelled', 'booking_assigned', 'booking_requested'],
      ['work_cancelled', 'work_assigned', 'offer_received'],
    ]);
    await deliverAgain();
    expect([await inbox(resident()), await inbox(paramedic)]).toEqual(before);
    expect(before[0]?.data[0]).toMatchObject({
      class: 'emergency',
      title: 'Cancelled',
      body: 'Ambulance was cancelled.',
      record: { type: 'booking', id },
      readAt: null,
    });
    expect(JSON.stringify(before)).not.toContain('ZyxNotes');
  });

  it('is its recipient’s alone, of residents and hospitals', async () => {
    expect(await inbox(resident(1))).toMatchObject({ data: [], unread: 0 });
    expect(await inbox(world.there.hospital.admin)).toMatchObject({ data: [], unread: 0 });
    const [one] = (await inbox(resident())).data;
    const path = { notificationId: String(one?.id) };
    const reading = resident(1).kiwi.post('/v1/notifications/{notificationId}/read', { path });
    await expect(reading).rejects.toMatchObject({ status: 404 });
  });

  it('is in the language that the person has when they read it', async () => {
    await resident().kiwi.patch('/v1/me', { body: { language: 'hi' } });
    const [newest] = (await inbox(resident())).data;
    expect(newest).toMatchObject({ title: 'रद्द', body: 'एम्बुलेंस: बुकिंग रद्द कर दी गई है।' });
    await resident().kiwi.patch('/v1/me', { body: { language: 'en' } });
  });

  it('is read once; the count falls, and the person’s other devices notice', async () => {
    const heard: string[] = [];
    const live = resident().kiwi.live();
    let open = false;
    live.notifications(({ change, class: of }) => heard.push(`${change} ${of}`), {
      onConnection: (up) => {
        open = up;
      },
    });
    await eventually('the socket is open', () => open);
    const { id } = await ambulance();
    await eventually('the resident heard', () => heard.includes('added emergency'));
    const { data, unread } = await inbox(resident());
    const path = { notificationId: String(data[0]?.id) };
    const read = () => resident().kiwi.post('/v1/notifications/{notificationId}/read', { path });
    const first = await read();
    expect(first.readAt).not.toBeNull();
    expect(await read()).toEqual(first);
    expect((await inbox(resident())).unread).toBe(unread - 1);
    await eventually('the other device heard', () => heard.includes('read null'));
    expect((await inbox(resident(), { unread: false })).data).toMatchObject([{ id: path.notificationId }]);
    live.close();
    await cancel(resident(), id);
  });

  it('stays unread when it comes after the newest that was seen', async () => {
    await app.settled();
    const { data } = await inbox(resident());
    const { unread } = await resident().kiwi.post('/v1/notifications/read', {
      body: { upTo: String(data[1]?.id) },
    });
    expect(unread).toBe(1);
    expect((await inbox(resident(), { unread: true })).data).toMatchObject([{ id: data[0]?.id }]);
    expect((await inbox(resident(), { class: 'community' })).data).toEqual([]);
  });

  it('has pages, newest first', async () => {
    const all = (await inbox(resident())).data.map(({ id }) => id);
    const first = await inbox(resident(), { limit: 2 });
    const second = await inbox(resident(), { limit: 2, cursor: first.nextCursor });
    expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(all.slice(0, 4));
  });

  it('of an announcement reaches the communities that the hospital serves', async () => {
    const { hospital, community } = world.here;
    await hospital.admin.kiwi.post('/v1/hospitals/{hospitalId}/announcements', {
      path: { hospitalId: hospital.id },
      body: { title: 'ZyxTitle', message: 'Closed on Sunday.' },
    });
    await app.settled();
    for (const person of [...community.residents, community.manager]) {
      expect((await templates(person)).filter((one) => one === 'announcement_published')).toHaveLength(1);
    }
    const there = world.there.community;
    for (const person of [...there.residents, there.manager]) expect(await templates(person)).toEqual([]);
  });

  it('is in the export of the resident', async () => {
    const { notifications } = await resident().kiwi.get('/v1/me/export');
    expect(notifications?.map(({ title }) => title)).toContain('News from a hospital');
  });

  it('is removed when it is too old', async () => {
    const rows = () => app.testDatabase.owner('notification').where({ resident_id: resident(2).id });
    expect(await rows()).toHaveLength(1);
    await rows().update({ created_at: new Date(Date.now() - (KEEP_DAYS + 1) * 86_400_000) });
    await tidy(app.database);
    expect(await rows()).toEqual([]);
    expect((await inbox(resident())).data).not.toEqual([]);
  });
});
