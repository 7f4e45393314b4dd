import { v7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { folderWith } from '../../../../test/support/temporary-folder.ts';
import { type BookingWorld, bookingWorld } from '../../../../test/support/worlds/booking-world.ts';
import type { ResidentPrincipal, StaffPrincipal } from '../../../kernel/auth/principal.ts';
import { Triage } from '../../triage/models.ts';
import { TriageService } from '../../triage/service.ts';

const policyWith = (id: string, order: string) => `
id: ${id}
version: 1
names: { en: ${id} }
descriptions: { en: A service of paramedics. }
modes: [on_demand]
fulfilledBy: { kind: staff, roles: [paramedic] }
requiresLocation: false
permissions:
  request: [requester]
  assign: [hospital_admin]
  move: [assignee, hospital_admin]
  cancel: [requester]
  relocate: []
sla: {}
dispatch: { strategy: least_loaded, offerTimeout: PT1M, rounds: 1, retryEvery: PT30S${order} }
paymentTrigger: none
cancellation: { until: completed }
`;

let world: BookingWorld;
let community: string;
let hospital: string;
let admin: StaffPrincipal;
let crew: StaffPrincipal;

const policiesDirectory = folderWith({
  'rescue.yaml': policyWith('rescue', ''),
  'queue.yaml': policyWith('queue', ', order: arrival'),
});

beforeAll(async () => {
  world = await bookingWorld({ policiesDirectory });
});
beforeEach(async () => {
  community = await world.community();
  hospital = await world.hospital([community]);
  admin = await world.staff('hospital_admin', { hospitalId: hospital, onDuty: false });
  crew = await world.staff('paramedic', { hospitalId: hospital });
});
afterAll(() => world?.close());

/** An assessment as triage stores it. */
async function assessed(resident: ResidentPrincipal, urgency: 1 | 2 | 3 | 4 | 5): Promise<string> {
  const row = await world.db.database.run(resident, async (uow) =>
    Triage.query(uow.trx).insert({
      id: v7(),
      residentId: resident.id,
      communityId: resident.communityId,
      hospitalId: null,
      bookingId: null,
      createdByKind: 'resident',
      createdById: resident.id,
      wordsShared: false,
      language: 'en',
      urgency,
      rulesFloor: urgency,
      insufficient: false,
      degraded: false,
      text: 'words',
      assessment: { findings: [], redFlags: [], questions: [], advice: [], recommendedServiceType: 'rescue' },
      decision: {
        knowledgeVersion: 'test',
        prompt: null,
        provider: null,
        model: null,
        source: 'rules',
        modelUrgency: null,
        droppedFindings: 0,
        attempts: [],
        candidates: [],
        costMicros: 0,
        latencyMs: 1,
      },
      version: 1,
      createdAt: uow.now,
    }),
  );
  return row.id;
}

/** A waiting booking of another resident, with this urgency. */
async function waiting(serviceType: string, urgency: 1 | 2 | 3 | 4 | 5 | null): Promise<string> {
  const resident = await world.resident(community);
  const triageId = urgency === null ? undefined : await assessed(resident, urgency);
  const { booking } = await world.feature.service.create(resident, { serviceType, triageId });
  await world.settle();
  return booking.id;
}

/** Makes the only crew free again and lets the searches that wait go on. */
async function free(occupying: string): Promise<void> {
  const move = (to: 'en_route' | 'in_service' | 'completed') =>
    world.feature.service.transition(admin, occupying, { to, reason: 'test' });
  for (const to of ['en_route', 'in_service', 'completed'] as const) await move(to);
  await world.settle();
}

async function occupy(serviceType: string): Promise<string> {
  const id = await waiting(serviceType, null);
  const { data } = await world.feature.service.listOwnOffers(crew, 'open', { limit: 1 });
  await world.feature.service.respondToOffer(crew, data[0]?.row.id ?? '', { answer: 'accept' });
  await world.settle();
  return id;
}

const offered = async () => {
  const { data } = await world.feature.service.listOwnOffers(crew, 'open', { limit: 50 });
  return data.map(({ row }) => row.bookingId);
};

describe('bookings that wait for the same crew', () => {
  it('are offered by urgency, whichever search goes on first', async () => {
    const occupying = await occupy('rescue');
    await waiting('rescue', 4);
    await waiting('rescue', null);
    const first = await waiting('rescue', 1);
    await free(occupying);
    await world.pass(30_000);
    expect(await offered()).toEqual([first]);
  });

  it('are offered as their searches go on where the policy says so', async () => {
    const occupying = await occupy('queue');
    const late = await waiting('queue', 4);
    await waiting('queue', 1);
    await free(occupying);
    await world.pass(30_000);
    expect(await offered()).toContain(late);
  });

  it('are offered by what a person decided instead', async () => {
    const occupying = await occupy('rescue');
    const resident = await world.resident(community);
    const triageId = await assessed(resident, 4);
    const { booking } = await world.feature.service.create(resident, { serviceType: 'rescue', triageId });
    await waiting('rescue', 3);
    const triage = new TriageService({
      database: world.db.database,
      organisations: world.organisations,
      system: {} as never,
      assessor: {} as never,
    });
    await triage.override(admin, triageId, { urgency: 1, reason: 'Seen on video' }, undefined);
    await world.settle();
    expect((await world.feature.service.get(admin, booking.id)).booking.urgency).toBe(1);
    await free(occupying);
    await world.pass(30_000);
    expect(await offered()).toEqual([booking.id]);
  });
});

it('a booking needs an assessment of the same resident that led to no other', async () => {
  const [one, two] = [await world.resident(community), await world.resident(community)];
  const triageId = await assessed(one, 2);
  const make = (resident: ResidentPrincipal) =>
    world.feature.service.create(resident, { serviceType: 'rescue', triageId });
  await expect(make(two)).rejects.toMatchObject({ code: 'not_found' });
  await make(one);
  await expect(make(one)).rejects.toMatchObject({
    code: 'unprocessable',
    errors: [{ pointer: '/triageId' }],
  });
});
