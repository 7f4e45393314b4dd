import type { Kiwimesh } from '@kiwimesh/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { eventually } from '../support/eventually.ts';
import { folderWith } from '../support/temporary-folder.ts';
import { PASSWORD, signIn } from '../support/worlds/world.ts';

/** A service with short clocks, so that the tests do not wait long for real timers. */
const QUICK = `
id: quick
version: 1
names: { en: Quick }
descriptions: { en: A service with short clocks. }
modes: [on_demand]
fulfilledBy: { kind: staff, roles: [paramedic] }
requiresLocation: false
permissions:
  request: [hospital_admin]
  assign: [hospital_admin]
  move: [assignee]
  cancel: [hospital_admin]
  relocate: []
sla:
  assignWithin: PT8S
  arriveWithin: PT10S
  escalation: { assign: { notify: [hospital_admins], widenDispatch: true } }
dispatch: { strategy: least_loaded, offerTimeout: PT1S, rounds: 1, retryEvery: PT1S }
paymentTrigger: none
cancellation: { until: in_service }
`;

/** The same without offers, and with clocks that run out before a stopped process is back. */
const MANUAL = QUICK.replace('id: quick', 'id: quick_manual')
  .replace('PT8S', 'PT3S')
  .replace('PT10S', 'PT4S')
  .replace(', widenDispatch: true', '')
  .replace(/dispatch: .*/, 'dispatch: { strategy: manual }');

describe('timers on the real clock', () => {
  /** Serves requests; the timers run in the worker. */
  let app: TestApp;
  let worker: TestApp;
  const policiesDir = folderWith({ 'quick.yaml': QUICK, 'quick_manual.yaml': MANUAL });
  let admin: Kiwimesh;
  let hospital: string;
  let residentId: string;
  const crew: { id: string; kiwi: Kiwimesh }[] = [];

  beforeAll(async () => {
    app = await startTestApp({ policiesDir, env: { KIWIMESH_ROLE: 'serve' } });
    worker = await startTestApp({ policiesDir, on: app, env: { KIWIMESH_ROLE: 'work' } });
    const superAdmin = await signIn(app.url, app.superAdmin);
    const timezone = 'Asia/Kolkata';
    const community = await superAdmin.post('/v1/communities', { body: { name: 'Clocks', timezone } });
    hospital = (await superAdmin.post('/v1/hospitals', { body: { name: 'Clocks', timezone } })).id;
    await superAdmin.put('/v1/hospitals/{hospitalId}/communities/{communityId}', {
      path: { hospitalId: hospital, communityId: community.id },
    });
    const body = { communityId: community.id, name: 'Resident', phone: '+919811112222' };
    residentId = (await superAdmin.post('/v1/residents', { body })).id;
    for (const [index, role] of (['hospital_admin', 'paramedic', 'paramedic'] as const).entries()) {
      const email = `clock.${index}@test.example`;
      const { id } = await superAdmin.post('/v1/staff', {
        body: { role, name: role, email, password: PASSWORD, hospitalId: hospital, onDuty: index > 0 },
      });
      crew.push({ id, kiwi: await signIn(app.url, { email, password: PASSWORD }) });
    }
    admin = crew[0]?.kiwi as Kiwimesh;
  });
  afterAll(async () => {
    await worker?.stop();
    await app?.stop();
  });

  async function timeline(bookingId: string) {
    return (await admin.get('/v1/bookings/{bookingId}/timeline', { path: { bookingId } })).data;
  }

  it('offer to one after the other, record missed clocks and widen the search', async () => {
    const alerts: string[] = [];
    const live = admin.live();
    live.board({ hospitalId: hospital }, { onAlert: ({ type }) => void alerts.push(type) });
    const booking = await admin.post('/v1/bookings', { body: { serviceType: 'quick', residentId } });
    const entries = await eventually('both breaches, and an offer after the search was widened', async () => {
      const found = await timeline(booking.id);
      const kinds = found.map(({ type }) => type);
      const breaches = kinds.filter((type) => type === 'sla_breached');
      const widened = kinds.indexOf('escalated');
      const done = kinds.includes('offers_exhausted') && widened >= 0 && kinds.includes('offered', widened);
      return done && breaches.length === 2 ? found : undefined;
    });
    const types = entries.map(({ type }) => type);
    // On a slow machine the assign clock runs out before the offers are exhausted.
    const search = ['requested', 'offered', 'offer_expired', 'offered', 'offer_expired', 'offers_exhausted'];
    const untilBreach = types.slice(0, types.indexOf('sla_breached')).slice(0, search.length);
    expect(untilBreach).toEqual(search.slice(0, untilBreach.length));
    const offers = (await admin.get('/v1/bookings/{bookingId}/offers', { path: { bookingId: booking.id } }))
      .data;
    expect(new Set(offers.map(({ assignee }) => assignee.id))).toEqual(
      new Set(crew.slice(1).map(({ id }) => id)),
    );
    for (const { type, at, data } of entries) {
      if (type !== 'sla_breached') continue;
      const late = Date.parse(at) - Date.parse(String(data.dueAt));
      expect(late).toBeGreaterThanOrEqual(0);
    }
    await eventually(
      'the alerts of the board',
      () => alerts.includes('offers_exhausted') && alerts.includes('sla_breached'),
    );
    live.close();
    await admin.post('/v1/bookings/{bookingId}/transitions', {
      path: { bookingId: booking.id },
      body: { to: 'cancelled', reason: 'Test over' },
    });
  });

  it('record clocks that ran out while no worker was running', async () => {
    await worker.stop();
    const booking = await admin.post('/v1/bookings', { body: { serviceType: 'quick_manual', residentId } });
    const { testDatabase } = app;
    await eventually('both clocks are due', async () => {
      const { rows } = await testDatabase.owner.raw(
        'select 1 from booking where id = ? and greatest(assign_by, arrive_by) < now()',
        [booking.id],
      );
      return rows.length === 1;
    });
    const before = await testDatabase
      .owner('booking_event')
      .where({ booking_id: booking.id, type: 'sla_breached' });
    expect(before).toEqual([]);
    worker = await startTestApp({ policiesDir, on: app, env: { KIWIMESH_ROLE: 'work' } });
    await eventually('both clocks', async () => {
      const rows = await testDatabase
        .owner('booking_event')
        .where({ booking_id: booking.id, type: 'sla_breached' });
      return rows.length === 2;
    });
  });
});
