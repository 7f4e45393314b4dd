import type { Schema } from '@kiwimesh/sdk';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../../../test/support/app.ts';
import { eventually } from '../../../../test/support/eventually.ts';
import { startTestWorld } from '../../../../test/support/worlds/standard-world.ts';
import type { Signed, World } from '../../../../test/support/worlds/world.ts';
import { EmailError } from '../../../ports/email.ts';
import { MessagingError } from '../../../ports/messaging.ts';
import { notify } from '../inbox/notify.ts';
import { deliveryOf } from '../jobs.ts';
import { Notification } from '../models.ts';
import type { NotificationClass } from '../rules/classes.ts';
import type { TemplateId } from '../templates/catalogue.ts';
import { Wordings } from '../templates/wordings.ts';
import { NotificationDeliveries } from './deliveries.ts';

let app: TestApp;
let world: World;
/** Without a device. */
let plain: Signed;
/** With the app on a phone. */
let withApp: Signed;
const TOKEN = 'registration-token-of-deliveries';

beforeAll(async () => {
  // Longer than the test: where a push is not confirmed in time, the test ends the time itself.
  ({ app, world } = await startTestWorld({
    env: { KIWIMESH_PUSH_CONFIRM_SECONDS: '3600', KIWIMESH_LIMIT_ADDRESS: '0' },
  }));
  [plain, withApp] = world.here.community.residents as [Signed, Signed];
  await withApp.kiwi.post('/v1/devices', { body: { kind: 'fcm', token: TOKEN } });
  await edit(world.here.hospital.nurse, { phone: '+919812340001', onDuty: false });
});
afterAll(() => app?.stop());

const edit = ({ id }: Signed, body: Schema<'StaffPatch'>) =>
  world.superAdmin.patch('/v1/staff/{staffId}', { path: { staffId: id }, body });
const rows = (table: string) => app.testDatabase.owner(table);
const messagesTo = async (to: string) =>
  (await world.superAdmin.get('/dev/messages', { query: { to } })).data;
const phoneOf = async ({ kiwi }: Signed) => String((await kiwi.get('/v1/me')).phone);
const newest = async ({ kiwi }: Signed) =>
  String((await kiwi.get('/v1/notifications', { query: { limit: 1 } })).data[0]?.id);
const deliveries = async ({ kiwi }: Signed, notificationId: string) =>
  (await kiwi.get('/v1/notifications/{notificationId}/deliveries', { path: { notificationId } })).data;
const told = (list: readonly Schema<'NotificationDelivery'>[]) =>
  list.map(({ channel, state, attempts, failure }) => `${channel} ${state} ${attempts} ${failure}`);

/** An emergency of which no message was sent yet. */
const unsent = (staffId: string | null, residentId: string | null = null) => ({
  ...{ id: v7(), source: `test:${v7()}`, staffId, residentId, hospitalId: null },
  ...{ class: 'emergency' as const, template: 'offers_exhausted' as TemplateId, data: {} },
  ...{ recordType: 'booking' as const, recordId: v7() },
  ...{ createdAt: new Date(), readAt: null, expiresAt: null },
});

/** A worker whose messages go where the test says. */
function workerWith(given: {
  readonly messaging: {
    readonly send: (message: { body: string }) => Promise<{ providerMessageId: string }>;
  };
  readonly email?: { readonly send: (mail: { to: string }) => Promise<{ messageId: string }> };
  readonly answerable?: boolean;
  readonly inbound?: Partial<typeof app.app.features.inbound>;
}): NotificationDeliveries {
  const { messaging, email = { send: () => Promise.reject(new EmailError('deferred')) } } = given;
  const { organisations, devices, inbound, booking } = app.app.features;
  const where = { timezone: 'Asia/Kolkata', country: 'IN' } as const;
  const region = { languages: ['en'], phoneChannels: ['sms'], ...where } as const;
  const deps = {
    ...{ database: app.database, organisations, devices, region, messaging, email },
    inbound: { ...inbound, ...given.inbound },
    messageReports: { answerable: given.answerable ?? true },
    wordings: new Wordings(booking.policies, region),
    publicUrl: () => 'https://care.example',
  };
  return new NotificationDeliveries(deps, { confirmMs: 1, reminderMs: 1 });
}

/** Takes every mail. @param to gets the addresses. */
const mailing = (to: string[]) => ({
  send: async (mail: { readonly to: string }) => {
    to.push(mail.to);
    return { messageId: 'm' };
  },
});

