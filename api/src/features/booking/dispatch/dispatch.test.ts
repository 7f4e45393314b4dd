import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { folderWith } from '../../../../test/support/temporary-folder.ts';
import {
  type BookingWorld,
  bookingWorld,
  codeOf,
  HERE,
  paramedicPolicy,
} from '../../../../test/support/worlds/booking-world.ts';
import type { ResidentPrincipal, StaffPrincipal } from '../../../kernel/auth/principal.ts';

let world: BookingWorld;
let community: string;
let hospital: string;
let requester: ResidentPrincipal;
let admin: StaffPrincipal;

const policiesDirectory = folderWith({
  'rotating.yaml': paramedicPolicy('rotating', '{ strategy: round_robin, offerTimeout: PT1M, rounds: 1 }'),
  'by_hand.yaml': paramedicPolicy('by_hand', '{ strategy: manual }'),
});

beforeAll(async () => {
  world = await bookingWorld({ policiesDirectory });
});
beforeEach(async () => {
  community = await world.community();
  hospital = await world.hospital([community]);
  requester = await world.resident(community);
  admin = await world.staff('hospital_admin', { hospitalId: hospital, onDuty: false });
});
afterAll(() => world?.close());

/** The position this many kilometres north of the community. */
const north = (kilometres: number): [number, number] => [HERE.latitude + kilometres / 111.2, HERE.longitude];
const paramedic = (kilometres?: number) =>
  world.staff('paramedic', {
    hospitalId: hospital,
    ...(kilometres === undefined ? {} : { position: north(kilometres) }),
  });

/** The open offers of a booking: to whom, and at which distance. */
async function openOffers(bookingId: string): Promise<{ id: string; distance: number | null }[]> {
  await world.settle();
  const { data } = await world.feature.service.listBookingOffers(admin, bookingId, { limit: 50 });
  return data
    .filter(({ row }) => row.state === 'open')
    .map(({ row }) => ({ id: row.staffId ?? '', distance: row.distanceMetres }));
}

async function request(serviceType: string, by = requester): Promise<string> {
  return (await world.feature.service.create(by, { serviceType, forAnotherPerson: true })).booking.id;
}

async function accept(person: StaffPrincipal): Promise<void> {
  const [offer] = (await world.feature.service.listOwnOffers(person, 'open', { limit: 1 })).data;
  await world.feature.service.respondToOffer(person, offer?.row.id ?? '', { answer: 'accept' });
  await world.settle();
}

describe('dispatch of an ambulance', () => {
  it('offers it to the nearest, ignoring outdated positions', async () => {
    const near = await paramedic(1);
    const far = await paramedic(5);
    await world.db
      .owner('staff_position')
      .where({ staff_id: near.id })
      .update({ recorded_at: new Date(world.now().getTime() - 6 * 60_000) });
    const [first] = await openOffers(await request('ambulance'));
    expect(first?.id).toBe(far.id);
    expect(first?.distance).toBeGreaterThan(4_900);
    expect(first?.distance).toBeLessThan(5_100);
  });

  it('skips people who are off duty, busy or of another hospital', async () => {
    const offDuty = await paramedic(1);
    await world.db.owner('staff').where({ id: offDuty.id }).update({ on_duty: false });
    await world.staff('paramedic', { hospitalId: await world.hospital([community]), position: north(1) });
    const busy = await paramedic(2);
    const free = await paramedic(9);
    await request('ambulance');
    await world.settle();
    await accept(busy);
    expect((await openOffers(await request('ambulance'))).map(({ id }) => id)).toEqual([free.id]);
  });

  it('drops the distance limit after the assign clock was missed', async () => {
    const beyond = await paramedic(40);
    const booking = await request('ambulance');
    expect(await openOffers(booking)).toEqual([]);
    const { data } = await world.feature.service.timeline(admin, booking, { limit: 10 });
    expect(data.map(({ type }) => type)).toEqual(['requested', 'offers_exhausted']);
    await world.db
      .owner('staff_position')
      .where({ staff_id: beyond.id })
      .update({
        recorded_at: new Date(world.now().getTime() + 120_000),
      });
    await world.pass(121_000);
    expect((await openOffers(booking)).map(({ id }) => id)).toEqual([beyond.id]);
  });

  it('offers again to those who did not answer, not to those who declined', async () => {
    const first = await paramedic(1);
    const second = await paramedic(2);
    const booking = await request('ambulance');
    await world.settle();
    const [offer] = (await world.feature.service.listOwnOffers(first, 'open', { limit: 1 })).data;
    await world.feature.service.respondToOffer(first, offer?.row.id ?? '', {
      answer: 'decline',
      reason: 'Flat tyre',
    });
    expect((await openOffers(booking)).map(({ id }) => id)).toEqual([second.id]);
    await world.pass(30_500);
    expect((await openOffers(booking)).map(({ id }) => id)).toEqual([second.id]);
    await world.pass(30_500);
    expect(await openOffers(booking)).toEqual([]);
  });

  it('does not offer it again to the person who unassigned it', async () => {
    const near = await paramedic(1);
    const next = await paramedic(3);
    const booking = await request('ambulance');
    await world.settle();
    await accept(near);
    const reason = 'The ambulance broke down';
    await world.feature.service.transition(near, booking, { to: 'requested', reason });
    expect((await openOffers(booking)).map(({ id }) => id)).toEqual([next.id]);
  });
});

