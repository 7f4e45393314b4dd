import type { Schema } from '@kiwimesh/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../../test/support/app.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { startTestWorld } from '../../../test/support/worlds/standard-world.ts';
import type { Signed, World } from '../../../test/support/worlds/world.ts';
import { OUTBOX_CHANNEL } from '../../kernel/events/append.ts';
import { TellOfAnnouncement } from './jobs.ts';
import { KEEP_DAYS, tidy } from './retention.ts';
import { NOTIFICATION_CLASSES } from './rules/classes.ts';

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

  it('of an announcement goes to nobody more once it is withdrawn', async () => {
    const { admin, id: hospitalId } = world.here.hospital;
    const { id: announcementId } = await admin.kiwi.post('/v1/hospitals/{hospitalId}/announcements', {
      path: { hospitalId },
      body: { title: 'ZyxTitle', message: 'Closed on Sunday.' },
    });
    await admin.kiwi.delete('/v1/announcements/{announcementId}', { path: { announcementId } });
    await app.settled();
    // As when it was withdrawn before the job had its turn.
    const told = () => app.testDatabase.owner('notification').where({ record_id: announcementId });
    await told().delete();
    await app.database.asSystem('test', async (uow) =>
      uow.enqueue(TellOfAnnouncement.now(announcementId, { announcementId, hospitalId, after: null })),
    );
    await app.settled();
    expect(await told()).toEqual([]);
  });

  it('reminds of a booked visit, unless it is cancelled', async () => {
    const jobOf = (bookingId: string) =>
      app.testDatabase
        .owner('agenda_job')
        .where({ name: 'remind-of-visit' })
        .whereRaw(`data->>'key' = ?`, [bookingId]);
    const day = 86_400_000;
    const [from, to] = [1, 4].map((days) => new Date(Date.now() + days * day).toISOString()) as [
      string,
      string,
    ];
    const query = { serviceType: 'blood_test', from, to };
    const [first, second] = (await resident().kiwi.get('/v1/availability', { query })).data;
    const book = async (slot: { readonly start: string } | undefined) => {
      const body = { serviceType: 'blood_test', scheduledFor: String(slot?.start), location: HOME };
      const { id } = await resident().kiwi.post('/v1/bookings', { body });
      await app.settled();
      return id;
    };
    const [visit, given] = [await book(first), await book(second)];
    const [due] = await jobOf(visit).select('next_run_at');
    expect(due.next_run_at.toISOString()).toBe(
      new Date(Date.parse(String(first?.start)) - 7_200_000).toISOString(),
    );
    expect(await jobOf(given)).toHaveLength(1);
    await cancel(resident(), given);
    await app.settled();
    expect(await jobOf(given)).toEqual([]);
    await jobOf(visit).update({ next_run_at: app.testDatabase.owner.raw('now()') });
    await app.settled();
    const { data } = await inbox(resident(), { class: 'reminders' });
    expect(data).toMatchObject([
      { template: 'visit_reminder', record: { id: visit }, title: 'Your visit is soon' },
    ]);
    await cancel(resident(), visit);
    await app.settled();
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

it('sends no SMS of steps in an emergency that the person sees', async () => {
  const { admin, paramedic } = world.here.hospital;
  const { id } = await ambulance();
  type To = 'assigned' | 'en_route' | 'in_service' | 'completed';
  const move = ({ kiwi }: Signed, body: { to: To; assigneeId?: string }) =>
    kiwi.post('/v1/bookings/{bookingId}/transitions', { path: { bookingId: id }, body });
  await move(admin, { to: 'assigned', assigneeId: paramedic.id });
  for (const to of ['en_route', 'in_service', 'completed'] as const) await move(paramedic, { to });
  await app.settled();
  const { data } = await inbox(resident());
  expect(data.slice(0, 4).map((one) => `${one.class}: ${one.template}`)).toEqual([
    'bookings: booking_completed',
    'bookings: service_begun',
    'emergency: responder_en_route',
    'emergency: booking_assigned',
  ]);
});

describe('notification preferences', () => {
  const get = ({ kiwi }: Signed) => kiwi.get('/v1/notification-preferences');
  const set = ({ kiwi }: Signed, body: Schema<'NotificationPreferencesPut'>) =>
    kiwi.put('/v1/notification-preferences', { body });
  const NIGHT = { from: '22:00', to: '07:00' };

  it('are the defaults, in the person’s zone, where nothing was chosen', async () => {
    for (const person of [resident(1), world.here.hospital.nurse, world.here.community.manager]) {
      const { classes, quietHours, timezone } = await get(person);
      expect(classes.map((one) => one.class)).toEqual(NOTIFICATION_CLASSES);
      expect(classes[0]).toEqual({
        class: 'emergency',
        channels: ['push', 'sms', 'email'],
        required: ['push', 'sms'],
      });
      expect({ quietHours, timezone }).toEqual({ quietHours: null, timezone: 'Asia/Kolkata' });
    }
  });

  it('are replaced as a whole, for the person alone', async () => {
    const { nurse, paramedic } = world.here.hospital;
    const before = await get(paramedic);
    const bookings = { class: 'bookings' as const, channels: ['email', 'push'] as const };
    const chosen = await set(nurse, {
      classes: [{ ...bookings, channels: [...bookings.channels] }],
      quietHours: NIGHT,
    });
    expect(chosen.quietHours).toEqual(NIGHT);
    expect(chosen.classes).toContainEqual({ ...bookings, required: [] });
    expect(await get(nurse)).toEqual(chosen);
    expect(await get(paramedic)).toEqual(before);
    expect(await set(nurse, { classes: [], quietHours: null })).toEqual(before);
  });

  it.each<[string, Schema<'NotificationPreferencesPut'>, string]>([
    [
      'emergencies without SMS',
      { classes: [{ class: 'emergency', channels: ['push'] }], quietHours: null },
      '/classes/0/channels',
    ],
    [
      'a class twice',
      {
        classes: [
          { class: 'community', channels: [] },
          { class: 'community', channels: ['push'] },
        ],
        quietHours: null,
      },
      '/classes/1/class',
    ],
    [
      'quiet hours without an end',
      { classes: [], quietHours: { from: '07:00', to: '07:00' } },
      '/quietHours/to',
    ],
  ])('are refused with %s', async (_what, body, pointer) => {
    await expect(set(resident(1), body)).rejects.toMatchObject({ status: 422, errors: [{ pointer }] });
  });

  it('are in the export of the resident, and go when they are erased', async () => {
    const { kiwi, id } = resident(2);
    expect((await kiwi.get('/v1/me/export')).notificationPreferences).toBeNull();
    const chosen = { classes: [{ class: 'community' as const, channels: [] }], quietHours: NIGHT };
    await set(resident(2), chosen);
    expect((await kiwi.get('/v1/me/export')).notificationPreferences).toEqual({ ...chosen, digest: null });
    const rows = () => app.testDatabase.owner('notification_preference').where({ resident_id: id });
    expect(await rows()).toHaveLength(1);
    const { version: _, updatedAt: __, ...settings } = await world.superAdmin.get('/v1/system/settings');
    const body = { ...settings, privacy: { erasureDelayDays: 0 } };
    await world.superAdmin.put('/v1/system/settings', { body });
    await kiwi.post('/v1/me/erasure', { body: { confirm: 'erase' } });
    await eventually('the preferences are gone', async () => (await rows()).length === 0);
  });
});