async function store(row: ReturnType<typeof unsent>): Promise<{ readonly id: string }> {
  await app.database.asSystem('test', async (uow) => {
    await Notification.query(uow.trx).insert(row);
  });
  return row;
}

/** Notifies a person. @returns the id, once all that can be done now is done. */
async function notified(
  { id }: Signed,
  of: NotificationClass,
  {
    template = 'booking_assigned',
    expiresAt = null,
  }: { template?: TemplateId; expiresAt?: Date | null } = {},
  kind: 'staff' | 'resident' = 'resident',
): Promise<string> {
  const { organisations } = app.app.features;
  const realtime = { publish: () => {} } as never;
  const record = { type: 'booking' as const, id: v7() };
  const content = { source: `test:${v7()}`, class: of, template, data: { service: 'ambulance' } };
  const [row] = await app.database.asSystem('test', (uow) =>
    notify(uow, { organisations, realtime }, { ...content, record, hospitalId: null, expiresAt }, [
      { kind, id },
    ]),
  );
  await app.settled();
  return String(row?.id);
}

/** The provider reports about the SMS of a notification. @returns once all that follows now is done. */
async function reported(notificationId: string, ...statuses: readonly string[]): Promise<void> {
  const { provider_id: sid } = await rows('external_effect')
    .where({ port: 'messaging', key: `notification:${notificationId}:sms` })
    .first();
  for (const status of statuses) {
    const ErrorCode = status === 'undelivered' ? { ErrorCode: '30003' } : {};
    const form = new URLSearchParams({ MessageSid: sid, MessageStatus: status, ...ErrorCode });
    const body = new TextEncoder().encode(form.toString());
    const arrival = { source: 'messages', provider: 'twilio', eventId: null, body, recipient: null } as const;
    await app.app.features.inbound.receive(arrival);
    await app.settled();
  }
}

/** The time ends in which a push is confirmed, or the quiet hours do. */
async function timeEnds(notificationId: string): Promise<void> {
  const { owner } = app.testDatabase;
  const past = new Date(Date.now() - 1_000);
  await rows('notification_delivery').where({ notification_id: notificationId }).update({ confirm_by: past });
  const due = await rows('agenda_job')
    .whereRaw(`data->>'key' = ?`, [notificationId])
    .update({ next_run_at: owner.raw('now()') });
  expect(due).toBe(1);
  await app.settled();
}

