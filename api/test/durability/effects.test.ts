import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MemorySandboxOutbox, SandboxTwilio } from '../../src/adapters/messaging/sandbox-twilio.ts';
import { SandboxFcm } from '../../src/adapters/push/sandbox/fcm.ts';
import { deliveryOf } from '../../src/features/notifications/jobs.ts';
import { Notification } from '../../src/features/notifications/models.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { eventually } from '../support/eventually.ts';
import { startProcess } from '../support/processes.ts';
import { sized } from '../support/size.ts';
import { folderWith, temporaryFolder } from '../support/temporary-folder.ts';
import { signIn } from '../support/worlds/world.ts';

const KILLS = sized({ small: 1, full: 20 });
const account = { accountSid: `AC${'0'.repeat(32)}`, authToken: 'sandbox-token' };
const outbox = new MemorySandboxOutbox();
const sandbox = new SandboxTwilio({ ...account, outbox });
const keys = folderWith({});
const fcm = new SandboxFcm({ outbox, clock: () => new Date() });

/** Takes requests and sends nothing: that is what the processes that are killed do. */
let app: TestApp;
let settings: Readonly<Record<string, string>>;

beforeAll(async () => {
  const fcmUrl = await fcm.start();
  const keyFile = path.join(keys, 'service-account.json');
  writeFileSync(keyFile, fcm.keyFile);
  settings = {
    FCM_SERVICE_ACCOUNT: keyFile,
    FCM_BASE_URL: fcmUrl,
    KIWIMESH_MESSAGING: 'twilio',
    TWILIO_ACCOUNT_SID: account.accountSid,
    TWILIO_AUTH_TOKEN: account.authToken,
    TWILIO_FROM: '+15005550006',
    TWILIO_BASE_URL: await sandbox.start(),
  };
  app = await startTestApp({ env: { ...settings, KIWIMESH_ROLE: 'serve' } });
});
afterAll(async () => {
  await app?.stop();
  await sandbox.stop();
  await fcm.stop();
});
const work = () =>
  startProcess(app.testDatabase.url, temporaryFolder(), { ...settings, KIWIMESH_ROLE: 'work' });
const effectsOf = (port: string) => app.testDatabase.owner('external_effect').where({ port });

test('a message is sent once by workers killed after the provider took it', async () => {
  const kiwi = await signIn(app.url, app.superAdmin);
  const { id: communityId } = await kiwi.post('/v1/communities', { body: { name: 'Green Acres' } });
  const effects = () => effectsOf('messaging');
  const phones: string[] = [];
  let worker = await work();
  for (let kill = 0; kill < KILLS; kill += 1) {
    const phone = `+9198${String(76_000_000 + kill)}`;
    phones.push(phone);
    await kiwi.post('/v1/residents', { body: { communityId, name: `Resident ${kill}`, phone } });
    // The provider takes the message; its answer never reaches the worker.
    sandbox.failNext({ kind: 'silence', accept: true });
    await kiwi.post('/v1/auth/otp/request', { body: { phone } });
    await eventually('the provider has the message', async () => (await outbox.list(phone)).length === 1);
    await worker.kill();
    expect(await effects().where({ state: 'claimed' })).toHaveLength(1);
    worker = await work();
    await eventually('it is recorded', async () => (await effects().where({ state: 'done' })).length > kill);
  }
  await worker.stop();
  for (const phone of phones) expect(await outbox.list(phone)).toHaveLength(1);
  const ids = await Promise.all(phones.map(async (phone) => (await outbox.list(phone))[0]?.id));
  expect((await effects().pluck('provider_id')).sort()).toEqual(ids.sort());
});

test('a notification is sent once by workers killed before they recorded it', async () => {
  const { owner } = app.testDatabase;
  const kiwi = await signIn(app.url, app.superAdmin);
  const { id: communityId } = await kiwi.post('/v1/communities', { body: { name: 'Lake View' } });
  // A worker that records that a message was sent waits while the test holds this lock.
  await owner.raw(`
    create function wait_to_record() returns trigger language plpgsql as $$
      begin perform pg_advisory_xact_lock(4711); return new; end $$;
    create trigger wait_to_record before update on notification_delivery
      for each row when (new.state = 'sent') execute function wait_to_record()`);
  let worker = await work();
  for (let kill = 0; kill < KILLS; kill += 1) {
    const phone = `+9198${String(77_000_000 + kill)}`;
    const { id: residentId } = await kiwi.post('/v1/residents', {
      body: { communityId, name: 'Asha', phone },
    });
    const id = v7();
    const sms = () => owner('notification_delivery').where({ notification_id: id, channel: 'sms' }).first();
    await owner.transaction(async (holding) => {
      await holding.raw('select pg_advisory_xact_lock(4711)');
      await app.database.asSystem('test', async (uow) => {
        await Notification.query(uow.trx).insert({
          ...{ id, source: `test:${id}`, staffId: null, residentId, hospitalId: null, data: {} },
          ...{ class: 'emergency', template: 'booking_assigned', recordType: 'booking', recordId: v7() },
          ...{ createdAt: uow.now, expiresAt: null, readAt: null },
        });
        uow.enqueue(deliveryOf({ id, class: 'emergency' }, null));
      });
      await eventually('the message is sent', async () => {
        const sent = effectsOf('messaging').where({ key: `notification:${id}:sms`, state: 'done' });
        return (await sent).length === 1;
      });
      expect(await sms()).toMatchObject({ state: 'pending', attempts: 1 });
      await worker.kill();
    });
    worker = await work();
    await eventually('it is recorded', async () => (await sms()).state === 'sent');
    expect((await sms()).attempts).toBe(2);
    expect(await outbox.list(phone)).toHaveLength(1);
  }
  await worker.stop();
});

test('a push is shown once by workers killed after the service took it', async () => {
  const kiwi = await signIn(app.url, app.superAdmin);
  const token = 'registration-token-of-a-killed-worker';
  const device = await kiwi.post('/v1/devices', { body: { kind: 'fcm', token } });
  let worker = await work();
  for (let kill = 0; kill < KILLS; kill += 1) {
    const taken = fcm.accepted.length;
    // No service of pushes can be asked what it took: it gets this one again, as the same one.
    fcm.failNext({ kind: 'hang' });
    await kiwi.post('/v1/devices/{deviceId}/test', { path: { deviceId: device.id } });
    await eventually('the service has the push', () => fcm.accepted.length > taken);
    await worker.kill();
    expect(await effectsOf('push').where({ state: 'claimed' })).toHaveLength(1);
    worker = await work();
    await eventually('it is recorded', async () => {
      return (await effectsOf('push').where({ state: 'done' })).length > kill;
    });
  }
  await worker.stop();
  expect(await outbox.list(token)).toHaveLength(KILLS);
  const deliveries = await app.testDatabase.owner('push_delivery').where({ device_id: device.id });
  expect(deliveries.map(({ state }) => state)).toEqual(deliveries.map(() => 'accepted'));
});
