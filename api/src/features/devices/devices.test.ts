import type { Kiwimesh, Schema } from '@kiwimesh/sdk';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../../test/support/app.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { startTestWorld } from '../../../test/support/worlds/standard-world.ts';
import { PASSWORD, type Signed, signIn, type World } from '../../../test/support/worlds/world.ts';
import { SANDBOX_TOKENS } from '../../adapters/push/sandbox/fcm.ts';
import { systemScope } from '../../kernel/auth/scope.ts';
import { EffectLedger } from '../../kernel/effects/ledger.ts';
import { createLogger } from '../../kernel/observability/logger.ts';
import { Metrics } from '../../kernel/observability/metrics.ts';
import { pushOnce } from '../../platform/once.ts';
import { type AppTarget, PushError, type PushMessage, type PushPort } from '../../ports/push.ts';
import type { Person } from '../identity/index.ts';
import { PushDelivery } from './models.ts';
import { DeviceRegistry, MAX_DEVICES } from './registry.ts';
import { tidying } from './retention.ts';
import { PushSender } from './sender.ts';

let app: TestApp;
let world: World;
let nurse: Signed;
let resident: Signed;

beforeAll(async () => {
  ({ app, world } = await startTestWorld({ env: { KIWIMESH_LIMIT_ADDRESS: '0' } }));
  nurse = world.here.hospital.nurse;
  resident = world.here.community.residents[0] as Signed;
});
afterAll(() => app?.stop());

let tokens = 0;
const newToken = (prefix = '') => {
  tokens += 1;
  return `${prefix}registration-token-${tokens}`;
};
const register = ({ kiwi }: Pick<Signed, 'kiwi'>, token = newToken()) =>
  kiwi.post('/v1/devices', { body: { kind: 'fcm', token } });
const subscribe = () => world.superAdmin.post('/dev/push-subscriptions');
const registerBrowser = ({ kiwi }: Pick<Signed, 'kiwi'>, subscription: Schema<'PushSubscription'>) =>
  kiwi.post('/v1/devices', { body: { kind: 'web_push', subscription } });
const devicesOf = async ({ kiwi }: Pick<Signed, 'kiwi'>) => (await kiwi.get('/v1/devices')).data;
const idsOf = async (signed: Pick<Signed, 'kiwi'>) => (await devicesOf(signed)).map(({ id }) => id);
const test = (kiwi: Kiwimesh, deviceId: string) =>
  kiwi.post('/v1/devices/{deviceId}/test', { path: { deviceId } });
const shownAt = async (to: string) =>
  (await world.superAdmin.get('/dev/messages', { query: { to } })).data.map(({ body }) => body);
const rows = (table: string) => app.testDatabase.owner(table);
/** In an account of its own, so that signing out ends nothing of the others. */
const another = async (): Promise<Kiwimesh> => {
  const { email } = await rows('staff').where({ id: nurse.id }).first('email');
  return signIn(app.url, { email, password: PASSWORD });
};

describe('a device', () => {
  it('is renewed by registering it again, and listed to its owner alone', async () => {
    const token = newToken();
    const first = await register(nurse, token);
    const again = await register(nurse, token);
    expect(again).toMatchObject({ id: first.id, kind: 'fcm', current: true, lastPush: null });
    expect(again.renewedAt >= first.renewedAt).toBe(true);
    expect(await idsOf(nurse)).toContain(first.id);
    for (const other of [resident, world.here.hospital.admin, { kiwi: world.superAdmin }]) {
      expect(await idsOf(other)).not.toContain(first.id);
      const foreign = other.kiwi.delete('/v1/devices/{deviceId}', { path: { deviceId: first.id } });
      await expect(foreign).rejects.toMatchObject({ status: 404, code: 'not_found' });
    }
  });

  it('belongs to the person who signed in on it last', async () => {
    const token = newToken();
    const before = await register(nurse, token);
    const after = await register(resident, token);
    expect(after.id).not.toBe(before.id);
    expect(await idsOf(nurse)).not.toContain(before.id);
    expect(await idsOf(resident)).toContain(after.id);
  });

  it('is stored sealed, with nothing to push with in the clear', async () => {
    const subscription = await subscribe();
    const { id } = await registerBrowser(nurse, subscription);
    const row = JSON.stringify(await rows('push_device').where({ id }).first(), (_key, value) =>
      value?.type === 'Buffer' ? Buffer.from(value.data).toString('latin1') : value,
    );
    for (const secret of [subscription.endpoint, subscription.keys.auth, subscription.keys.p256dh]) {
      expect(row).not.toContain(secret);
    }
  });

  it.each([
    'https://10.0.0.8/send/1',
    'https://push.internal/send/1',
    'http://push.example.org/send/1',
    'https://user:secret@push.example.org/send/1',
  ])('is refused at an address that nothing is sent to: %s', async (endpoint) => {
    const { keys } = await subscribe();
    const refused = registerBrowser(nurse, { endpoint, keys });
    await expect(refused).rejects.toMatchObject({
      status: 422,
      errors: [{ pointer: '/subscription/endpoint' }],
    });
  });

  it('replaces the one renewed longest ago when there are too many', async () => {
    const { paramedic } = world.here.hospital;
    const oldest = await register(paramedic);
    const second = await register(paramedic);
    await register(paramedic, `registration-token-${tokens - 1}`);
    for (let count = 2; count <= MAX_DEVICES; count += 1) await register(paramedic);
    const left = await idsOf(paramedic);
    expect(left).toHaveLength(MAX_DEVICES);
    expect(left).toContain(oldest.id);
    expect(left).not.toContain(second.id);
  });

  it('goes with its session, and no other device does', async () => {
    const kiwi = await another();
    const kept = await register(nurse);
    const lost = await register({ kiwi });
    expect(await devicesOf(nurse)).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ id: kept.id, current: true }),
        expect.objectContaining({ id: lost.id, current: false }),
      ]),
    );
    await kiwi.post('/v1/auth/logout');
    const left = await idsOf(nurse);
    expect(left).toContain(kept.id);
    expect(left).not.toContain(lost.id);
    expect(await rows('push_device').where({ id: lost.id })).toEqual([]);
  });
});