describe('a notification', () => {
  it('goes by SMS to a person without a device, and says nothing of the matter', async () => {
    const { id } = await plain.kiwi.post('/v1/bookings', {
      body: { serviceType: 'first_aid', location: { latitude: 12.97, longitude: 77.59 }, notes: 'ZyxNotes' },
    });
    await app.settled();
    const list = await deliveries(plain, await newest(plain));
    expect(told(list)).toEqual(['push failed 0 no_device', 'sms sent 1 null']);
    const [sms] = await messagesTo(await phoneOf(plain));
    expect(sms).toMatchObject({ channel: 'sms', body: 'We have your request.' });
    expect(JSON.stringify(sms)).not.toContain(id);
    await plain.kiwi.post('/v1/bookings/{bookingId}/transitions', {
      path: { bookingId: id },
      body: { to: 'cancelled' },
    });
    await app.settled();
  });

  it('goes by push alone where its service has taken it, with a generic line', async () => {
    const before = (await messagesTo(await phoneOf(withApp))).length;
    const id = await notified(withApp, 'bookings');
    expect(told(await deliveries(withApp, id))).toEqual(['push pending 1 null']);
    await timeEnds(id);
    expect(told(await deliveries(withApp, id))).toEqual(['push sent 1 null']);
    expect((await messagesTo(TOKEN))[0]?.body).toBe('Kiwimesh: There is something new for you.');
    expect(await messagesTo(await phoneOf(withApp))).toHaveLength(before);
  });

  it('of an emergency goes by SMS where the push was not read in time', async () => {
    const id = await notified(withApp, 'emergency');
    await timeEnds(id);
    expect(told(await deliveries(withApp, id))).toEqual(['push failed 1 not_confirmed', 'sms sent 1 null']);
    expect((await messagesTo(await phoneOf(withApp)))[0]?.body).toBe('Your request has been confirmed.');
  });

  it('of an emergency goes no further once it was read', async () => {
    const id = await notified(withApp, 'emergency');
    await withApp.kiwi.post('/v1/notifications/{notificationId}/read', { path: { notificationId: id } });
    await timeEnds(id);
    expect(told(await deliveries(withApp, id))).toEqual(['push sent 1 null']);
  });

  it('goes by SMS where the push service no longer knows the device', async () => {
    const [, , third] = world.here.community.residents as [Signed, Signed, Signed];
    await third.kiwi.post('/v1/devices', { body: { kind: 'fcm', token: `gone-${TOKEN}` } });
    const id = await notified(third, 'reminders');
    await timeEnds(id);
    expect(told(await deliveries(third, id))).toEqual(['push failed 1 rejected', 'sms sent 1 null']);
  });

  it('is sent once when its job runs again before the message was recorded', async () => {
    const id = await notified(plain, 'emergency');
    const sent = (await messagesTo(await phoneOf(plain))).length;
    // As a killed worker leaves it.
    const sms = { notification_id: id, channel: 'sms' };
    await rows('notification_delivery').where(sms).update({ state: 'pending' });
    await app.database.asSystem('test', async (uow) =>
      uow.enqueue(deliveryOf({ id, class: 'emergency' }, null)),
    );
    await app.settled();
    expect(told(await deliveries(plain, id))).toEqual(['push failed 0 no_device', 'sms sent 2 null']);
    expect(await messagesTo(await phoneOf(plain))).toHaveLength(sent);
    // Recorded: another run does not even try.
    await app.database.asSystem('test', async (uow) =>
      uow.enqueue(deliveryOf({ id, class: 'emergency' }, null)),
    );
    await app.settled();
    expect(told(await deliveries(plain, id))[1]).toBe('sms sent 2 null');
  });

  it('is not sent when it is worth nothing any more', async () => {
    const id = await notified(plain, 'dispatch', { expiresAt: new Date(Date.now() - 1_000) });
    expect(await deliveries(plain, id)).toEqual([]);
  });

  it('is shown to its recipient alone', async () => {
    const id = await notified(plain, 'bookings');
    for (const other of [withApp, world.here.hospital.admin]) {
      await expect(deliveries(other, id)).rejects.toMatchObject({ status: 404, code: 'not_found' });
    }
  });
});

describe('a report about the message of a notification', () => {
  it('that it arrived is shown, and stays whatever comes late or again', async () => {
    const id = await notified(plain, 'emergency');
    await reported(id, 'queued', 'sent');
    expect(told(await deliveries(plain, id))[1]).toBe('sms sent 1 null');
    await reported(id, 'delivered');
    const arrived = await deliveries(plain, id);
    expect(told(arrived)[1]).toBe('sms delivered 1 null');
    await reported(id, 'sent', 'undelivered', 'delivered', 'sending');
    expect(await deliveries(plain, id)).toEqual(arrived);
  });

  it('that it did not arrive has the next channel follow at once, with the reason', async () => {
    const { nurse } = world.here.hospital;
    const id = await notified(nurse, 'emergency', { template: 'offers_exhausted' }, 'staff');
    const mails = (await messagesTo('nurse.1@test.example')).length;
    await reported(id, 'sent');
    expect(told(await deliveries(nurse, id))[1]).toBe('sms sent 1 null');
    await reported(id, 'undelivered', 'sent', 'undelivered');
    const failed = ['push failed 0 no_device', 'sms failed 1 unreachable'];
    expect(told(await deliveries(nurse, id))).toEqual([...failed, 'email sent 1 null']);
    expect(await messagesTo('nurse.1@test.example')).toHaveLength(mails + 1);
    // The provider tried again by itself.
    await reported(id, 'delivered');
    expect(told(await deliveries(nurse, id)).slice(1)).toEqual(['sms delivered 1 null', 'email sent 1 null']);
    expect(await messagesTo('nurse.1@test.example')).toHaveLength(mails + 1);
  });

  it.each(['was read', 'is worth nothing any more'])(
    'sends nothing where the notification %s',
    async (why) => {
      const { nurse } = world.here.hospital;
      const id = await notified(nurse, 'emergency', { template: 'offers_exhausted' }, 'staff');
      if (why === 'was read') {
        await nurse.kiwi.post('/v1/notifications/{notificationId}/read', { path: { notificationId: id } });
      } else {
        await rows('notification')
          .where({ id })
          .update({ expires_at: new Date(Date.now() - 1_000) });
      }
      await reported(id, 'undelivered');
      expect(told(await deliveries(nurse, id)).slice(1)).toEqual(['sms failed 1 unreachable']);
    },
  );

  it('that is faster than the record of the message has the next channel follow', async () => {
    const mailed: string[] = [];
    const worker = workerWith({
      messaging: { send: async () => ({ providerMessageId: 'm' }) },
      email: mailing(mailed),
      inbound: {
        messageState: async (_uow: unknown, key: string) =>
          key.endsWith(':sms')
            ? ({ progress: 'failed', failure: 'rejected', code: null, changedAt: new Date() } as const)
            : null,
      },
    });
    const { nurse } = world.here.hospital;
    const row = await store(unsent(nurse.id));
    await worker.deliver(row.id);
    expect(told(await deliveries(nurse, row.id)).slice(1)).toEqual([
      'sms failed 1 rejected',
      'email sent 1 null',
    ]);
    expect(mailed).toEqual(['nurse.1@test.example']);
  });
});

