import { readFileSync } from 'node:fs';
import type { Kiwimesh } from '@kiwimesh/sdk';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MemorySandboxOutbox } from '../../src/adapters/messaging/sandbox-twilio.ts';
import { notify } from '../../src/features/notifications/inbox/notify.ts';
import { systemScope } from '../../src/kernel/auth/scope.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { eventually } from '../support/eventually.ts';
import { SandboxExotel } from '../support/messaging/exotel.ts';
import { folderWith } from '../support/temporary-folder.ts';
import { signIn } from '../support/worlds/world.ts';

/*
 * An installation in India whose provider of SMS is a file, and whose texts are registered: the one-time code is, notifications are
 * not.
 */

const EXOTEL = readFileSync(
  new URL('../../src/adapters/messaging/gateway/templates/exotel.yaml', import.meta.url),
  'utf8',
);
const PUBLIC = 'https://care.example.org';
const PATH = '/v1/webhooks/messages/exotel';
const outbox = new MemorySandboxOutbox();
const provider = new SandboxExotel({ sid: 'kiwimesh1', key: 'key', token: 'token' }, outbox);
const started = provider.start();
const lines: string[] = [];
const folder = folderWith({
  'exotel.yaml': EXOTEL.replace('https://api.in.exotel.com', await started),
  'ids.yaml': `entity: "1101234567890"\ntemplates: { sign_in_code: { en: "1107160000001", hi: "1107160000002" } }\n`,
});

let app: TestApp;
let root: Kiwimesh;

beforeAll(async () => {
  app = await startTestApp({
    onLogLine: (line) => lines.push(line),
    env: {
      KIWIMESH_PUBLIC_URL: PUBLIC,
      KIWIMESH_MESSAGING: 'gateway',
      KIWIMESH_MESSAGE_GATEWAY: `${folder}/exotel.yaml`,
      KIWIMESH_SMS_TEMPLATES: `${folder}/ids.yaml`,
      EXOTEL_ACCOUNT_SID: 'kiwimesh1',
      EXOTEL_API_KEY: 'key',
      EXOTEL_API_TOKEN: 'token',
      EXOTEL_SENDER: 'KIWIMS',
      EXOTEL_REPORTS_SECRET: 'secret-of-the-reports',
    },
  });
  root = await signIn(app.url, app.superAdmin);
});
afterAll(async () => {
  await app?.stop();
  await provider.stop();
});

const post = (path: string, body: string, type = 'application/x-www-form-urlencoded') =>
  fetch(app.url + path, { method: 'POST', headers: { 'content-type': type }, body }).then(
    ({ status }) => status,
  );

describe('a gateway of the operator', () => {
  it('sends codes with the ids of their text, and reads how far they got', async () => {
    expect(await root.get('/v1/region')).toMatchObject({ id: 'in', phoneChannels: ['sms'] });
    const { id: communityId } = await root.post('/v1/communities', { body: { name: 'Green Acres' } });
    const phone = '+919876500001';
    await root.post('/v1/residents', { body: { communityId, name: 'Asha', phone } });
    await root.post('/v1/auth/otp/request', { body: { phone } });
    const [message] = await eventually('the code is sent', async () => {
      const all = await outbox.list(phone);
      return all.length > 0 && all;
    });
    const id = message?.id ?? '';
    expect(provider.messages.get(id)).toMatchObject({ template: '1107160000001', entity: '1101234567890' });
    const { key } = await eventually('it is recorded', () =>
      app.testDatabase.owner('external_effect').where({ port: 'messaging', provider_id: id }).first(),
    );
    const { url, body } = provider.report(id, 'sent');
    const { pathname, search } = new URL(url);
    expect(await post(pathname, body)).toBe(401);
    expect(await post(`${PATH}?signature=${'A'.repeat(43)}`, body)).toBe(401);
    expect(await post(`/v1/webhooks/messages/twilio${search}`, body)).toBe(401);
    expect(await post(pathname + search, body)).toBe(204);
    const state = () =>
      app.database.run(systemScope('test'), (uow) => app.app.features.inbound.messageState(uow, key));
    await eventually('it is known', async () => (await state())?.progress === 'sent');
    // JSON is read as well, and what it says may have any shape.
    const json = JSON.stringify({
      SmsSid: id,
      CustomField: key,
      Status: 'failed',
      parts: [{ n: 1 }],
      more: { to: null },
    });
    expect(await post(pathname + search, json, 'application/json')).toBe(204);
    expect(lines.join('\n')).not.toContain('secret-of-the-reports');
  });

  it('sends no text that is not registered, and says so at the start', async () => {
    const warning = lines.find((line) => line.includes('not registered with carriers'));
    expect(JSON.parse(warning ?? '{}').texts).toContain('address_code (hi)');
    const all = lines.filter((line) => line.includes('not registered with carriers')).join('\n');
    expect(all).toContain('booking_assigned (en)');
    expect(all).not.toContain('sign_in_code');
    const { id: communityId } = await root.post('/v1/communities', { body: { name: 'Blue Acres' } });
    const phone = '+919876500002';
    const { id } = await root.post('/v1/residents', { body: { communityId, name: 'Ravi', phone } });
    const { organisations } = app.app.features;
    const content = {
      ...{ source: 'test:1', class: 'emergency' as const, template: 'booking_assigned' as const },
      ...{ data: { service: 'ambulance' }, record: { type: 'booking' as const, id: v7() } },
      ...{ hospitalId: null, expiresAt: null },
    };
    await app.database.asSystem('test', (uow) =>
      notify(uow, { organisations, realtime: { publish: () => {} } as never }, content, [
        { kind: 'resident', id },
      ]),
    );
    await app.settled();
    const rows = await app.testDatabase.owner('notification_delivery').orderBy('created_at').orderBy('id');
    expect(rows.map(({ channel, state, failure }) => [channel, state, failure])).toEqual([
      ['push', 'failed', 'no_device'],
      ['sms', 'failed', 'unregistered'],
      ['email', 'failed', 'no_address'],
    ]);
    expect(await outbox.list(phone)).toEqual([]);
  });
});
