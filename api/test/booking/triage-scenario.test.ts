import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TestApp } from '../support/app.ts';
import { eventually } from '../support/eventually.ts';
import { startTestWorld } from '../support/worlds/standard-world.ts';
import type { World } from '../support/worlds/world.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  ({ app, world } = await startTestWorld());
});
afterAll(() => app.stop());

it('from a resident’s words to an ambulance on its way', async () => {
  const { hospital, community } = world.here;
  const resident = community.residents[0]?.kiwi as World['superAdmin'];
  const { paramedic, nurse, admin } = hospital;

  const text = 'papa ko seene mein tez dard hai, paseena aa raha hai aur saans phool rahi hai';
  const triage = await resident.post('/v1/triage', { body: { text, context: { ageYears: 64 } } });
  expect(triage).toMatchObject({ recommendedServiceType: 'ambulance', degraded: true });
  expect(triage.urgency).toBeLessThanOrEqual(2);

  const body = { serviceType: triage.recommendedServiceType, triageId: triage.id, shareWords: true };
  const booking = await resident.post('/v1/bookings', { body });
  expect(booking).toMatchObject({ urgency: triage.urgency, triageId: triage.id });

  const path = { bookingId: booking.id };
  await admin.kiwi.post('/v1/bookings/{bookingId}/transitions', {
    path,
    body: { to: 'assigned', assigneeId: paramedic.id },
  });
  // The crew reads what was said, since the resident shared it.
  const read = await paramedic.kiwi.get('/v1/triage/{triageId}', { path: { triageId: triage.id } });
  expect(read).toMatchObject({ text, bookingId: booking.id });
  const moved = await paramedic.kiwi.post('/v1/bookings/{bookingId}/transitions', {
    path,
    body: { to: 'en_route' },
  });
  expect(moved.state).toBe('en_route');

  await nurse.kiwi.post('/v1/triage/{triageId}/override', {
    path: { triageId: triage.id },
    body: { urgency: 3, reason: 'Normal ECG and vitals on arrival' },
  });
  await eventually('the booking has the new urgency', async () => {
    const { urgency } = await resident.get('/v1/bookings/{bookingId}', { path });
    return urgency === 3;
  });
  const { data } = await resident.get('/v1/bookings/{bookingId}/timeline', { path });
  const types = data.map(({ type }) => type).filter((type) => !type.startsWith('offer'));
  expect(types).toEqual(['requested', 'assigned', 'moved', 'urgency_changed']);
});

it('keeps the words from the hospital when the resident did not share them', async () => {
  const resident = world.here.community.residents[1]?.kiwi as World['superAdmin'];
  const triage = await resident.post('/v1/triage', {
    body: { text: 'I need a blood test', rulesOnly: true },
  });
  await resident.post('/v1/bookings', { body: { serviceType: 'ambulance', triageId: triage.id } });
  const path = { triageId: triage.id };
  const { kiwi } = world.here.hospital.nurse;
  expect(await kiwi.get('/v1/triage/{triageId}', { path })).toMatchObject({ text: null, urgency: 5 });
  expect((await resident.get('/v1/triage/{triageId}', { path })).text).toBe('I need a blood test');
});
