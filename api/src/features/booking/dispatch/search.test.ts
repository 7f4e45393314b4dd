import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type BookingWorld,
  bookingWorld,
  codeOf,
  HERE,
} from '../../../../test/support/worlds/booking-world.ts';
import type { ResidentPrincipal, StaffPrincipal } from '../../../kernel/auth/principal.ts';
import { backoffDelay, DEFAULT_BACKOFF } from '../../../kernel/coordination/backoff.ts';
import type { Policy } from '../engine/index.ts';

let world: BookingWorld;
let community: string;
let hospital: string;
let requester: ResidentPrincipal;
let admin: StaffPrincipal;

beforeAll(async () => {
  world = await bookingWorld();
});
beforeEach(async () => {
  community = await world.community();
  hospital = await world.hospital([community]);
  requester = await world.resident(community);
  admin = await world.staff('hospital_admin', { hospitalId: hospital, onDuty: false });
});
afterAll(() => world?.close());

/** A paramedic this many kilometres north of the community. */
const paramedic = (kilometres: number) =>
  world.staff('paramedic', {
    hospitalId: hospital,
    position: [HERE.latitude + kilometres / 111.2, HERE.longitude],
  });

/** The recipients of a booking's open offers. */
async function offeredTo(bookingId: string): Promise<string[]> {
  await world.settle();
  const { data } = await world.feature.service.listBookingOffers(admin, bookingId, { limit: 50 });
  return data.filter(({ row }) => row.state === 'open').map(({ row }) => row.staffId ?? '');
}

async function request(serviceType: string): Promise<string> {
  return (await world.feature.service.create(requester, { serviceType })).booking.id;
}

const cancel = async (id: string) => {
  await world.feature.service.transition(requester, id, { to: 'cancelled' });
  await world.settle();
};

describe('a search without a result', () => {
  const onDuty = async (person: StaffPrincipal, duty: boolean) => {
    await world.editStaff(admin, person.id, { onDuty: duty });
    await world.settle();
  };

  it('offers again to people who did not answer and came on duty since', async () => {
    const silent = await paramedic(1);
    const declined = await paramedic(2);
    const booking = await request('first_aid');
    await offeredTo(booking);
    await world.pass(64_000);
    const [offer] = (await world.feature.service.listOwnOffers(declined, 'open', { limit: 1 })).data;
    await world.feature.service.respondToOffer(declined, offer?.row.id ?? '', { answer: 'decline' });
    await world.pass(61_000);
    expect(await offeredTo(booking)).toEqual([]);
    await world.pass(60_000);
    expect(await offeredTo(booking)).toEqual([]);
    for (const person of [silent, declined]) await onDuty(person, false);
    await world.pass(1_000);
    for (const person of [silent, declined]) await onDuty(person, true);
    await world.pass(60_500);
    // A decline counts for the whole search.
    expect(await offeredTo(booking)).toEqual([silent.id]);
    await cancel(booking);
  });

  it('continues for a day after the booking was unassigned', async () => {
    const { service } = world.feature;
    const one = await paramedic(1);
    await onDuty(one, false);
    const booking = await request('first_aid');
    await service.transition(admin, booking, { to: 'assigned', assigneeId: one.id });
    await world.pass(25 * 3_600_000);
    await service.transition(one, booking, { to: 'requested', reason: 'The road is closed' });
    await world.pass(10 * 60_000);
    const late = await paramedic(1);
    await world.pass(60_500);
    expect(await offeredTo(booking)).toEqual([late.id]);
    await cancel(booking);
  });
});

