import type { Kiwimesh } from '@kiwimesh/sdk';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/support/app.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { sized } from '../../../test/support/size.ts';
import { signIn } from '../../../test/support/worlds/world.ts';
import { MemorySandboxOutbox, SandboxTwilio } from '../../adapters/messaging/sandbox-twilio.ts';
import { TwilioMessaging } from '../../adapters/messaging/twilio.ts';
import { systemScope } from '../../kernel/auth/scope.ts';
import { EffectLedger } from '../../kernel/effects/ledger.ts';
import { messagingOnce } from '../../platform/once.ts';
import type { MessagingPort } from '../../ports/messaging.ts';
import { inboundRecords, tidying } from './retention.ts';

/*
 * The provider is its sandbox, which signs by code of its own; the service verifies with the vendor's library. Reports
 * arrive at the service as they do behind a proxy: the address that was signed is the public one.
 */

const PUBLIC = 'https://care.example.org';
const PATH = '/v1/webhooks/messages/twilio';
const INCOMING = `${PATH}/incoming`;
const ORDERS = sized({ small: 3, full: 200 });
const FORGED = sized({ small: 40, full: 10_000 });
const account = { accountSid: `AC${'2'.repeat(32)}`, authToken: 'token-of-the-sandbox' };
const outbox = new MemorySandboxOutbox();
const provider = new SandboxTwilio({ ...account, outbox });

let app: TestApp;
let root: Kiwimesh;
/** Sends and records messages as another process of the same installation. */
let messaging: MessagingPort;

beforeAll(async () => {
  const baseUrl = await provider.start();
  app = await startTestApp({
    backoff: { first: 5, most: 40 },
    env: {
      KIWIMESH_LIMIT_ADDRESS: '0',
      KIWIMESH_PUBLIC_URL: PUBLIC,
      KIWIMESH_MESSAGING: 'twilio',
      TWILIO_ACCOUNT_SID: account.accountSid,
      TWILIO_AUTH_TOKEN: account.authToken,
      TWILIO_FROM: '+15005550006',
      TWILIO_REPLIES: 'on',
      TWILIO_BASE_URL: baseUrl,
    },
  });
  root = await signIn(app.url, app.superAdmin);
  const adapter = new TwilioMessaging({
    ...account,
    baseUrl,
    from: '+15005550006',
    reportsUrl: () => PUBLIC + PATH,
  });
  messaging = messagingOnce(adapter, new EffectLedger({ database: app.database, worker: () => null }));
});
afterAll(async () => {
  await app?.stop();
  await provider.stop();
});

const rows = (table: string) => app.testDatabase.owner(table);
const arrived = async () => Number((await rows('inbound_webhook').count('id as all').first())?.all);

let messages = 0;
async function sent() {
  messages += 1;
  const key = `test:${messages}`;
  const to = `+9198${String(20_000_000 + messages)}`;
  const { providerMessageId } = await messaging.send({ channel: 'sms', to, body: 'x', idempotencyKey: key });
  return { id: providerMessageId, key, to };
}

type Report = ReturnType<typeof provider.report>;
const post = (
  { url, headers, body }: Report,
  change: {
    headers?: Record<string, string>;
    body?: string | Uint8Array<ArrayBuffer>;
    path?: string;
  } = {},
) => {
  const { pathname, search } = new URL(url);
  return fetch(`${app.url}${change.path ?? pathname + search}`, {
    method: 'POST',
    headers: { ...headers, ...change.headers },
    body: change.body ?? body,
  });
};
const statusOf = async (posting: Promise<Response>) => (await posting).status;

const stateOf = (key: string) =>
  app.database.run(systemScope('test'), (uow) => app.app.features.inbound.messageState(uow, key));
const progressOf = async (key: string) => (await stateOf(key))?.progress ?? null;
const reaches = (key: string, progress: string) =>
  eventually(`${key} is ${progress}`, async () => (await progressOf(key)) === progress);