describe('a test push', () => {
  it('reaches the app and the browser, and is shown with the device', async () => {
    const token = newToken();
    const subscription = await subscribe();
    const devices = [await register(nurse, token), await registerBrowser(nurse, subscription)];
    for (const { id } of devices) await test(nurse.kiwi, id);
    for (const to of [token, subscription.endpoint]) {
      expect(await eventually('the push', async () => (await shownAt(to)).length > 0 && shownAt(to))).toEqual(
        ['Kiwimesh: Notifications work on this device.'],
      );
    }
    const listed = await eventually('both are recorded', async () => {
      const own = (await devicesOf(nurse)).filter(({ id }) => devices.some((each) => each.id === id));
      return own.every(({ lastPush }) => lastPush !== null) && own;
    });
    expect(listed.map(({ lastPush }) => lastPush?.state)).toEqual(['accepted', 'accepted']);
  });

  it('is in the language of the person', async () => {
    const other = world.here.community.residents[1] as Signed;
    await other.kiwi.patch('/v1/me', { body: { language: 'hi' } });
    const token = newToken();
    await test(other.kiwi, (await register(other, token)).id);
    const [line] = await eventually(
      'the push',
      async () => (await shownAt(token)).length > 0 && shownAt(token),
    );
    expect(line).toMatch(/सूचनाएँ/);
  });

  it('drops a device that is gone', async () => {
    const { id } = await register(nurse, newToken(SANDBOX_TOKENS.gone));
    await test(nurse.kiwi, id);
    await eventually('it is dropped', async () => !(await idsOf(nurse)).includes(id));
  });

  it('goes to no device of another person', async () => {
    const { id } = await register(nurse);
    await expect(test(resident.kiwi, id)).rejects.toMatchObject({ status: 404 });
  });
});

describe('a push of another feature', () => {
  const push = (person: Person, key: string) =>
    app.database.run(systemScope('test'), (uow) =>
      app.app.features.devices.push(uow, {
        person,
        line: 'urgent',
        ids: { bookingId: '0193a5f0-7c1e-7000-8000-000000000001' },
        urgency: 'high',
        ttlSeconds: 600,
        key,
      }),
    );
  const outcomes = (person: Person, key: string) =>
    app.database.run(systemScope('test'), (uow) => app.app.features.devices.outcomes(uow, person, key));

  it('reaches every device once, however often it is asked for', async () => {
    const { manager } = world.here.community;
    const person = { kind: 'staff', id: manager.id } as const;
    const token = newToken();
    const subscription = await subscribe();
    const ids = [(await register(manager, token)).id, (await registerBrowser(manager, subscription)).id];
    expect([...(await push(person, 'offer:1'))].sort()).toEqual([...ids].sort());
    expect(await push(person, 'offer:1')).toEqual([]);
    const all = await eventually('both are taken', async () => {
      const now = await outcomes(person, 'offer:1');
      return now.every(({ state }) => state === 'accepted') && now;
    });
    expect(all.map(({ deviceId }) => deviceId).sort()).toEqual([...ids].sort());
    await app.settled();
    expect(await shownAt(token)).toEqual(['Kiwimesh: You are needed now.']);
    expect(await shownAt(subscription.endpoint)).toEqual(['Kiwimesh: You are needed now.']);
  });

  it('reaches no device of a session that ended, and none of a person without one', async () => {
    const kiwi = await another();
    const { id } = await register({ kiwi });
    await kiwi.post('/v1/auth/logout');
    expect(await push({ kind: 'staff', id: nurse.id }, 'offer:2')).not.toContain(id);
    expect(await push({ kind: 'staff', id: world.there.hospital.nurse.id }, 'offer:2')).toEqual([]);
  });
});

