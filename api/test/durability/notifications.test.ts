import { randomInt, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SandboxTwilio } from '../../src/adapters/messaging/sandbox-twilio.ts';
import { SandboxFcm } from '../../src/adapters/push/sandbox/fcm.ts';
import { notify } from '../../src/features/notifications/inbox/notify.ts';
import type { NotificationClass } from '../../src/features/notifications/rules/classes.ts';
import type { SandboxMessage, SandboxOutbox } from '../../src/ports/messaging.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { eventually, reaches } from '../support/eventually.ts';
import { beginProcess } from '../support/processes.ts';
import { sized } from '../support/size.ts';
import { folderWith, temporaryFolder } from '../support/temporary-folder.ts';
import { signIn } from '../support/worlds/world.ts';

/** Notifications, each to one person. */
const NOTIFICATIONS = sized({ small: 60, full: 10_000 });
const PEOPLE = sized({ small: 6, full: 50 });
const KILLS = sized({ small: 2, full: 20 });
/** How long the provider is away, milliseconds. */
const OUTAGE_MS = sized({ small: 2_000, full: 60_000 });
const account = { accountSid: `AC${'0'.repeat(32)}`, authToken: 'sandbox-token' };

/** Keeps every message: none is to be missed. */
class CountingOutbox implements SandboxOutbox {
  readonly messages: SandboxMessage[] = [];

  async keep(message: SandboxMessage): Promise<void> {
    // A repeated push replaces what is there, as on a device.
    if (!this.messages.some(({ id }) => id === message.id)) this.messages.push(message);
  }

  async list(to?: string): Promise<readonly SandboxMessage[]> {
    return this.messages.filter((one) => to === undefined || one.to === to).reverse();
  }
}

const outbox = new CountingOutbox();
const twilio = new SandboxTwilio({ ...account, outbox });
const fcm = new SandboxFcm({ outbox, clock: () => new Date() });
const keys = folderWith({});
/** Takes requests and sends nothing: that is what the processes that are killed do. */
let app: TestApp;
let settings: Readonly<Record<string, string>>;
let twilioPort: number;

beforeAll(async () => {
  const fcmUrl = await fcm.start();
  const keyFile = path.join(keys, 'service-account.json');
  writeFileSync(keyFile, fcm.keyFile);
  const twilioUrl = await twilio.start();
  twilioPort = Number(new URL(twilioUrl).port);
  settings = {
    FCM_SERVICE_ACCOUNT: keyFile,
    FCM_BASE_URL: fcmUrl,
    KIWIMESH_MESSAGING: 'twilio',
    TWILIO_ACCOUNT_SID: account.accountSid,
    TWILIO_AUTH_TOKEN: account.authToken,
    TWILIO_FROM: '+15005550006',
    TWILIO_BASE_URL: twilioUrl,
    KIWIMESH_PUSH_CONFIRM_SECONDS: '1',
  };
  app = await startTestApp({ env: { ...settings, KIWIMESH_ROLE: 'serve' } });
});
afterAll(async () => {
  await app?.stop();
  await twilio.stop();
  await fcm.stop();
});

/** Every third is an emergency; the others may wait. */
const classOf = (nth: number): NotificationClass => (nth % 3 === 0 ? 'emergency' : 'reminders');

test('notifications reach each person once despite killed workers and an outage', async () => {
  const kiwi = await signIn(app.url, app.superAdmin);
  const { id: communityId } = await kiwi.post('/v1/communities', { body: { name: 'Green Acres' } });
  const people: { readonly id: string; readonly phone: string }[] = [];
  for (let nth = 0; nth < PEOPLE; nth += 1) {
    const phone = `+9198${String(77_000_000 + nth)}`;
    const { id } = await kiwi.post('/v1/residents', {
      body: { communityId, name: `Resident ${nth}`, phone },
    });
    people.push({ id, phone });
  }
  const deps = { organisations: app.app.features.organisations, realtime: { publish: () => {} } as never };
  let sent = 0;
  const some = async (count: number) => {
    for (let nth = 0; nth < count; nth += 1, sent += 1) {
      const of = classOf(sent);
      await app.database.asSystem('test', (uow) =>
        notify(
          uow,
          deps,
          {
            source: `test:${sent}`,
            class: of,
            template: of === 'emergency' ? 'booking_assigned' : 'visit_reminder',
            data: { service: 'home_nursing', time: new Date(Date.now() + 3_600_000).toISOString() },
            record: { type: 'booking', id: randomUUID() },
            hospitalId: null,
            expiresAt: null,
          },
          [{ kind: 'resident', id: people[sent % PEOPLE]?.id ?? '' }],
        ),
      );
    }
  };
  const work = () =>
    beginProcess(app.testDatabase.url, temporaryFolder(), { ...settings, KIWIMESH_ROLE: 'work' });

  const each = Math.ceil(NOTIFICATIONS / (KILLS + 1));
  for (let kill = 0; kill < KILLS; kill += 1) {
    const worker = work();
    await some(each);
    const isDown = kill === Math.floor(KILLS / 2);
    // In the middle the provider is away while this worker lives: what it tries is refused or never answered.
    if (isDown) await twilio.stop();
    else await eventually('it is at work', () => outbox.messages.length > 0);
    // pause: the outage has a length, and the moment of the other kills must be random
    await pause(isDown ? OUTAGE_MS : randomInt(100, 400));
    await worker.kill();
    if (isDown) await twilio.start(twilioPort);
  }
  await some(NOTIFICATIONS - sent);
  const last = work();
  const { owner } = app.testDatabase;
  // None of these people has a device or an email: each gets an SMS, or nothing.
  await reaches('messages', NOTIFICATIONS, async () => {
    const [row] = await owner('notification_delivery')
      .where({ channel: 'sms' })
      .whereIn('state', ['sent', 'delivered'])
      .count();
    return Number(row?.count);
  });
  await (await last.listening).stop();

  const counts = new Map(people.map(({ phone }) => [phone, 0]));
  for (const { to } of outbox.messages) counts.set(to, (counts.get(to) ?? 0) + 1);
  const wanted = new Map(
    people.map(({ phone }, nth) => [phone, Math.floor((NOTIFICATIONS - nth - 1) / PEOPLE) + 1]),
  );
  expect(counts).toEqual(wanted);
  // Each message belongs to one notification: none was lost for another that came twice.
  const ids = await owner('external_effect').where({ port: 'messaging' }).pluck('provider_id');
  expect(ids.toSorted()).toEqual(outbox.messages.map(({ id }) => id).toSorted());
});
