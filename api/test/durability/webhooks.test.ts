import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { eventually, reaches } from '../support/eventually.ts';
import { beginProcess } from '../support/processes.ts';
import { sized } from '../support/size.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { verified, WebhookReceiver } from '../support/webhook-receiver.ts';
import { signIn } from '../support/worlds/world.ts';

/** Events before each kill. */
const EVENTS = sized({ small: 4, full: 50 });
const KILLS = sized({ small: 2, full: 20 });

/** Takes requests and sends nothing: that is what the processes that are killed do. */
let app: TestApp;
let receiver: WebhookReceiver;

const SETTINGS = {
  KIWIMESH_WEBHOOK_LOOPBACK: 'yes',
  KIWIMESH_WEBHOOK_TIMEOUT_SECONDS: '0.5',
  KIWIMESH_WEBHOOK_FIRST_RETRY_SECONDS: '0.05',
};

beforeAll(async () => {
  receiver = await WebhookReceiver.start();
  app = await startTestApp({ env: { ...SETTINGS, KIWIMESH_ROLE: 'serve' } });
});
afterAll(async () => {
  await app?.stop();
  await receiver.stop();
});

test('webhooks of workers that are killed arrive all, each attempt once, in order', async () => {
  const kiwi = await signIn(app.url, app.superAdmin);
  const { id: hospitalId } = await kiwi.post('/v1/hospitals', { body: { name: 'City' } });
  const endpoint = await kiwi.post('/v1/webhook-endpoints', {
    body: { url: receiver.url('/'), eventTypes: ['announcement.published', 'announcement.ended'] },
  });
  // One in three is refused, so that there is always something to try again.
  let answers = 0;
  receiver.answer = () => ({ status: answers++ % 3 === 1 ? 503 : 204 });
  const work = () =>
    beginProcess(app.testDatabase.url, temporaryFolder(), { ...SETTINGS, KIWIMESH_ROLE: 'work' });
  const ids: string[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    const worker = work();
    for (let event = 0; event < EVENTS; event += 1) {
      const announcement = await kiwi.post('/v1/hospitals/{hospitalId}/announcements', {
        path: { hospitalId },
        body: { title: 'Closed', message: 'On Sunday.' },
      });
      await kiwi.delete('/v1/announcements/{announcementId}', {
        path: { announcementId: announcement.id },
      });
      ids.push(announcement.id);
    }
    const before = receiver.received.length;
    await eventually('it is at work', () => receiver.received.length > before);
    // pause: the moment of the kill must be random
    await pause(randomInt(50));
    await worker.kill();
  }
  const last = work();
  const { owner } = app.testDatabase;
  await reaches('deliveries', ids.length * 2, async () => {
    const [row] = await owner('webhook_delivery').where({ state: 'delivered' }).count();
    return Number(row?.count);
  });
  await (await last.listening).stop();
  // Each event of each record, the first of each in order, signed.
  for (const id of ids) {
    const got = receiver.received.filter(({ event }) => event.aggregate.id === id);
    expect([...new Set(got.map(({ event }) => event.type))]).toEqual(endpoint.eventTypes);
    for (const one of got) verified(one, endpoint.secret);
  }
  // No attempt was made twice: each has a row, and a request at most.
  const requests = receiver.received.map(({ headers }) => headers['x-request-id']);
  expect(new Set(requests).size).toBe(requests.length);
  const attempts = await owner('webhook_attempt').select('id');
  expect(new Set(attempts.map(({ id }) => id))).toEqual(
    new Set([...requests, ...attempts.map(({ id }) => id)]),
  );
  // What was cut short shows as such: at most what each killed worker had under way.
  const cut = await owner('webhook_attempt').whereNull('outcome');
  expect(cut.length).toBeLessThanOrEqual(KILLS * 5);
});
