import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { folderWith } from '../../../../test/support/temporary-folder.ts';
import {
  type BookingWorld,
  bookingWorld,
  paramedicPolicy,
} from '../../../../test/support/worlds/booking-world.ts';
import { insertTriage } from '../../../../test/support/worlds/triage-rows.ts';
import type { ResidentPrincipal, StaffPrincipal } from '../../../kernel/auth/principal.ts';
import type { Urgency } from '../../triage/engine/types.ts';

const searching = (more: string) =>
  `{ strategy: least_loaded, offerTimeout: PT1M, rounds: 1, retryEvery: PT30S${more} }`;

let world: BookingWorld;
let community: string;
let hospital: string;
let admin: StaffPrincipal;
let crew: StaffPrincipal;

const policiesDirectory = folderWith({
  'rescue.yaml': paramedicPolicy('rescue', searching('')),
  'queue.yaml': paramedicPolicy('queue', searching(', order: arrival')),
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

async function assessed(resident: ResidentPrincipal, urgency: Urgency): Promise<string> {
  const about = { residentId: resident.id, communityId: resident.communityId, urgency };
  return world.db.database.run(resident, (uow) => insertTriage(uow, about));
}

/** A waiting booking of another resident, with this urgency. */
async function waiting(serviceType: string, urgency: Urgency | null): Promise<string> {
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
    await world.triage.override(admin, triageId, { urgency: 1, reason: 'Seen on video' }, undefined);
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