const storedOf = (to: string) =>
  eventually('it is kept', async () => {
    const { data } = await root.get('/v1/inbound-webhooks', { query: { limit: 200 } });
    for (const { id } of data) {
      const one = await root.get('/v1/inbound-webhooks/{inboundWebhookId}', {
        path: { inboundWebhookId: id },
      });
      if (one.body.includes(encodeURIComponent(to))) return one;
    }
    return null;
  });
const handled = (id: string) =>
  eventually('it is handled', async () => {
    const one = await root.get('/v1/inbound-webhooks/{inboundWebhookId}', { path: { inboundWebhookId: id } });
    return one.state === 'handled' && one;
  });
const eventsOf = async (key: string) =>
  (await rows('outbox_event').where({ type: 'message.progressed' }).orderBy('position'))
    .map(({ data }) => data as { key: string; progress: string })
    .filter((data) => data.key === key)
    .map(({ progress }) => progress);

describe('a report of the provider', () => {
  it('moves the message on, which gave the provider the address to report to', async () => {
    const { id: communityId } = await root.post('/v1/communities', { body: { name: 'Green Acres' } });
    const phone = '+919876500001';
    await root.post('/v1/residents', { body: { communityId, name: 'Asha', phone } });
    await root.post('/v1/auth/otp/request', { body: { phone } });
    const [message] = await eventually('the code is sent', async () => {
      const all = await outbox.list(phone);
      return all.length > 0 && all;
    });
    const id = message?.id ?? '';
    const { key } = await eventually('it is recorded', () =>
      rows('external_effect').where({ port: 'messaging', provider_id: id }).first(),
    );
    expect(await statusOf(post(provider.report(id, 'sent')))).toBe(204);
    await reaches(key, 'sent');
    expect(await statusOf(post(provider.report(id, 'delivered')))).toBe(204);
    await reaches(key, 'delivered');
    expect(await eventsOf(key)).toEqual(['sent', 'delivered']);
  });

  it('says why a message failed', async () => {
    const { id, key } = await sent();
    await post(provider.report(id, 'undelivered', { ErrorCode: '30003' }));
    await reaches(key, 'failed');
    expect(await stateOf(key)).toMatchObject({
      ...{ progress: 'failed', failure: 'unreachable', code: '30003' },
    });
  });

  it('that says nothing we keep is ignored, and kept for 30 days', async () => {
    const { id, to } = await sent();
    expect(await statusOf(post(provider.report(id, 'partially_delivered')))).toBe(204);
    const one = await handled((await storedOf(to)).id);
    expect(one).toMatchObject({ outcome: 'ignored', source: 'messages', reason: null });
    const old = rows('inbound_webhook').where({ id: one.id });
    await tidying(app.database).run();
    expect(await old.clone()).toHaveLength(1);
    await old.clone().update({ received_at: '2026-01-01T00:00:00Z' });
    await tidying(app.database).run();
    expect(await old.clone()).toEqual([]);
  });

  it('is kept sealed, and goes with the person who is erased', async () => {
    const { id, to } = await sent();
    await post(provider.report(id, 'sent'));
    const one = await handled((await storedOf(to)).id);
    const row = await rows('inbound_webhook').where({ id: one.id }).first();
    const stored = [row.body, row.recipient].map((each: Buffer) => each.toString('latin1')).join();
    expect(stored).not.toContain(to.slice(1));
    expect(stored).not.toContain(Buffer.from(one.body).toString('base64').slice(0, 24));
    await app.database.run(systemScope('an erasure'), (uow) =>
      inboundRecords.erase(uow, { residentId: '', phone: to, email: null }),
    );
    expect(await rows('inbound_webhook').where({ id: one.id })).toEqual([]);
  });
});

