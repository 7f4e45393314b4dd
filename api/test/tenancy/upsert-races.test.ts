import { Kiwimesh, memoryStore } from '@kiwimesh/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { passwordMatches } from '../../src/features/identity/passwords/hashing.ts';
import type { TestApp } from '../support/app.ts';
import { atOnce, CONCURRENT, done } from '../support/at-once.ts';
import { recordsThatNameNobody } from '../support/tenants/recorded-rows.ts';
import { upsertsUnder } from '../support/tenants/written-rows.ts';
import { startTestWorld } from '../support/worlds/standard-world.ts';
import { PASSWORD, type Signed, signIn, type World } from '../support/worlds/world.ts';

/*
 * Each operation behind which several callers may write the same new row, called several times concurrently through
 * HTTP. The replies must agree with the row in the table, and the outbox and the audit log must name rows that exist.
 */

let app: TestApp;
let world: World;
let superAdmin: Kiwimesh;

/** A client without a timeout: on a busy machine the last of the imports with passwords is slow. */
const patient = () => new Kiwimesh({ baseUrl: app.url, store: memoryStore(), timeoutMs: 100_000 });

beforeAll(async () => {
  ({ app, world } = await startTestWorld({ env: { KIWIMESH_LIMIT_ADDRESS: '0' } }));
  superAdmin = patient();
  await superAdmin.login(app.superAdmin);
});
afterAll(() => app?.stop());

/** One record, replaced several times at once: each reply has a version of its own, from `first` on. @returns the last. */
async function replaced<T extends { readonly version: number }>(
  first: number,
  fire: (nth: number) => Promise<T>,
): Promise<T> {
  const replies = done(await atOnce(fire)).sort((a, b) => a.version - b.version);
  expect(replies.map(({ version }) => version)).toEqual(replies.map((_, nth) => nth + first));
  return replies.at(-1) as T;
}

const table = (name: string) => app.testDatabase.owner(name);
const here = () => world.here;
const resident = (index: number): Signed => here().community.residents[index] as Signed;

async function eventsOf(type: string, aggregateId: string): Promise<number> {
  return (await table('outbox_event').where({ type, aggregate_id: aggregateId })).length;
}

interface Race {
  readonly operation: string;
  /** Files of `api/src/features` whose upserts it reaches. */
  readonly of: readonly string[];
  run(): Promise<void>;
}

type ImportKind = 'hospitals' | 'communities' | 'staff' | 'residents';

/** Several imports of the same rows, each in another order. */
function importRace(kind: ImportKind, row: (nth: number) => Record<string, string>): Race {
  return {
    operation: `importRows of ${kind}`,
    of: ['organisations/imports/engine.ts'],
    async run() {
      const rows = Array.from({ length: 12 }, (_, nth) => row(nth));
      const orders = Array.from({ length: CONCURRENT }, (_, nth) => [
        ...rows.slice(nth),
        ...rows.slice(0, nth),
      ]);
      const replies = done(
        await atOnce((nth) =>
          superAdmin.post('/v1/imports/{kind}', {
            path: { kind },
            body: { rows: orders[nth] ?? [] },
          }),
        ),
      );
      const entity = {
        hospitals: 'hospital',
        communities: 'community',
        staff: 'staff',
        residents: 'resident',
      }[kind];
      const ids = new Map<string, Set<string>>();
      let created = 0;
      for (const [nth, { results }] of replies.entries()) {
        for (const [at, result] of results.entries()) {
          expect(result, JSON.stringify(result.errors)).toMatchObject({
            status: expect.stringMatching(/^(created|unchanged)$/),
          });
          if (result.status === 'created') created += 1;
          const name = orders[nth]?.[at]?.name ?? '';
          ids.set(name, (ids.get(name) ?? new Set()).add(result.id ?? ''));
        }
      }
      expect(created).toBe(rows.length);
      for (const [name, named] of ids) {
        const kept = await table(entity).where({ name }).select('id');
        expect(kept).toHaveLength(1);
        expect([...named]).toEqual([kept[0].id]);
        expect(await eventsOf(`${entity}.created`, kept[0].id)).toBe(1);
      }
    },
  };
}

