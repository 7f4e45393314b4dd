import { readFile } from 'node:fs/promises';
import type { Kiwimesh, Schema } from '@kiwimesh/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { TestApp } from '../../../test/support/app.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { verified, WebhookReceiver } from '../../../test/support/webhook-receiver.ts';
import { startTestWorld } from '../../../test/support/worlds/standard-world.ts';
import type { World } from '../../../test/support/worlds/world.ts';
import { KEEP_DAYS, tidy } from './retention.ts';

let app: TestApp;
let world: World;
let receiver: WebhookReceiver;

beforeAll(async () => {
  receiver = await WebhookReceiver.start();
  ({ app, world } = await startTestWorld({
    env: {
      KIWIMESH_WEBHOOK_LOOPBACK: 'yes',
      KIWIMESH_WEBHOOK_FIRST_RETRY_SECONDS: '0.01',
      // A failing endpoint is paused after this long, however slow the machine is: not before a test says so.
      KIWIMESH_WEBHOOK_RETRY_SECONDS: '86400',
    },
  }));
});
afterAll(async () => {
  await app?.stop();
  await receiver.stop();
});

const TYPES = ['announcement.published', 'announcement.ended'];
let paths = 0;
const newPath = () => {
  paths += 1;
  return `/hooks/${paths}`;
};
const admin = (side: 'here' | 'there' = 'here') => world[side].hospital.admin.kiwi;

async function create(fields: Partial<Schema<'WebhookEndpointCreate'>> = {}, kiwi: Kiwimesh = admin()) {
  const path = newPath();
  const body = { url: receiver.url(path), eventTypes: TYPES, ...fields };
  const endpoint = await kiwi.post('/v1/webhook-endpoints', { body });
  return { ...endpoint, path };
}
const removed = ({ id }: { readonly id: string }, kiwi: Kiwimesh = admin()) =>
  kiwi.delete('/v1/webhook-endpoints/{webhookEndpointId}', { path: { webhookEndpointId: id } });

const publish = (side: 'here' | 'there' = 'here') =>
  admin(side).post('/v1/hospitals/{hospitalId}/announcements', {
    path: { hospitalId: world[side].hospital.id },
    body: { title: 'Pharmacy closed', message: 'Closed on Sunday.' },
  });
const withdraw = (announcementId: string) =>
  admin().delete('/v1/announcements/{announcementId}', { path: { announcementId } });

const deliveries = async ({ id }: { readonly id: string }, kiwi: Kiwimesh = admin()) => {
  const path = { webhookEndpointId: id };
  return (await kiwi.get('/v1/webhook-endpoints/{webhookEndpointId}/deliveries', { path })).data;
};
const arrived = (path: string, count = 1) =>
  eventually(`${count} webhooks at ${path}`, () => {
    const at = receiver.at(path);
    return at.length >= count && at;
  });
/** Waits until every delivery of the endpoint has ended. */
const ended = (endpoint: { readonly id: string }, count: number) =>
  eventually('the deliveries have ended', async () => {
    const all = await deliveries(endpoint);
    return all.length === count && all.every(({ state }) => state !== 'pending') && all;
  });
const patch = ({ id }: { readonly id: string }, body: Schema<'WebhookEndpointPatch'>) =>
  admin().patch('/v1/webhook-endpoints/{webhookEndpointId}', { path: { webhookEndpointId: id }, body });
const replay = ({ id }: { readonly id: string }, body: Schema<'WebhookReplay'>) =>
  admin().post('/v1/webhook-endpoints/{webhookEndpointId}/replay', { path: { webhookEndpointId: id }, body });
const shown = ({ id }: { readonly id: string }) =>
  admin().get('/v1/webhook-endpoints/{webhookEndpointId}', { path: { webhookEndpointId: id } });