describe('a message of a person', () => {
  let phone: string;
  let people = 0;
  beforeEach(async () => {
    people += 1;
    phone = `+9198765${String(10_000 + people)}`;
    const { id: communityId } = await root.post('/v1/communities', { body: { name: `Lake View ${people}` } });
    await root.post('/v1/residents', { body: { communityId, name: 'Meera', phone, language: 'hi' } });
  });

  const write = (text: string, more: Record<string, string> = {}, from = phone) =>
    post(provider.incoming({ channel: 'sms', from, text }, PUBLIC + INCOMING, more));
  const answersTo = async (to: string) => {
    await app.settled();
    return (await outbox.list(to)).map(({ body }) => body).reverse();
  };
  const optedOut = (of: string) =>
    app.database.run(systemScope('test'), (uow) => app.app.features.inbound.hasOptedOut(uow, of));

  it('is answered once in their language, however often the provider sends it', async () => {
    const report = provider.incoming({ channel: 'sms', from: phone, text: 'what?' }, PUBLIC + INCOMING);
    const statuses = await Promise.all(Array.from({ length: 5 }, () => statusOf(post(report))));
    expect(statuses).toEqual([204, 204, 204, 204, 204]);
    const answers = ['समझ नहीं आया। अनुरोध का जवाब देने के लिए “हाँ” या “नहीं” लिखें।'];
    expect(await answersTo(phone)).toEqual(answers);
    const kept = await storedOf(phone);
    expect(kept).toMatchObject({ source: 'replies', outcome: 'applied', repeats: 4 });
    await root.post('/v1/inbound-webhooks/{inboundWebhookId}/replay', {
      path: { inboundWebhookId: kept.id },
    });
    await handled(kept.id);
    expect(await answersTo(phone)).toEqual(answers);
  });

  it('that says STOP ends messages, and START begins them again; the newest counts', async () => {
    const stop = { MessageSid: `SM${'a'.repeat(32)}` };
    expect(await statusOf(write('Stop.', stop))).toBe(204);
    const [stopped] = await answersTo(phone);
    expect([stopped, await optedOut(phone)]).toEqual([
      'अब यहाँ केवल बहुत ज़रूरी संदेश आएँगे। फिर से पाने के लिए START लिखें।',
      true,
    ]);
    const { id } = await storedOf(phone);
    await write('शुरू');
    expect(await answersTo(phone)).toEqual([stopped, 'अब यहाँ फिर से संदेश आएँगे।']);
    expect(await optedOut(phone)).toBe(false);
    await write('Stop.', stop);
    await root.post('/v1/inbound-webhooks/{inboundWebhookId}/replay', { path: { inboundWebhookId: id } });
    await handled(id);
    expect([(await answersTo(phone)).length, await optedOut(phone)]).toEqual([2, false]);
    const requests = () => rows('message_opt_out').where({ stopped: false });
    await tidying(app.database).run();
    expect(await requests()).toHaveLength(1);
    await requests().update({ changed_at: '2026-01-01T00:00:00Z' });
    await tidying(app.database).run();
    expect(await requests()).toEqual([]);
  });

  it('that the provider has answered itself is not answered again', async () => {
    await write('ARRET', { OptOutType: 'STOP' });
    expect([await answersTo(phone), await optedOut(phone)]).toEqual([[], true]);
    await write('HELP', { OptOutType: 'HELP' });
    expect(await answersTo(phone)).toEqual([]);
    await app.database.run(systemScope('an erasure'), (uow) =>
      inboundRecords.erase(uow, { residentId: '', phone, email: null }),
    );
    expect(await optedOut(phone)).toBe(false);
  });

  it('from a phone of nobody is kept and not answered', async () => {
    const stranger = '+919876599999';
    for (const text of ['yes', 'stop']) await write(text, {}, stranger);
    expect([await answersTo(stranger), await optedOut(stranger)]).toEqual([[], true]);
  });

  it('is answered 20 times an hour at most, since programs answer for all time', async () => {
    for (let nth = 0; nth < 22; nth += 1) await write(`I am away ${nth}`);
    expect(await answersTo(phone)).toHaveLength(20);
  });

  it('that the provider did not sign is refused and not kept', async () => {
    const report = provider.incoming({ channel: 'sms', from: phone, text: 'yes' }, PUBLIC + INCOMING);
    const before = await arrived();
    for (const change of [
      { headers: { 'x-twilio-signature': '' } },
      { body: report.body.replace('yes', 'no') },
      { body: report.body.slice(0, -3) },
      { path: PATH },
    ]) {
      expect(await statusOf(post(report, change))).toBe(401);
    }
    expect(await arrived()).toBe(before);
  });
});

