import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../../../test/support/app.ts';
import { startTestWorld } from '../../../../test/support/worlds/standard-world.ts';
import type { Signed, World } from '../../../../test/support/worlds/world.ts';
import { EmailError, type EmailFailure } from '../../../ports/email.ts';
import { notify } from '../inbox/notify.ts';
import { nextDigest } from '../preferences/digest-times.ts';
import type { NotificationClass } from '../rules/classes.ts';
import type { TemplateId } from '../templates/catalogue.ts';
import { Wordings } from '../templates/wordings.ts';
import { Digests } from './digests.ts';

const EMAIL = 'nurse.1@test.example';

let app: TestApp;
let world: World;
let nurse: Signed;

beforeAll(async () => {
  ({ app, world } = await startTestWorld());
  nurse = world.here.hospital.nurse;
});
afterAll(() => app?.stop());

const preferences = () => app.testDatabase.owner('notification_preference').where({ staff_id: nurse.id });
const prefer = (body: object, { kiwi } = nurse) =>
  kiwi.put('/v1/notification-preferences', { body: { classes: [], quietHours: null, ...body } });
const mails = async () =>
  (await world.superAdmin.get('/dev/messages', { query: { to: EMAIL } })).data.filter(
    ({ channel, subject }) => channel === 'email' && subject?.startsWith('Kiwimesh:'),
  );
const deliveries = async (notificationId: string) =>
  (
    await nurse.kiwi.get('/v1/notifications/{notificationId}/deliveries', { path: { notificationId } })
  ).data.map(({ channel, state, failure }) => `${channel} ${state} ${failure}`);

/** Notifies the nurse. @returns the id. */
async function news(
  of: NotificationClass = 'community',
  template: TemplateId = 'community_announcement',
  expiresAt: Date | null = null,
): Promise<string> {
  const { organisations } = app.app.features;
  const realtime = { publish: () => {} } as never;
  const record = { type: 'booking' as const, id: v7() };
  const data = { service: 'blood_test', time: '2026-11-30T04:30:00.000Z' };
  const notice = { source: `test:${v7()}`, class: of, template, data, record, hospitalId: null, expiresAt };
  const [row] = await app.database.asSystem('test', (uow) =>
    notify(uow, { organisations, realtime }, notice, [{ kind: 'staff', id: nurse.id }]),
  );
  await app.settled();
  return String(row?.id);
}

/** As another process has them; its mails are refused with the failure, or kept. */
function digests(failure?: EmailFailure) {
  const { organisations, booking } = app.app.features;
  const region = { languages: ['en'], timezone: 'Asia/Kolkata', country: 'IN' } as const;
  const keys: string[] = [];
  const email = {
    send: async ({ idempotencyKey }: { idempotencyKey: string }) => {
      keys.push(idempotencyKey);
      if (failure !== undefined) throw new EmailError(failure);
      return { messageId: 'm' };
    },
  };
  const wordings = new Wordings(booking.policies, region);
  const deps = { database: app.database, organisations, wordings, email, region };
  return { keys, digests: new Digests({ ...deps, publicUrl: () => 'https://care.example' }) };
}

/** The time of the digest comes, in two processes at once. */
async function timeComes(): Promise<void> {
  await preferences().update({ digest_next_at: app.testDatabase.owner.raw('clock_timestamp()') });
  await Promise.all([digests().digests.order(), digests().digests.order()]);
  await app.settled();
}

describe('a digest', () => {
  it('has what was not read, is sent once a day, and not where nothing is new', async () => {
    const before = await news();
    await prefer({ digest: { at: '18:00', classes: ['community', 'reminders'] } });
    await timeComes();
    expect(await mails()).toEqual([]);
    const ids = [await news(), await news(), await news('reminders', 'visit_reminder')];
    await news('bookings', 'booking_completed');
    await news('reminders', 'visit_reminder', new Date(Date.now() - 1_000));
    const read = await news();
    await nurse.kiwi.post('/v1/notifications/{notificationId}/read', { path: { notificationId: read } });
    await timeComes();
    const [mail, ...others] = await mails();
    expect(others).toEqual([]);
    expect(mail?.subject).toBe('Kiwimesh: 3 new notifications');
    expect(mail?.body).toContain('- There is an announcement for your community. (2)\n- A reminder: ');
    expect(mail?.body).not.toMatch(/blood/i);
    for (const id of ids) expect(await deliveries(id)).toContain('email sent null');
    for (const id of [before, read]) expect(await deliveries(id)).toEqual([]);
    const next = () => nextDigest(new Date(), '18:00', 'Asia/Kolkata');
    const sooner = next();
    await timeComes();
    expect(await mails()).toHaveLength(1);
    const [row] = await preferences();
    expect([sooner, next()]).toContainEqual(row.digest_next_at);
  });

  it('is in Hindi for who reads it', async () => {
    await nurse.kiwi.patch('/v1/me', { body: { language: 'hi' } });
    await news();
    await timeComes();
    const [mail] = await mails();
    expect(mail).toMatchObject({ subject: 'Kiwimesh: 1 नई सूचना' });
    expect(mail?.body).toContain('- आपके समुदाय के लिए एक सूचना है।\n');
    await nurse.kiwi.patch('/v1/me', { body: { language: 'en' } });
  });

  it('carries one key however often it is tried, and is recorded once it ended', async () => {
    const id = await news();
    const [{ id: preferenceId }] = await preferences();
    const until = new Date();
    const down = digests('unavailable');
    for (const _ of [1, 2])
      await expect(down.digests.send(preferenceId, until)).rejects.toThrow('unavailable');
    expect(await deliveries(id)).toEqual([]);
    const refused = digests('invalid_recipient');
    const send = () => refused.digests.send(preferenceId, until);
    await Promise.all([send(), send()]);
    expect(new Set([...down.keys, ...refused.keys]).size).toBe(1);
    expect(await deliveries(id)).toEqual(['email failed invalid_recipient']);
    const { length } = refused.keys;
    await send();
    expect(refused.keys).toHaveLength(length);
  });

  it('replaces single mails, and nothing else', async () => {
    const classes = [
      { class: 'community', channels: ['push', 'email'] },
      { class: 'bookings', channels: ['email'] },
    ];
    const set = await prefer({ classes, digest: { at: '07:30' } });
    expect(set.digest).toEqual({ at: '07:30', classes: ['community'] });
    expect(set.classes).toContainEqual({ ...classes[0], required: [] });
    expect(await deliveries(await news())).toEqual(['push failed no_device']);
    expect(await deliveries(await news('bookings', 'booking_completed'))).toEqual(['email sent null']);
    await prefer({ classes });
    expect(await deliveries(await news())).toEqual(['push failed no_device', 'email sent null']);
  });

  it('is refused for who has no confirmed email, and ends when it is no longer wanted', async () => {
    const resident = world.here.community.residents[0] as Signed;
    await expect(prefer({ digest: { at: '18:00' } }, resident)).rejects.toMatchObject({
      status: 422,
      errors: [{ pointer: '/digest' }],
    });
    const [row] = await preferences();
    expect(row).toMatchObject({ digest_at: null, digest_next_at: null, digest_since: null });
    const { keys, digests: other } = digests();
    await other.send(row.id, new Date());
    expect(keys).toEqual([]);
  });
});