describe('an event', () => {
  it('reaches the endpoints of its hospital and of the platform, signed', async () => {
    const own = await create();
    const platform = await create({}, world.superAdmin);
    const foreign = await create({}, admin('there'));
    const other = await create({ eventTypes: ['booking.requested'] });
    const { id } = await publish();
    const [here] = await arrived(own.path);
    const [there] = await arrived(platform.path);
    const event = verified(here as never, own.secret);
    expect(verified(there as never, platform.secret)).toEqual(event);
    expect(event).toMatchObject({
      type: 'announcement.published',
      version: 1,
      aggregate: { type: 'announcement', id },
      data: { announcementId: id, hospitalId: world.here.hospital.id, endsAt: null },
    });
    expect(here?.headers['webhook-id']).toBe(here?.event.id);
    expect(() => verified(here as never, platform.secret)).toThrow();
    await app.settled();
    expect([receiver.at(foreign.path), receiver.at(other.path)]).toEqual([[], []]);
    expect(await deliveries(foreign, admin('there'))).toEqual([]);
    // What `webhooks listen` reads.
    const seen = async (kiwi: Kiwimesh) =>
      (await kiwi.get('/v1/webhook-events')).data.map((one) => one.event);
    expect(await seen(admin())).toContainEqual(event);
    expect(await seen(admin('there'))).not.toContainEqual(event);
    const stored = JSON.stringify(await app.testDatabase.owner('webhook_endpoint').where({ id: own.id }));
    expect(stored).not.toContain(own.secret.slice(6));
    await Promise.all([
      removed(own),
      removed(other),
      removed(platform, world.superAdmin),
      removed(foreign, admin('there')),
    ]);
  });

  it('is sent again until it is taken, with one id, and the log tells each attempt', async () => {
    const endpoint = await create({ keepReplies: true });
    const answers = [
      { status: 500, body: 'no: meera.nair@sahyadri.example' },
      { status: 302, headers: { location: receiver.url('/elsewhere') } },
      { status: 200, body: 'thanks' },
    ];
    receiver.answer = ({ path }) => (path === endpoint.path && answers.shift()) || { status: 204 };
    await publish();
    const [delivery] = await ended(endpoint, 1);
    expect(delivery).toMatchObject({
      state: 'delivered',
      cause: 'event',
      attempts: [
        { number: 1, outcome: 'refused', status: 500, reply: 'no: […]' },
        { number: 2, outcome: 'redirected', status: 302, reply: null },
        { number: 3, outcome: 'delivered', status: 200, reply: 'thanks' },
      ],
    });
    const got = receiver.at(endpoint.path);
    expect(new Set(got.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([delivery?.eventId]));
    expect(got.map(({ headers }) => headers['x-request-id'])).toEqual(
      delivery?.attempts.map(({ requestId }) => requestId),
    );
    for (const one of got) verified(one, endpoint.secret);
    expect(receiver.at('/elsewhere')).toEqual([]);
    await removed(endpoint);
  });

  it('waits for earlier ones of its record, and for no others', async () => {
    const endpoint = await create();
    let held = true;
    const first = await publish();
    await arrived(endpoint.path);
    receiver.answer = ({ path, event }) =>
      path === endpoint.path && held && event.aggregate.id !== first.id ? { status: 503 } : { status: 204 };
    const second = await publish();
    await withdraw(second.id);
    await withdraw(first.id);
    const types = (id: string) =>
      receiver.at(endpoint.path).flatMap(({ event }) => (event.aggregate.id === id ? [event.type] : []));
    await eventually('the other record goes on', () => types(first.id).length === 2);
    await eventually('the held one was tried', () => types(second.id).length > 1);
    expect(types(second.id)).not.toContain('announcement.ended');
    held = false;
    await eventually('the held record goes on', () => types(second.id).includes('announcement.ended'));
    expect(types(second.id).lastIndexOf('announcement.published')).toBeLessThan(
      types(second.id).indexOf('announcement.ended'),
    );
    await removed(endpoint);
  });

  it('fails once it is no longer kept, and the next one of its record goes on', async () => {
    const endpoint = await create();
    receiver.answer = ({ path, event }) =>
      path === endpoint.path && event.type === 'announcement.published' ? { status: 503 } : { status: 204 };
    const { id } = await publish();
    await arrived(endpoint.path);
    await withdraw(id);
    await app.settled();
    await app.testDatabase
      .owner('webhook_event')
      .where({ record_id: id, type: 'announcement.published' })
      .delete();
    const states = (await ended(endpoint, 2)).map(({ eventType, state }) => [eventType, state]);
    expect(Object.fromEntries(states)).toEqual({
      'announcement.published': 'failed',
      'announcement.ended': 'delivered',
    });
    await removed(endpoint);
  });
});

describe('a secret', () => {
  it('signs beside the new one while a rotation overlaps', async () => {
    const endpoint = await create();
    const path = { webhookEndpointId: endpoint.id };
    const rotate = (overlapSeconds: number) =>
      admin().post('/v1/webhook-endpoints/{webhookEndpointId}/rotate-secret', {
        path,
        body: { overlapSeconds },
      });
    const second = await rotate(86_400);
    expect(second.previousSecretExpiresAt).not.toBeNull();
    await publish();
    const [both] = await arrived(endpoint.path);
    for (const secret of [endpoint.secret, second.secret]) verified(both as never, secret);
    const third = await rotate(0);
    await publish();
    const [, one] = await arrived(endpoint.path, 2);
    verified(one as never, third.secret);
    for (const { secret } of [endpoint, second]) expect(() => verified(one as never, secret)).toThrow();
    expect(JSON.stringify(await shown(endpoint))).not.toContain('whsec_');
    await removed(endpoint);
  });
});

describe('what was sent', () => {
  it('is sent again by a time or by delivery, with its id', async () => {
    const from = new Date(Date.now() - 60_000).toISOString();
    const to = new Date(Date.now() + 60_000).toISOString();
    const { id } = await publish();
    await app.settled();
    // The range has also what happened before the endpoint existed.
    const endpoint = await create();
    const { replayed } = await replay(endpoint, { from, to });
    const log = await ended(endpoint, replayed);
    expect(log.every(({ cause, state }) => cause === 'replay' && state === 'delivered')).toBe(true);
    const of = () => receiver.at(endpoint.path).filter(({ event }) => event.aggregate.id === id);
    expect(of()).toHaveLength(1);
    const [first] = log.filter(({ eventId }) => eventId === of()[0]?.event.id);
    expect(await replay(endpoint, { deliveryIds: [first?.id ?? ''] })).toEqual({ replayed: 1 });
    await ended(endpoint, replayed + 1);
    const [before, after] = of();
    expect(after?.body).toBe(before?.body);
    const other = await create();
    await expect(replay(other, { deliveryIds: [first?.id ?? ''] })).rejects.toMatchObject({
      code: 'not_found',
    });
    await Promise.all([removed(endpoint), removed(other)]);
  });

  it('is forgotten when it is old, with its attempts', async () => {
    const endpoint = await create();
    await publish();
    await ended(endpoint, 1);
    const old = new Date(Date.now() - (KEEP_DAYS + 1) * 86_400_000);
    const { owner } = app.testDatabase;
    await owner('webhook_delivery').where({ endpoint_id: endpoint.id }).update({ created_at: old });
    const [kept, gone] = await owner('webhook_event').orderBy('id', 'desc').limit(2);
    await owner('webhook_event').where({ id: gone.id }).update({ occurred_at: old });
    await tidy(app.database);
    expect(await deliveries(endpoint)).toEqual([]);
    const left = await owner('webhook_event').whereIn('id', [kept.id, gone.id]);
    expect(left.map(({ id }) => id)).toEqual([kept.id]);
    await removed(endpoint);
  });
});

describe('a test event', () => {
  it('is sent at once and told in the log', async () => {
    const endpoint = await create();
    const path = { webhookEndpointId: endpoint.id };
    const begun = await admin().post('/v1/webhook-endpoints/{webhookEndpointId}/test', { path });
    const [got] = await arrived(endpoint.path);
    expect(verified(got as never, endpoint.secret)).toMatchObject({
      type: 'webhook.test',
      data: { webhookEndpointId: endpoint.id },
    });
    expect(await ended(endpoint, 1)).toMatchObject([{ id: begun.id, cause: 'test', state: 'delivered' }]);
    await removed(endpoint);
  });
});

describe('an endpoint that fails', () => {
  it('for long is paused with a notice, and goes on when it is resumed', async () => {
    const endpoint = await create();
    let down = true;
    receiver.answer = ({ path }) => ({ status: path === endpoint.path && down ? 500 : 204 });
    const { id } = await publish();
    await eventually('it fails', async () => (await shown(endpoint)).failingSince !== null);
    await app.testDatabase
      .owner('webhook_endpoint')
      .where({ id: endpoint.id })
      .update({ failing_since: new Date(Date.now() - 4 * 86_400_000) });
    const paused = await eventually('it is paused', async () => {
      const now = await shown(endpoint);
      return now.state === 'paused' && now;
    });
    expect(paused).toMatchObject({ pauseReason: 'failing', pausedAt: expect.any(String) });
    const mail = await eventually('the notice', async () => {
      const reply = await fetch(`${app.url}/dev/messages?to=hospital_admin.1@test.example`);
      const { data } = (await reply.json()) as { data: { body: string }[] };
      return data.find(({ body }) => body.includes(endpoint.id));
    });
    expect(mail.body).toContain('127.0.0.1');
    expect(mail.body).not.toContain(endpoint.path);
    const missed = await publish();
    await app.settled();
    await expect(
      replay(endpoint, { from: '2026-01-01T00:00:00Z', to: '2099-01-01T00:00:00Z' }),
    ).rejects.toMatchObject({ code: 'unprocessable' });
    down = false;
    const before = receiver.at(endpoint.path).length;
    expect(await patch(endpoint, { state: 'active' })).toMatchObject({ state: 'active', failingSince: null });
    await ended(endpoint, 1);
    const got = receiver.at(endpoint.path).slice(before);
    expect(got.map(({ event }) => event.aggregate.id)).toEqual([id]);
    // What happened meanwhile is not lost either: it can be asked for.
    expect(
      (await replay(endpoint, { from: paused.pausedAt ?? '', to: '2099-01-01T00:00:00Z' })).replayed,
    ).toBe(1);
    await arrived(endpoint.path, before + 2);
    expect(receiver.at(endpoint.path).at(-1)?.event.aggregate.id).toBe(missed.id);
    const { rows } = await app.testDatabase.owner.raw(
      `select type from outbox_event where aggregate_id = ? order by position`,
      [endpoint.id],
    );
    expect(rows.map(({ type }: { type: string }) => type)).toEqual([
      'webhook_endpoint.paused',
      'webhook_endpoint.resumed',
    ]);
    await removed(endpoint);
  });

  it('is paused at once where it says that it is gone', async () => {
    const endpoint = await create();
    receiver.answer = ({ path }) => ({ status: path === endpoint.path ? 410 : 204 });
    await publish();
    await eventually('it is paused', async () => (await shown(endpoint)).pauseReason === 'gone');
    expect(receiver.at(endpoint.path)).toHaveLength(1);
    await removed(endpoint);
  });

  it('leaves an attempt of a process that died to be made again', async () => {
    const endpoint = await create();
    const unanswered = new Set<string>();
    receiver.answer = ({ path, event }) => {
      if (path === endpoint.path) unanswered.add(event.id);
      return { status: 204 };
    };
    await publish();
    const [first] = await ended(endpoint, 1);
    // As a process leaves it that is killed between the request and its record.
    const { owner } = app.testDatabase;
    await owner('webhook_attempt').where({ delivery_id: first?.id }).update({ outcome: null, status: null });
    await owner('webhook_delivery')
      .where({ id: first?.id })
      .update({ state: 'pending', ended_at: null, claimed_until: new Date(Date.now() - 1) });
    await patch(endpoint, { state: 'paused' });
    await patch(endpoint, { state: 'active' });
    const [again] = await ended(endpoint, 1);
    expect(again?.attempts.map(({ outcome }) => outcome)).toEqual([null, 'delivered']);
    expect(unanswered.size).toBe(1);
    await removed(endpoint);
  });
});

describe('the catalogue', () => {
  it('has the events that the AsyncAPI document marks for partners', async () => {
    const file = new URL('../../../../openapi/generated/events.yaml', import.meta.url);
    const { components } = parse(await readFile(file, 'utf8'));
    const marked = Object.values<{ name: string; 'x-partners': boolean }>(components.messages)
      .filter((message) => message['x-partners'])
      .map(({ name }) => name);
    const { data } = await admin().get('/v1/webhook-event-types');
    expect(data.map(({ type }) => type)).toEqual(marked.sort());
    for (const { schema, example } of data) {
      expect(Object.keys(example)).toEqual(expect.arrayContaining(schema.required as string[]));
    }
    const reply = await fetch(`${app.url}/docs/contract.json`);
    const { webhooks } = (await reply.json()) as { webhooks: object };
    expect(Object.keys(webhooks)).toEqual(data.map(({ type }) => type));
  });

  it('is all that an endpoint can choose, at an address that something may be sent to', async () => {
    const refused = (fields: object, pointer: string) =>
      expect(create(fields)).rejects.toMatchObject({ code: 'unprocessable', errors: [{ pointer }] });
    await refused({ eventTypes: ['booking.requested', 'otp.requested'] }, '/eventTypes/1');
    for (const url of [
      'http://example.com/',
      'https://10.0.0.1/',
      'https://0x0a000001/',
      'https://user@example.com/',
    ]) {
      await refused({ url }, '/url');
    }
    const foreign = create({ hospitalId: world.there.hospital.id });
    await expect(foreign).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a deactivated hospital', () => {
  it('has its endpoints paused, and they cannot be resumed before it is active', async () => {
    const { id: hospitalId } = world.there.hospital;
    const endpoint = await create({ hospitalId }, world.superAdmin);
    const path = { hospitalId };
    await world.superAdmin.patch('/v1/hospitals/{hospitalId}', { path, body: { active: false } });
    const hook = { path: { webhookEndpointId: endpoint.id } };
    await eventually('it is paused', async () => {
      const now = await world.superAdmin.get('/v1/webhook-endpoints/{webhookEndpointId}', hook);
      return now.pauseReason === 'hospital_deactivated';
    });
    const resume = world.superAdmin.patch('/v1/webhook-endpoints/{webhookEndpointId}', {
      ...hook,
      body: { state: 'active' },
    });
    await expect(resume).rejects.toMatchObject({ code: 'unprocessable' });
  });
});

it('has 50 endpoints at most, also when more are made at once', async () => {
  const kiwi = admin();
  const { data } = await kiwi.get('/v1/webhook-endpoints', { query: { limit: 100 } });
  const room = 50 - data.length;
  const made = await Promise.allSettled(Array.from({ length: room + 4 }, () => create({}, kiwi)));
  expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(room);
  expect(made.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'unprocessable', message: expect.stringContaining('50 endpoints') },
  });
});
