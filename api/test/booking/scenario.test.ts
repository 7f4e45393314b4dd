import type { Kiwimesh } from '@kiwimesh/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../support/app.ts';
import { eventually } from '../support/eventually.ts';
import { folderWith } from '../support/temporary-folder.ts';
import { startTestWorld } from '../support/worlds/standard-world.ts';
import type { Signed, World } from '../support/worlds/world.ts';

/**
 * The main job through the SDK, for every service type: the resident books, a person accepts it, it moves through its
 * states, and every step is in the timeline. No service is named here: the test does what the catalogue says, so a type
 * from a policy file is covered like the shipped ones.
 */
const SHIPPED = [
  'ambulance',
  'blood_test',
  'consultation',
  'first_aid',
  'home_nursing',
  'neighbor_sos',
  'physiotherapy',
  'remote_care',
  'routine_checkup',
];

const EYE_TEST = `
id: eye_test
version: 1
names: { en: Eye test, hi: आँखों की जाँच }
descriptions: { en: A nurse tests your eyes at home., hi: नर्स घर पर आँखों की जाँच करती है। }
modes: [on_demand]
fulfilledBy: { kind: staff, roles: [nurse] }
requiresLocation: true
skips: [en_route]
permissions:
  request: [requester, community_manager, hospital_admin, api_key, super_admin]
  assign: [hospital_admin, api_key, super_admin]
  move: [assignee, hospital_admin, super_admin]
  cancel: [requester, assignee, community_manager, hospital_admin, api_key, super_admin]
  relocate: [requester, assignee, community_manager, hospital_admin, api_key, super_admin]
sla: { assignWithin: PT10M, arriveWithin: PT1H }
dispatch: { strategy: manual }
paymentTrigger: none
cancellation: { until: in_service }
`;

describe('the main job, for every service type', () => {
  let app: TestApp;
  let world: World;
  let resident: Signed;
  const walked: string[] = [];

  const policiesDir = folderWith({ 'eye_test.yaml': EYE_TEST });

  beforeAll(async () => {
    ({ app, world } = await startTestWorld({ policiesDir }));
    resident = world.here.community.residents[0] as Signed;
  });
  afterAll(() => app?.stop());

  it.each([...SHIPPED, 'eye_test'])('%s: booked, taken, carried out, recorded', async (serviceType) => {
    const service = await resident.kiwi.get('/v1/service-types/{serviceType}', { path: { serviceType } });
    const scheduledFor = service.mode === 'slot' ? await freeSlot(resident.kiwi, serviceType) : undefined;
    const booking = await resident.kiwi.post('/v1/bookings', {
      body: { serviceType, ...(scheduledFor ? { scheduledFor } : {}) },
    });
    expect(booking).toMatchObject({
      serviceType,
      state: 'requested',
      residentId: resident.id,
      assignee: null,
    });

    const doer = await take(world, serviceType, booking.id, service.fulfilledBy);
    const states = ['requested', 'assigned'];
    for (;;) {
      const seen = await doer.kiwi.get('/v1/bookings/{bookingId}', { path: { bookingId: booking.id } });
      const next = service.transitions[seen.state]?.find((to) => to !== 'cancelled' && !states.includes(to));
      if (next === undefined) break;
      expect(seen.allowedTransitions).toContain(next);
      const moved = await doer.kiwi.post('/v1/bookings/{bookingId}/transitions', {
        path: { bookingId: booking.id },
        body: { to: next },
      });
      expect(moved.state).toBe(next);
      states.push(next);
    }
    expect(states.at(-1)).toBe('completed');
    expect(service.states.filter((state) => state !== 'cancelled')).toEqual(states);

    const timeline = await resident.kiwi.get('/v1/bookings/{bookingId}/timeline', {
      path: { bookingId: booking.id },
    });
    const steps = timeline.data.filter((entry) => entry.to !== null && entry.to !== entry.from);
    expect(steps.map((entry) => entry.to)).toEqual(states);
    expect(steps.slice(1).every((entry) => entry.actor.id === doer.id || entry.type === 'assigned')).toBe(
      true,
    );
    walked.push(serviceType);
  });

  it('the catalogue lists exactly the types that were walked', async () => {
    const listed = (await resident.kiwi.get('/v1/service-types')).data.map((service) => service.id);
    expect([...listed].sort()).toEqual([...SHIPPED, 'eye_test'].sort());
    expect([...walked].sort()).toEqual([...listed].sort());
  });
});

async function freeSlot(kiwi: Kiwimesh, serviceType: string): Promise<string> {
  const from = new Date(Date.now() + 86_400_000);
  const to = new Date(from.getTime() + 7 * 86_400_000);
  const slots = await kiwi.get('/v1/availability', {
    query: { serviceType, from: from.toISOString(), to: to.toISOString() },
  });
  // A day apart for each type: one person cannot be in two places, and the nurse is one person.
  const index = SHIPPED.indexOf(serviceType);
  const slot = slots.data[Math.floor((slots.data.length * index) / SHIPPED.length)];
  if (slot === undefined) throw new Error(`${serviceType} has no free slot in a week`);
  return slot.start;
}

/** A person comes to hold the booking: a volunteer by accepting the offer, staff assigned by the admin. */
async function take(
  world: World,
  serviceType: string,
  bookingId: string,
  fulfilledBy: { kind: string; roles: readonly string[] },
): Promise<Signed> {
  const { hospital, community } = world.here;
  if (fulfilledBy.kind === 'resident') {
    const volunteer = community.residents[1] as Signed;
    const offer = await eventually(`an offer of ${serviceType}`, async () => {
      const { data } = await volunteer.kiwi.get('/v1/offers', { query: { state: 'open' } });
      return data.find((candidate) => candidate.bookingId === bookingId);
    });
    const reply = await volunteer.kiwi.post('/v1/offers/{offerId}/response', {
      path: { offerId: offer.id },
      body: { answer: 'accept' },
    });
    expect(reply.booking?.assignee).toMatchObject({ kind: 'resident', id: volunteer.id });
    return volunteer;
  }
  const doer = fulfilledBy.roles.includes('paramedic') ? hospital.paramedic : hospital.nurse;
  const assigned = await hospital.admin.kiwi.post('/v1/bookings/{bookingId}/transitions', {
    path: { bookingId },
    body: { to: 'assigned', assigneeId: doer.id },
  });
  expect(assigned).toMatchObject({ state: 'assigned', assignee: { kind: 'staff', id: doer.id } });
  return doer;
}