describe('a report that the provider did not sign', () => {
  const forged = new SandboxTwilio({ ...account, authToken: 'another-token', outbox });
  const signedBy = (token: Report['headers']) => ({ 'x-twilio-signature': token['x-twilio-signature'] });
  const cases: [string, (report: Report) => Parameters<typeof post>[1]][] = [
    ['has no signature', () => ({ headers: { 'x-twilio-signature': '' } })],
    ['is signed with another token', (report) => ({ headers: signedBy(asIfFrom(forged, report)) })],
    ['has another body', ({ body }) => ({ body: body.replace('MessageStatus=sent', 'MessageStatus=read') })],
    ['has one field more', ({ body }) => ({ body: `${body}&ErrorCode=30003` })],
    ['is cut off', ({ body }) => ({ body: body.slice(0, -4) })],
    ['is empty', () => ({ body: '' })],
    ['is sent to another address', () => ({ path: `${PATH}?message=1` })],
    [
      'is JSON',
      () => ({ headers: { 'content-type': 'application/json' }, body: '{"MessageStatus":"sent"}' }),
    ],
    ['is no text', () => ({ body: new Uint8Array([0xff, 0xfe, 0x3d]) })],
    ['is too long', ({ body }) => ({ body: `${body}&x=${'x'.repeat(70_000)}` })],
    [
      'has the credential of a person instead',
      () => ({ headers: { 'x-twilio-signature': '', authorization: 'Bearer of-somebody' } }),
    ],
  ];

  it.each(cases)('is refused and not kept: it %s', async (_case, change) => {
    const { id, key } = await sent();
    const report = provider.report(id, 'sent');
    const before = await arrived();
    expect(await statusOf(post(report, change(report)))).toBe(401);
    expect([await arrived(), await progressOf(key)]).toEqual([before, null]);
  });

  it('is refused however many come, of every kind', async () => {
    const { id } = await sent();
    const report = provider.report(id, 'delivered');
    const other = provider.report((await sent()).id, 'delivered');
    const before = await arrived();
    const signature = Buffer.from(report.headers['x-twilio-signature'], 'base64');
    const kinds: ((nth: number) => Parameters<typeof post>[1])[] = [
      (nth) => {
        const altered = Buffer.from(signature);
        altered[nth % altered.length] = (altered[nth % altered.length] ?? 0) ^ (1 + (nth % 255));
        return { headers: { 'x-twilio-signature': altered.toString('base64') } };
      },
      (nth) => ({ body: report.body.slice(0, nth % report.body.length) }),
      // What was signed for another message, and what was said about this one before, at another address.
      () => ({ body: other.body }),
      (nth) => ({ path: nth % 2 === 0 ? INCOMING : `${PATH}?nth=${nth}` }),
      (nth) => ({ body: report.body.replace('MessageStatus=delivered', `MessageStatus=delivered${nth}`) }),
    ];
    const statuses = await inBatches(FORGED, (nth) =>
      statusOf(post(report, kinds[nth % kinds.length]?.(nth))),
    );
    expect([[...statuses], await arrived()]).toEqual([[401], before]);
  });

  it('may be an old one that comes again: it is counted, and nothing follows', async () => {
    const { id, key } = await sent();
    const report = provider.report(id, 'sent');
    await post(report);
    await reaches(key, 'sent');
    await post(provider.report(id, 'delivered'));
    await reaches(key, 'delivered');
    const before = await arrived();
    const statuses = await inBatches(FORGED, () => statusOf(post(report)));
    await app.settled();
    expect([[...statuses], await arrived(), await progressOf(key)]).toEqual([[204], before, 'delivered']);
    expect(await eventsOf(key)).toEqual(['sent', 'delivered']);
    expect(await rows('inbound_webhook').orderBy('id', 'desc').limit(2).pluck('repeats')).toEqual([
      0,
      FORGED,
    ]);
  });

  /** As many as the provider sends at the same time. @returns the statuses that came. */
  async function inBatches(count: number, send: (nth: number) => Promise<number>): Promise<Set<number>> {
    const statuses = new Set<number>();
    for (let at = 0; at < count; at += 20) {
      const batch = Array.from({ length: Math.min(20, count - at) }, (_, nth) => send(at + nth));
      for (const status of await Promise.all(batch)) statuses.add(status);
    }
    return statuses;
  }

  /** The same report, as the holder of another token would sign it. */
  function asIfFrom(other: SandboxTwilio, { url, body }: Report): Report['headers'] {
    return other.signed(url, Object.fromEntries(new URLSearchParams(body)));
  }
});