const races: readonly Race[] = [
  importRace('residents', (nth) => ({
    name: `Raced ${nth}`,
    phone: `+919300001${String(nth).padStart(3, '0')}`,
    community: 'Community here',
  })),
  importRace('staff', (nth) => ({
    name: `Raced nurse ${nth}`,
    role: 'nurse',
    email: `raced.${nth}@test.example`,
    hospital: 'Hospital here',
    ...(nth < 3 ? { password: PASSWORD } : {}),
  })),
  importRace('communities', (nth) => ({ name: `Raced community ${nth}` })),
  {
    ...importRace('hospitals', (nth) => ({
      name: `Raced hospital ${nth}`,
      communities: 'Community here; Community there',
    })),
    of: ['organisations/imports/engine.ts', 'organisations/sites/links.ts'],
  },
  {
    operation: 'importRows that change the same rows in different orders',
    of: ['organisations/imports/engine.ts'],
    async run() {
      const rows = Array.from({ length: 40 }, (_, nth) => ({
        name: `Ordered ${nth}`,
        phone: `+919300002${String((nth * 17) % 40).padStart(3, '0')}`,
        community: 'Community here',
      }));
      const sent = (nth: number) => {
        const units = rows.map((row) => ({ ...row, unit: `U-${nth}` }));
        return nth % 2 === 0 ? units : units.reverse();
      };
      const post = (nth: number) =>
        superAdmin.post('/v1/imports/{kind}', {
          path: { kind: 'residents' },
          body: { rows: sent(nth) },
        });
      await post(CONCURRENT);
      const replies = done(await atOnce(post));
      const statuses = new Set(replies.flatMap(({ results }) => results.map(({ status }) => status)));
      expect([...statuses]).toEqual(['updated']);
      const kept = await table('resident').where('name', 'like', 'Ordered %');
      expect(kept.map(({ version }) => version)).toEqual(rows.map(() => 1 + CONCURRENT));
    },
  },
  {
    operation: 'putHospitalService',
    of: ['organisations/sites/hospital-services.ts'],
    async run() {
      const path = { hospitalId: here().hospital.id, serviceType: 'physiotherapy' };
      const last = await replaced(1, (nth) =>
        superAdmin.put('/v1/hospitals/{hospitalId}/services/{serviceType}', {
          path,
          body: { enabled: true, capacity: nth + 1, hours: null },
        }),
      );
      const kept = await table('hospital_service')
        .where({ hospital_id: path.hospitalId, service_type: path.serviceType })
        .first();
      expect(last).toMatchObject({ version: kept.version, capacity: kept.capacity });
    },
  },
  {
    operation: 'putSettings',
    of: ['system/settings/service.ts'],
    async run() {
      const { version, audit } = await replaced(2, (nth) =>
        superAdmin.put('/v1/system/settings', { body: { audit: { retentionDays: 1000 + nth } } }),
      );
      expect(await superAdmin.get('/v1/system/settings')).toMatchObject({ version, audit });
      expect(await eventsOf('settings.changed', 'platform')).toBe(CONCURRENT);
    },
  },
  {
    operation: 'linkCommunity',
    of: ['organisations/sites/links.ts'],
    async run() {
      const path = { hospitalId: here().hospital.id, communityId: world.there.community.id };
      const before = await eventsOf('hospital.linked', path.hospitalId);
      done(
        await atOnce(() => superAdmin.put('/v1/hospitals/{hospitalId}/communities/{communityId}', { path })),
      );
      expect(await eventsOf('hospital.linked', path.hospitalId)).toBe(before + 1);
      await superAdmin.delete('/v1/hospitals/{hospitalId}/communities/{communityId}', { path });
    },
  },
  {
    operation: 'requestMyErasure',
    of: ['privacy/service.ts'],
    async run() {
      const { kiwi, id } = resident(1);
      const replies = done(await atOnce(() => kiwi.post('/v1/me/erasure', { body: { confirm: 'erase' } })));
      const kept = await table('erasure').where({ resident_id: id }).first();
      const due = new Set(replies.map(({ dueAt }) => dueAt));
      expect([...due]).toEqual([(kept.due_at as Date).toISOString()]);
      expect(await eventsOf('resident.erasure_requested', id)).toBe(1);
      await kiwi.delete('/v1/me/erasure', {});
    },
  },
  {
    operation: 'registerDevice, and pushes of one key to it',
    of: ['devices/registry.ts', 'devices/pushes.ts'],
    async run() {
      const { id, kiwi } = here().hospital.paramedic;
      const body = { kind: 'fcm', token: 'registration-token-of-a-race' } as const;
      const replies = done(await atOnce(() => kiwi.post('/v1/devices', { body })));
      const kept = await table('push_device').where({ staff_id: id }).select('id');
      expect(kept).toHaveLength(1);
      expect([...new Set(replies.map((device) => device.id))]).toEqual([kept[0].id]);
      const person = { kind: 'staff', id } as const;
      const what = { line: 'news', ids: {}, urgency: 'normal', ttlSeconds: 600, key: 'race:1' } as const;
      const pushed = await Promise.all(
        Array.from({ length: CONCURRENT }, () =>
          app.database.asSystem('test', (uow) => app.app.features.devices.push(uow, { person, ...what })),
        ),
      );
      expect(pushed.flat()).toEqual([kept[0].id]);
      expect(await table('push_delivery').where({ device_id: kept[0].id })).toHaveLength(1);
    },
  },
  {
    operation: 'setNotificationPreferences',
    of: ['notifications/preferences/service.ts'],
    async run() {
      const { id, kiwi } = here().hospital.paramedic;
      const replies = done(
        await atOnce((nth) =>
          kiwi.put('/v1/notification-preferences', {
            body: { classes: [], quietHours: { from: '22:00', to: `0${nth}:00` } },
          }),
        ),
      );
      expect(replies.map(({ quietHours }) => quietHours?.to)).toEqual(replies.map((_, nth) => `0${nth}:00`));
      const kept = await table('notification_preference').where({ staff_id: id });
      expect(kept).toHaveLength(1);
      expect((await kiwi.get('/v1/notification-preferences')).quietHours?.to).toBe(kept[0].quiet_to);
    },
  },
  {
    operation: 'setNotificationText',
    of: ['notifications/templates/hospital-texts.ts'],
    async run() {
      const path = { hospitalId: here().hospital.id, template: 'work_moved', language: 'en' };
      const { version, title } = await replaced(1, (nth) =>
        superAdmin.put('/v1/hospitals/{hospitalId}/notification-texts/{template}/{language}', {
          path,
          body: { title: `Title ${nth}` },
        }),
      );
      const rows = await table('hospital_notification_text').where({ hospital_id: path.hospitalId });
      expect(rows).toMatchObject([{ version, title }]);
    },
  },
  {
    operation: 'receiveMessageReport, of one event',
    of: ['inbound/intake.ts', 'inbound/messages/progress.ts'],
    async run() {
      const body = new TextEncoder().encode('raced');
      const arrival = {
        source: 'messages',
        provider: 'acme',
        eventId: 'raced',
        body,
        recipient: null,
      } as const;
      await Promise.all(Array.from({ length: CONCURRENT }, () => app.app.features.inbound.receive(arrival)));
      const kept = await table('inbound_webhook').where({ provider: 'acme' });
      expect(kept.map(({ repeats }) => repeats)).toEqual([CONCURRENT - 1]);
    },
  },
  {
    operation: 'receiveMessage, of the first STOP of a phone',
    of: ['inbound/intake.ts', 'inbound/messages/opt-outs.ts'],
    async run() {
      await atOnce(async (nth) => {
        const eventId = `SM${String(nth).padStart(32, '0')}`;
        const form = { MessageSid: eventId, SmsStatus: 'received', From: '+919812399999', Body: 'stop' };
        const body = new TextEncoder().encode(new URLSearchParams(form).toString());
        const arrival = { source: 'replies', provider: 'twilio', eventId, body, recipient: null } as const;
        await app.app.features.inbound.receive(arrival);
      });
      await app.settled();
      expect(await table('message_opt_out').pluck('stopped')).toEqual([true]);
    },
  },
  {
    operation: 'updateMyPosition',
    of: ['organisations/sites/positions.ts'],
    async run() {
      const email = 'first.position@test.example';
      const { id } = await superAdmin.post('/v1/staff', {
        body: {
          role: 'paramedic',
          name: 'P',
          email,
          password: PASSWORD,
          hospitalId: here().hospital.id,
          onDuty: true,
        },
      });
      const kiwi = await signIn(app.url, { email, password: PASSWORD });
      const started = Date.now() - 60_000;
      done(
        await atOnce((nth) =>
          kiwi.put('/v1/me/position', {
            body: { latitude: 10 + nth, longitude: 77, recordedAt: new Date(started + nth).toISOString() },
          }),
        ),
      );
      const kept = await table('staff_position').where({ staff_id: id }).first();
      expect(kept).toMatchObject({ latitude: 10 + CONCURRENT - 1 });
    },
  },
  {
    operation: 'putUnitOutOfService',
    of: ['units/service.ts'],
    async run() {
      const { id: unitId } = here().hospital.paramedic;
      const { kiwi } = here().hospital.admin;
      const path = { unitId };
      const replies = done(
        await atOnce((nth) =>
          kiwi.post('/v1/units/{unitId}/out-of-service', { path, body: { reason: `Reason ${nth}` } }),
        ),
      );
      const versions = replies.map(({ version }) => version).sort((a, b) => a - b);
      expect(versions).toEqual(Array.from({ length: CONCURRENT }, (_, nth) => nth + 2));
      const kept = await kiwi.get('/v1/units/{unitId}', { path });
      expect(kept.version).toBe(CONCURRENT + 1);
      const since = new Set(replies.map(({ outOfService }) => outOfService?.since));
      expect([...since]).toEqual([kept.outOfService?.since]);
      await kiwi.post('/v1/units/{unitId}/in-service', { path });
    },
  },
  {
    operation: 'reportBookingPosition',
    of: ['booking/live/positions.ts', 'organisations/sites/positions.ts'],
    async run() {
      const { id: staffId, kiwi } = here().hospital.nurse;
      const { id: bookingId } = await superAdmin.post('/v1/bookings', {
        body: { serviceType: 'first_aid', residentId: resident(0).id, hospitalId: here().hospital.id },
      });
      await table('booking').where({ id: bookingId }).update({
        state: 'en_route',
        assignee_kind: 'staff',
        assignee_staff_id: staffId,
        assignee_name: 'nurse',
      });
      const started = Date.now() - 50_000;
      done(
        await atOnce((nth) =>
          kiwi.post('/v1/bookings/{bookingId}/positions', {
            path: { bookingId },
            body: { latitude: 20 + nth, longitude: 77, recordedAt: new Date(started + nth).toISOString() },
          }),
        ),
      );
      const kept = await table('booking_position').where({ booking_id: bookingId }).first();
      expect(kept).toMatchObject({ latitude: 20 + CONCURRENT - 1 });
    },
  },
  {
    operation: 'changeMyPassword',
    of: ['identity/passwords/credentials.ts'],
    async run() {
      const { id: staffId, kiwi } = here().hospital.nurse;
      const before = await eventsOf('staff.password_changed', staffId);
      const passwords = Array.from({ length: CONCURRENT }, (_, nth) => `umbrellas of the ${nth} monsoon`);
      const outcomes = await atOnce((nth) =>
        kiwi.put('/v1/me/password', {
          body: { currentPassword: PASSWORD, newPassword: passwords[nth] ?? '' },
        }),
      );
      const kept = await table('staff_credential').where({ staff_id: staffId }).first();
      const matches = await Promise.all(
        passwords.map((password) => passwordMatches(kept.password_hash, password)),
      );
      // The stored password is one whose change was confirmed.
      const standing = outcomes.filter((_, nth) => matches[nth]);
      expect(standing).toHaveLength(1);
      expect(standing[0]).toHaveProperty('ok');
      const confirmed = outcomes.filter((outcome) => 'ok' in outcome).length;
      expect(await eventsOf('staff.password_changed', staffId)).toBe(before + confirmed);
    },
  },
  {
    operation: 'beginTotp',
    of: ['identity/second-factor/second-factor.ts'],
    async run() {
      const { id, kiwi } = here().hospital.paramedic;
      const replies = done(await atOnce(() => kiwi.post('/v1/me/totp', {})));
      expect(replies).toHaveLength(CONCURRENT);
      expect(await table('staff_totp').where({ staff_id: id })).toHaveLength(1);
    },
  },
  {
    operation: 'startNeighbourhoodResponse',
    of: ['neighbourhood/responses/service.ts'],
    async run() {
      const { id: bookingId } = await superAdmin.post('/v1/bookings', {
        body: { serviceType: 'ambulance', residentId: resident(0).id },
      });
      const path = { bookingId };
      const replies = done(
        await atOnce(() =>
          superAdmin.post('/v1/bookings/{bookingId}/neighbourhood-response', { path, body: {} }),
        ),
      );
      const [kept] = await table('neighbourhood_response').where({ booking_id: bookingId });
      expect(replies.map(({ id }) => id)).toEqual(replies.map(() => kept.id));
      expect(await eventsOf('neighbourhood.response_requested', kept.id)).toBe(1);
    },
  },
  {
    operation: 'declareMySkill and setMyVolunteering',
    of: ['neighbourhood/volunteers/service.ts'],
    async run() {
      const { id, kiwi } = resident(2);
      const expiresOn = `${new Date().getUTCFullYear() + 1}-12-31`;
      const replies = done(
        await atOnce(async (nth) => {
          if (nth % 2 === 1) await kiwi.put('/v1/me/volunteering', { body: { available: true } });
          return kiwi.put('/v1/me/skills/{skill}', {
            path: { skill: 'first_aid' },
            body: { certifiedOn: '2020-01-01', expiresOn, consent: true },
          });
        }),
      );
      const [kept] = await table('volunteer_skill').where({ resident_id: id });
      expect(new Set(replies.map((reply) => reply.id))).toEqual(new Set([kept.id]));
      expect(kept.version).toBe(CONCURRENT);
      expect(await table('volunteer').where({ resident_id: id })).toHaveLength(1);
    },
  },
  {
    operation: 'login with a wrong password',
    of: ['identity/lockout/guard.ts'],
    async run() {
      const login = { email: 'nobody.at.all@test.example', password: 'not the right one' };
      const outcomes = await atOnce(() => patient().login(login));
      for (const outcome of outcomes) {
        expect('refused' in outcome ? outcome.refused : 'signed in').toMatch(
          / (invalid_credentials|sign_in_locked)$/,
        );
      }
    },
  },
];