describe('a try', () => {
  type Outcome = 'accepted' | PushError;
  /** A push on its way whose service answers by a script, the sender of one process or of another, and what was sent. */
  async function onItsWay(ttlSeconds = 86_400) {
    const device = await register(nurse);
    const id = v7();
    await app.database.run(systemScope('test'), async (uow) => {
      const expiresAt = new Date(uow.now.getTime() + ttlSeconds * 1_000);
      const what = { key: `try:${id}`, line: 'news', ids: {}, urgency: 'normal', state: 'pending' } as const;
      const row = { id, deviceId: device.id, ...what, attempts: 0, createdAt: uow.now, expiresAt };
      await PushDelivery.query(uow.trx).insert(row);
    });
    const answers: (Outcome | Promise<Outcome>)[] = [];
    const sent: PushMessage[] = [];
    const fcm: PushPort<AppTarget> = {
      async send(message) {
        sent.push(message);
        const answer = (await answers.shift()) ?? 'accepted';
        if (answer !== 'accepted') throw answer;
        return { providerMessageId: null };
      },
    };
    const { identity, organisations } = app.app.features;
    const log = createLogger('silent');
    const { database } = app;
    const process = () => {
      const effects = new EffectLedger({ database, worker: () => null });
      const push = { fcm: pushOnce(fcm, effects), webPush: null };
      const sender = new PushSender({ database, push, identity, organisations, metrics: new Metrics(), log });
      return () => sender.send(id);
    };
    return { id, device, answers, sent, send: process(), sendElsewhere: process() };
  }
  /** Another try of which the answer is not given yet. */
  async function underWay(ttlSeconds?: number) {
    const push = await onItsWay(ttlSeconds);
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    push.answers.push(promise);
    const first = push.send();
    await eventually('it is under way', () => push.sent.length === 1);
    const answer = async (outcome: Outcome) => {
      resolve(outcome);
      await first;
    };
    return { ...push, answer };
  }
  const stateOf = (id: string) => rows('push_delivery').where({ id }).first();
  const jobOf = async (id: string) => {
    const jobs = await rows('agenda_job').where({ name: 'send-push' });
    return jobs.find((each) => JSON.stringify(each).includes(id));
  };

  it('waits as long as the push service asks, and is the same push again', async () => {
    const { id, answers, sent, send } = await onItsWay();
    answers.push(new PushError('rate_limited', { retryAfterMs: 3_600_000 }));
    await send();
    expect(await stateOf(id)).toMatchObject({ state: 'pending', attempts: 1 });
    await eventually('the next try is planned', () => jobOf(id));
    await send();
    expect(await stateOf(id)).toMatchObject({ state: 'accepted', attempts: 2 });
    await send();
    expect(sent.map(({ collapseKey }) => collapseKey)).toEqual([sent[0]?.collapseKey, sent[0]?.collapseKey]);
  });

  it('is made by one process at a time, and again where one ended in the middle', async () => {
    const { id, sent, sendElsewhere, answer } = await underWay();
    await sendElsewhere();
    expect(sent).toHaveLength(1);
    await eventually('it is looked at again', () => jobOf(id));
    // As if its process had ended: what came of it is not known.
    const { collapseKey } = sent[0] as PushMessage;
    const effect = rows('external_effect').where({ port: 'push', key: collapseKey });
    expect(await effect.clone().update({ claimed_until: '2026-01-01T00:00:00Z' })).toBe(1);
    await sendElsewhere();
    expect(sent.map((each) => each.collapseKey)).toEqual([collapseKey, collapseKey]);
    await answer(new PushError('unavailable'));
    expect(await stateOf(id)).toMatchObject({ state: 'accepted', attempts: 3 });
    expect(await effect).toMatchObject([{ state: 'done', attempts: 2 }]);
  });

  it('is not made again where its job ended before the outcome was recorded', async () => {
    const { id, sent, send, sendElsewhere } = await onItsWay();
    await send();
    await rows('push_delivery').where({ id }).update({ state: 'pending', ended_at: null });
    await sendElsewhere();
    expect(sent).toHaveLength(1);
    expect(await stateOf(id)).toMatchObject({ state: 'accepted', attempts: 2 });
  });

  it('ends as its service says, also where its time is over meanwhile', async () => {
    const { id, sent, sendElsewhere, answer } = await underWay(60);
    // The next look would come later than its end.
    await rows('push_delivery').where({ id }).update({ attempts: 30 });
    await sendElsewhere();
    expect((await stateOf(id))?.state).toBe('pending');
    await rows('push_delivery').where({ id }).update({ expires_at: app.database.now() });
    await sendElsewhere();
    expect((await stateOf(id))?.state).toBe('failed');
    await answer('accepted');
    expect([(await stateOf(id))?.state, sent.length]).toEqual(['accepted', 1]);
  });

  it('ends when it is worth nothing any more, or can never succeed', async () => {
    const late = await onItsWay(-1);
    await late.send();
    expect([late.sent.length, (await stateOf(late.id))?.state]).toEqual([0, 'failed']);
    const short = await onItsWay(60);
    short.answers.push(new PushError('unavailable', { retryAfterMs: 120_000 }));
    await short.send();
    expect((await stateOf(short.id))?.state).toBe('failed');
    const refused = await onItsWay();
    refused.answers.push(new PushError('rejected'));
    await refused.send();
    expect((await stateOf(refused.id))?.state).toBe('failed');
    const own = await devicesOf(nurse);
    expect(own.find(({ id }) => id === refused.device.id)?.lastPush?.state).toBe('failed');
  });

  it('goes on while our own credentials are refused, and keeps the device', async () => {
    const { id, device, answers, send } = await onItsWay();
    answers.push(new PushError('misconfigured', { providerCode: 'SENDER_ID_MISMATCH' }));
    await send();
    expect((await stateOf(id))?.state).toBe('pending');
    expect(await idsOf(nurse)).toContain(device.id);
  });

  it('is not made for somebody whose session ended in the same moment', async () => {
    const { device, sent, send } = await onItsWay();
    const kiwi = await another();
    const { id: dead } = await register({ kiwi });
    const { session_id } = await rows('push_device').where({ id: dead }).first('session_id');
    await kiwi.post('/v1/auth/logout');
    await rows('push_device').where({ id: device.id }).update({ session_id });
    await send();
    expect(sent).toEqual([]);
    expect(await idsOf(nurse)).not.toContain(device.id);
  });
});