describe('other strategies', () => {
  it('round_robin rotates within the hospital', async () => {
    const crew = [await paramedic(), await paramedic(), await paramedic()].map(({ id }) => id).sort();
    const turns: string[] = [];
    for (let turn = 0; turn < 6; turn += 1) {
      const booking = await request('rotating');
      const [one] = await openOffers(booking);
      turns.push(one?.id ?? '');
      await world.feature.service.transition(requester, booking, { to: 'cancelled' });
      await world.pass(1_000);
    }
    expect(turns).toEqual([...crew, ...crew]);
  });

  it('manual makes no offers and raises no alert', async () => {
    await paramedic(1);
    const booking = await request('by_hand');
    expect(await openOffers(booking)).toEqual([]);
    const { data } = await world.feature.service.timeline(admin, booking, { limit: 10 });
    expect(data.map(({ type }) => type)).toEqual(['requested']);
  });

  it('least_loaded skips people who are booked at that time', async () => {
    const nurses = [
      await world.staff('nurse', { hospitalId: hospital }),
      await world.staff('nurse', { hospitalId: hospital }),
    ];
    const { service } = world.feature;
    const [slot] = await world.slots(requester, 'home_nursing', 3);
    const offered: string[] = [];
    for (let index = 0; index < 3; index += 1) {
      const person = await world.resident(community);
      const { booking } = await service.create(person, {
        serviceType: 'home_nursing',
        scheduledFor: slot?.start,
      });
      const [one] = await openOffers(booking.id);
      offered.push(one?.id ?? 'no one');
      const nurse = nurses.find(({ id }) => id === one?.id);
      if (nurse !== undefined) await accept(nurse);
    }
    expect(new Set(offered)).toEqual(new Set([...nurses.map(({ id }) => id), 'no one']));
    expect(offered[2]).toBe('no one');
  });

  it('a manual assignment withdraws open offers', async () => {
    const one = await paramedic(1);
    const other = await paramedic(2);
    const { service } = world.feature;
    const booking = await request('ambulance');
    expect((await openOffers(booking)).map(({ id }) => id)).toEqual([one.id]);
    const [offer] = (await service.listOwnOffers(one, 'open', { limit: 1 })).data;
    await service.transition(admin, booking, { to: 'assigned', assigneeId: other.id });
    await world.settle();
    await expect(
      service.respondToOffer(one, offer?.row.id ?? '', { answer: 'accept' }),
    ).rejects.toMatchObject({
      code: 'offer_closed',
      extensions: { state: 'withdrawn' },
    });
    expect(world.published).toContainEqual({
      rooms: [`staff:${one.id}`],
      event: 'offer',
      payload: { offerId: offer?.row.id, bookingId: booking, state: 'withdrawn' },
    });
    await service.transition(other, booking, { to: 'requested', reason: 'Engine trouble' });
    expect((await openOffers(booking)).length).toBe(1);
  });

  it('an expired offer is closed even before its timer fires', async () => {
    const one = await paramedic(1);
    const { service } = world.feature;
    const booking = await request('ambulance');
    await openOffers(booking);
    const [offer] = (await service.listOwnOffers(one, 'open', { limit: 1 })).data;
    await world.db.owner('offer').where({ id: offer?.row.id }).update({ expires_at: world.now() });
    const late = service.respondToOffer(one, offer?.row.id ?? '', { answer: 'accept' });
    await expect(late).rejects.toMatchObject({ code: 'offer_closed', extensions: { state: 'expired' } });
    const foreign = await world.staff('paramedic', { hospitalId: hospital });
    expect(await codeOf(service.respondToOffer(foreign, offer?.row.id ?? '', { answer: 'accept' }))).toBe(
      'not_assignee',
    );
    expect(await codeOf(service.respondToOffer(requester, offer?.row.id ?? '', { answer: 'accept' }))).toBe(
      'not_found',
    );
  });

  it('timelines replay to the rows of their bookings', async () => {
    expect(await world.checkReplay()).toBeGreaterThan(15);
  });
});