describe('several concurrent requests', () => {
  it.each(races)('$operation', async ({ run }) => {
    await run();
    await app.settled();
    await app.app.sealer.sealAll();
    expect(await recordsThatNameNobody(app.testDatabase.owner)).toEqual([]);
  });

  it('covers each file that inserts rows which may exist already', () => {
    const covered = new Set(races.flatMap(({ of }) => of));
    const elsewhere = new Set([
      // The device's token is made by the client and stored at the end of a sign-in: one-time-codes.test.ts.
      'identity/codes/service.ts',
      // The id is the message's own; a job that runs again keeps it once: sandbox-messages.test.ts.
      'identity/codes/sandbox-messages.ts',
      // Written under the lock of the response that it is for: neighbourhood.test.ts.
      'booking/linked/request.ts',
      // Concurrent reservations of several processes: llm.test.ts.
      'llm/ledger.ts',
      // An event that is delivered again: notifications.test.ts.
      'notifications/inbox/notify.ts',
      // A mail that two runs of its job have sent: digests.test.ts.
      'notifications/digest/digests.ts',
      // A message that several processes have sent: message-costs.test.ts.
      'message-costs/service.ts',
    ]);
    const written = upsertsUnder(new URL('../../src/features', import.meta.url).pathname);
    expect(written.filter((file) => !covered.has(file) && !elsewhere.has(file))).toEqual([]);
    expect([...covered, ...elsewhere].filter((file) => !written.includes(file))).toEqual([]);
  });
});