describe('old records', () => {
  it('are removed: devices of sessions that ran out, and pushes after a week', async () => {
    const [kept, lost] = [await register(nurse), await register(nurse)];
    await rows('push_device').where({ id: lost.id }).update({ expires_at: '2026-01-01T00:00:00Z' });
    const push = (id: string, key: string) => ({
      ...{ id, device_id: kept.id, key, line: 'news', ids: '{}', urgency: 'low', state: 'accepted' },
      ...{ created_at: '2026-01-01T00:00:00Z', expires_at: '2026-01-02T00:00:00Z' },
    });
    const [old, recent] = [v7(), v7()];
    await rows('push_delivery').insert({ ...push(old, 'old'), ended_at: '2026-01-01T00:00:00Z' });
    await rows('push_delivery').insert({ ...push(recent, 'recent'), ended_at: app.database.now() });
    await tidying(app.database).run();
    expect(await idsOf(nurse)).toContain(kept.id);
    expect(await rows('push_device').where({ id: lost.id })).toEqual([]);
    expect((await rows('push_delivery').whereIn('id', [old, recent])).map(({ id }) => id)).toEqual([recent]);
  });
});

describe('personal data', () => {
  it('of a resident has the devices, without what one could push with', async () => {
    const token = newToken();
    const { id } = await register(resident, token);
    const exported = await resident.kiwi.get('/v1/me/export');
    expect(exported.devices?.map((each) => each.id)).toContain(id);
    expect(JSON.stringify(exported.devices)).not.toContain(token);
  });
});

describe('an installation without push services', () => {
  it.each([
    ['apps', { kind: 'fcm', token: 'a' }],
    ['browsers', { kind: 'web_push', endpoint: 'https://push.example.org/1', p256dh: '', auth: '' }],
  ] as const)('registers no devices of %s', (kind, target) => {
    const { database, app: product } = app;
    const push = { fcm: null, webPush: null, loopback: false };
    const registry = new DeviceRegistry({ database, identity: product.features.identity, push });
    expect(() => registry.register({} as never, target)).toThrow(`This installation pushes to no ${kind}.`);
  });
});

describe('the key of Web Push', () => {
  it('is public, and the one that browsers of the sandbox take', async () => {
    const { publicKey } = await world.superAdmin.get('/v1/web-push-key');
    expect(Buffer.from(publicKey ?? '', 'base64url')).toHaveLength(65);
  });
});