describe('reports', () => {
  it('that come again are counted and change nothing, also at the same moment', async () => {
    const { id, key, to } = await sent();
    const report = provider.report(id, 'delivered');
    const statuses = await Promise.all(Array.from({ length: 5 }, () => statusOf(post(report))));
    expect(statuses).toEqual([204, 204, 204, 204, 204]);
    await reaches(key, 'delivered');
    const one = await storedOf(to);
    expect(one.repeats).toBe(4);
    await root.post('/v1/inbound-webhooks/{inboundWebhookId}/replay', { path: { inboundWebhookId: one.id } });
    await handled(one.id);
    expect(await eventsOf(key)).toEqual(['delivered']);
  });

  it('end with the same word in any order, and never go back', async () => {
    for (let nth = 0; nth < ORDERS; nth += 1) {
      const { id, key } = await sent();
      const words = ['queued', 'sent', 'delivered'].flatMap((word, at) =>
        Array(1 + ((nth + at) % 3)).fill(word),
      );
      // Another order each time, without chance.
      words.sort((a, b) => orderOf(a, nth) - orderOf(b, nth));
      for (const word of words) expect(await statusOf(post(provider.report(id, word)))).toBe(204);
      await app.settled();
      expect(await progressOf(key)).toBe('delivered');
      const ranks = (await eventsOf(key)).map((word) => ['accepted', 'sent', 'delivered'].indexOf(word));
      expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    }
  });

  const orderOf = (word: string, nth: number) => (word.charCodeAt(0) * (nth + 7)) % 11;

  it('that are faster than the record of their message wait for it', async () => {
    const { id, key } = await sent();
    const effect = rows('external_effect').where({ port: 'messaging', provider_id: id });
    await effect.clone().update({ state: 'open', provider_id: null });
    await post(provider.report(id, 'sent'));
    const job = () =>
      rows('agenda_job').where({ name: 'handle-inbound-webhook' }).where('fail_count', '>', 0);
    await eventually('an attempt failed', async () => (await job()).length > 0);
    await rows('external_effect').where({ key }).update({ state: 'done', provider_id: id });
    await eventually('it is handled at last', async () => {
      const failed = await root.get('/v1/inbound-webhooks', { query: { state: 'failed' } });
      for (const one of failed.data) {
        await root.post('/v1/inbound-webhooks/{inboundWebhookId}/replay', {
          path: { inboundWebhookId: one.id },
        });
      }
      return (await progressOf(key)) === 'sent';
    });
  });

  it('about no message of ours are dead letters, and can be handled again', async () => {
    const { id, key, to } = await sent();
    await rows('external_effect').where({ key }).update({ state: 'open', provider_id: null });
    await post(provider.report(id, 'delivered'));
    const one = await storedOf(to);
    const failed = await eventually('it failed', async () => {
      const { data } = await root.get('/v1/inbound-webhooks', { query: { state: 'failed' } });
      return data.find((each) => each.id === one.id);
    });
    expect(failed.reason).toMatch(/^UnknownMessage/);
    await eventually('it is a dead letter', async () => {
      const { data } = await root.get('/v1/system/dead-letters', {});
      return data.some(({ name }) => name === 'handle-inbound-webhook');
    });
    await rows('external_effect').where({ key }).update({ state: 'done', provider_id: id });
    await root.post('/v1/inbound-webhooks/{inboundWebhookId}/replay', { path: { inboundWebhookId: one.id } });
    expect(await handled(one.id)).toMatchObject({ outcome: 'applied', reason: null });
    expect(await progressOf(key)).toBe('delivered');
  });
});