describe('an offer by SMS', () => {
  it('says how to reply in the language of the person, and is answered by a reply', async () => {
    const { paramedic } = world.here.hospital;
    const phone = '+919812340002';
    await edit(paramedic, { phone, language: 'hi', onDuty: true });
    const hindi = await notified(paramedic, 'dispatch', { template: 'offer_received' }, 'staff');
    expect(told(await deliveries(paramedic, hindi))[1]).toBe('sms sent 1 null');
    expect((await messagesTo(phone))[0]?.body).toMatch(/ जवाब में “हाँ” या “नहीं” लिखें।$/);
    await edit(paramedic, { language: 'en' });
    const booking = await plain.kiwi.post('/v1/bookings', {
      body: { serviceType: 'first_aid', location: { latitude: 12.97, longitude: 77.59 } },
    });
    await app.settled();
    const [offer] = (await paramedic.kiwi.get('/v1/offers', { query: { state: 'open' } })).data;
    expect((await messagesTo(phone))[0]?.body).toMatch(/^There is a request for you\..* Reply YES or NO\.$/);
    await world.superAdmin.post('/dev/messages', { body: { from: phone, text: 'Yes!' } });
    await app.settled();
    const { state, assignee } = await plain.kiwi.get('/v1/bookings/{bookingId}', {
      path: { bookingId: booking.id },
    });
    expect([state, assignee?.id]).toEqual(['assigned', paramedic.id]);
    expect((await messagesTo(phone))[0]?.body).toMatch(/^Accepted: it is yours\./);
    const entry = await eventually('the audit log says who answered, and how', async () => {
      const query = { recordId: String(offer?.id), action: 'respondToOffer' };
      return (await world.superAdmin.get('/v1/audit-events', { query })).data[0];
    });
    expect(entry).toMatchObject({
      actor: { kind: 'staff', id: paramedic.id },
      recordType: 'offer',
      outcome: 'succeeded',
      purpose: expect.stringContaining('answered by a message'),
    });
  });

  it('asks for no reply where people cannot reply', async () => {
    const bodies: string[] = [];
    const messaging = {
      send: async ({ body }: { body: string }) => {
        bodies.push(body);
        return { providerMessageId: 'm' };
      },
    };
    const row = await store({ ...unsent(world.here.hospital.nurse.id), template: 'offer_received' });
    await workerWith({ messaging, answerable: false }).deliver(row.id);
    expect(bodies).toEqual(['There is a request for you. Please answer by .']);
  });
});

describe('a person who has written STOP', () => {
  it('gets SMS of emergencies alone, until they write START', async () => {
    const phone = await phoneOf(plain);
    const write = async (text: string) => {
      await world.superAdmin.post('/dev/messages', { body: { from: phone, text } });
      await app.settled();
    };
    await write('STOP');
    const id = await notified(plain, 'reminders');
    expect(told(await deliveries(plain, id))).toEqual([
      'push failed 0 no_device',
      'sms failed 0 recipient_opted_out',
    ]);
    expect(told(await deliveries(plain, await notified(plain, 'emergency')))[1]).toBe('sms sent 1 null');
    await write('start');
    expect(told(await deliveries(plain, await notified(plain, 'reminders')))[1]).toBe('sms sent 1 null');
  });
});