describe('a person with two offers who accepts one', () => {
  const answer = async (person: StaffPrincipal, bookingId: string) => {
    const { data } = await world.feature.service.listOwnOffers(person, 'open', { limit: 10 });
    const offer = data.find(({ row }) => row.bookingId === bookingId)?.row.id ?? '';
    await world.feature.service.respondToOffer(person, offer, { answer: 'accept' });
    await world.settle();
  };

  it('loses the other offer at once if they are now busy', async () => {
    const { service } = world.feature;
    const one = await paramedic(1);
    const first = await request('ambulance');
    const { booking: second } = await service.create(await world.resident(community), {
      serviceType: 'ambulance',
    });
    expect([await offeredTo(first), await offeredTo(second.id)]).toEqual([[one.id], [one.id]]);
    const other = await paramedic(2);
    await answer(one, first);
    expect(await offeredTo(second.id)).toEqual([other.id]);
    for (const id of [first, second.id]) {
      await service.transition(admin, id, { to: 'cancelled', reason: 'Done with' });
    }
    await world.settle();
  });

  it('keeps an offer of another slot', async () => {
    const { service } = world.feature;
    const nurse = await world.staff('nurse', { hospitalId: hospital });
    const slots = await world.slots(requester, 'home_nursing', 2);
    const made: string[] = [];
    for (const [at, person] of [
      requester,
      await world.resident(community),
      await world.resident(community),
    ].entries()) {
      const scheduledFor = slots[Math.min(at, 1)]?.start;
      made.push((await service.create(person, { serviceType: 'home_nursing', scheduledFor })).booking.id);
    }
    const open = () => Promise.all(made.map(async (id) => (await offeredTo(id)).length));
    expect(await open()).toEqual([1, 1, 1]);
    // The second and the third are at the same time.
    await answer(nurse, made[1] ?? '');
    expect(await open()).toEqual([1, 0, 0]);
    for (const id of made) await service.transition(admin, id, { to: 'cancelled', reason: 'Done with' });
    await world.settle();
  });
});

describe('a slot with reduced capacity', () => {
  it('accepts no booking beyond the new capacity', async () => {
    const { service } = world.feature;
    const serviceType = 'blood_test';
    const setting = { hospital_id: hospital, service_type: serviceType };
    await world.db.owner('hospital_service').insert({ ...setting, capacity: 3 });
    const first = async () => (await world.slots(requester, serviceType, 2))[0];
    const scheduledFor = (await first())?.start;
    const { booking } = await service.create(requester, { serviceType, scheduledFor });
    await world.db.owner('booking').where({ id: booking.id }).update({ slot_seat: 3 });
    await world.db.owner('hospital_service').where(setting).update({ capacity: 1 });
    expect((await first())?.remaining).toBe(0);
    const late = service.create(await world.resident(community), { serviceType, scheduledFor });
    expect(await codeOf(late)).toBe('slot_taken');
    await cancel(booking.id);
  });
});

describe('a timer', () => {
  const job = (name: string) => world.feature.jobs?.find((one) => one.name === name);

  it('is retried for at least an hour', () => {
    for (const { name, maxAttempts = 5 } of world.feature.jobs ?? []) {
      let waited = 0;
      for (let attempt = 1; attempt < maxAttempts; attempt += 1) {
        waited += backoffDelay(attempt, DEFAULT_BACKOFF, () => 0);
      }
      expect([name, waited > 3_600_000]).toEqual([name, true]);
    }
  });

  it('is retried until a removed policy file is restored', async () => {
    const { policies, service } = world.feature;
    const removed = policies.get('ambulance');
    if (removed === undefined) throw new Error('no policy');
    const one = await paramedic(1);
    const other = await paramedic(2);
    const booking = await request('ambulance');
    expect(await offeredTo(booking)).toEqual([one.id]);
    const [offer] = (await service.listOwnOffers(one, 'open', { limit: 1 })).data;
    (policies as Map<string, Policy>).delete('ambulance');
    const run = { key: 'test', attempt: 1 };
    const timers = [
      ['offer-timeout', { bookingId: booking, offerId: offer?.row.id ?? '' }],
      ['sla-clock', { bookingId: booking, clock: 'assign' }],
      ['dispatch-retry', { bookingId: booking }],
    ] as const;
    for (const [name, data] of timers) {
      await expect(job(name)?.handle(data, run)).rejects.toThrow(/policy of ambulance is not installed/);
    }
    (policies as Map<string, Policy>).set('ambulance', removed);
    await world.pass(30_500);
    expect(await offeredTo(booking)).toEqual([other.id]);
    await cancel(booking);
  });
});