describe('preferences', () => {
  const set = (body: Schema<'NotificationPreferencesPut'>) =>
    plain.kiwi.put('/v1/notification-preferences', { body });

  it('say the channels and their order; without any, nothing is sent', async () => {
    await set({ classes: [{ class: 'bookings', channels: ['email', 'sms'] }], quietHours: null });
    const id = await notified(plain, 'bookings');
    expect(told(await deliveries(plain, id))).toEqual(['email failed 0 no_address', 'sms sent 1 null']);
    await set({ classes: [{ class: 'bookings', channels: [] }], quietHours: null });
    expect(await deliveries(plain, await notified(plain, 'bookings'))).toEqual([]);
  });

  it('delay what is not an emergency until the quiet hours end', async () => {
    const clock = (hours: number) =>
      new Intl.DateTimeFormat('en-GB', {
        timeZone: 'Asia/Kolkata',
        hour: '2-digit',
        minute: '2-digit',
      }).format(new Date(Date.now() + hours * 3_600_000));
    await set({ classes: [], quietHours: { from: clock(-2), to: clock(2) } });
    const id = await notified(plain, 'reminders');
    expect(await deliveries(plain, id)).toEqual([]);
    const job = await rows('agenda_job').whereRaw(`data->>'key' = ?`, [id]).first();
    const hours = (job.next_run_at.getTime() - Date.now()) / 3_600_000;
    expect(Math.round(hours)).toBe(2);
    const emergency = await notified(plain, 'emergency');
    expect(told(await deliveries(plain, emergency))[1]).toBe('sms sent 1 null');
    await set({ classes: [], quietHours: null });
    await timeEnds(id);
    expect(told(await deliveries(plain, id))).toEqual(['push failed 0 no_device', 'sms sent 1 null']);
  });
});

describe('a message that is not taken', () => {
  it('for good goes by the next channel', async () => {
    const { id: staffId, kiwi } = world.here.hospital.nurse;
    const hear = async (phone: string) => {
      await rows('notification').where({ staff_id: staffId }).delete();
      await world.superAdmin.patch('/v1/staff/{staffId}', { path: { staffId }, body: { phone } });
      const { organisations } = app.app.features;
      const realtime = { publish: () => {} } as never;
      const content = { source: `test:${v7()}`, class: 'emergency', template: 'offers_exhausted' } as const;
      const notice = { ...content, data: {}, record: { type: 'booking' as const, id: v7() } };
      await app.database.asSystem('test', (uow) =>
        notify(uow, { organisations, realtime }, { ...notice, hospitalId: null, expiresAt: null }, [
          { kind: 'staff', id: staffId },
        ]),
      );
      await app.settled();
      return told(await deliveries({ id: staffId, kiwi }, await newest({ id: staffId, kiwi })));
    };
    // The number that the provider's protocol refuses.
    expect(await hear('+15005550009')).toEqual([
      'push failed 0 no_device',
      'sms failed 1 invalid_recipient',
      'email sent 1 null',
    ]);
    const [mail] = await messagesTo('nurse.1@test.example');
    expect(mail).toMatchObject({ channel: 'email', subject: 'A request needs you to act now.' });
    expect(mail?.body).toContain('Open Kiwimesh to read it:');
    expect(mail?.body).not.toMatch(/ambulance/i);
  });

  it('for now is tried three times before the next channel', async () => {
    const mailed: string[] = [];
    const worker = workerWith({
      messaging: { send: () => Promise.reject(new MessagingError('unavailable')) },
      email: mailing(mailed),
    });
    const { nurse } = world.here.hospital;
    const row = await store(unsent(nurse.id));
    for (const attempt of [1, 2]) {
      await expect(worker.deliver(row.id)).rejects.toThrow('unavailable');
      expect(told(await deliveries(nurse, row.id))[1]).toBe(`sms pending ${attempt} unavailable`);
    }
    await worker.deliver(row.id);
    expect(told(await deliveries(nurse, row.id)).slice(1)).toEqual([
      'sms failed 3 unavailable',
      'email sent 1 null',
    ]);
    expect(mailed).toEqual(['nurse.1@test.example']);
  });

  it('is tried for longer where no other channel reaches the person', async () => {
    let isAway = true;
    const worker = workerWith({
      messaging: {
        send: async () => {
          if (isAway) throw new MessagingError('unavailable');
          return { providerMessageId: 'm' };
        },
      },
    });
    const row = await store(unsent(null, plain.id));
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      await expect(worker.deliver(row.id)).rejects.toThrow('unavailable');
    }
    isAway = false;
    await worker.deliver(row.id);
    const list = told(await deliveries(plain, row.id));
    expect(list.toSorted()).toEqual([
      'email failed 0 no_address',
      'push failed 0 no_device',
      'sms sent 7 null',
    ]);
  });
});
