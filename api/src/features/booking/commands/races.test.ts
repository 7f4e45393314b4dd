import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sized } from '../../../../test/support/size.ts';
import { type BookingWorld, bookingWorld, codeOf } from '../../../../test/support/worlds/booking-world.ts';
import type { ResidentPrincipal, StaffPrincipal } from '../../../kernel/auth/principal.ts';

const VOLUNTEERS = sized({ small: 12, full: 50 });
/** Residents who book one of {@link SLOTS} slots, which together have a fifth as many seats. */
const RESIDENTS = sized({ small: 75, full: 500 });
const SLOTS = 5;
const SEATS = RESIDENTS / 5;
const CAPACITY = SEATS / SLOTS;

let world: BookingWorld;
let community: string;
let hospital: string;
let requester: ResidentPrincipal;
let admin: StaffPrincipal;

beforeAll(async () => {
  world = await bookingWorld();
  community = await world.community();
  hospital = await world.hospital([community]);
  requester = await world.resident(community);
  admin = await world.staff('hospital_admin', { hospitalId: hospital, onDuty: false });
});
afterAll(() => world?.close());

async function tally(work: readonly Promise<unknown>[]): Promise<Record<string, number>> {
  const codes = await Promise.all(work.map(codeOf));
  const counts: Record<string, number> = {};
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

describe('concurrent requests', () => {
  it('assign a broadcast to one of many volunteers and close the other offers', async () => {
    const { service } = world.feature;
    const volunteers = await Promise.all(
      Array.from({ length: VOLUNTEERS }, () => world.resident(community, true)),
    );
    const { booking } = await service.create(requester, { serviceType: 'neighbor_sos' });
    await world.settle();
    const offers = await Promise.all(
      volunteers.map(async (volunteer) => {
        const [offer] = (await service.listOwnOffers(volunteer, 'open', { limit: 1 })).data;
        expect(offer?.row.bookingId).toBe(booking.id);
        return offer?.row.id ?? '';
      }),
    );
    const answers = volunteers.map((volunteer, index) =>
      service.respondToOffer(volunteer, offers[index] ?? '', { answer: 'accept' }),
    );
    expect(await tally(answers)).toEqual({ none: 1, offer_closed: VOLUNTEERS - 1 });

    const { booking: after } = await service.get(requester, booking.id);
    expect(after).toMatchObject({ state: 'assigned', assignee: { kind: 'resident' } });
    const { rows } = await world.db.owner.raw(
      'select state, count(*)::int as n from offer where booking_id = ? group by 1 order by 1',
      [booking.id],
    );
    expect(rows).toEqual([
      { state: 'accepted', n: 1 },
      { state: 'withdrawn', n: VOLUNTEERS - 1 },
    ]);
    await world.settle();
    // The others can no longer see the booking.
    const losers = volunteers.filter(({ id }) => id !== after.assignee?.id);
    expect(await codeOf(service.get(losers[0] as ResidentPrincipal, booking.id))).toBe('not_found');
    const winner = volunteers.find(({ id }) => id === after.assignee?.id) as ResidentPrincipal;
    await world.pass(1_000);
    await service.transition(winner, booking.id, { to: 'requested', reason: 'Cannot come after all' });
    await world.settle();
    expect((await service.get(requester, booking.id)).booking.assignee).toBeNull();
    // After the unassignment everyone gets an offer except the person who unassigned it.
    const open = await Promise.all(
      volunteers.map(async (one) => (await service.listOwnOffers(one, 'open', { limit: 1 })).data.length),
    );
    expect(open).toEqual(volunteers.map(({ id }) => (id === winner.id ? 0 : 1)));
    await service.transition(requester, booking.id, { to: 'cancelled' });
    await world.settle();
  });

  it('give each seat to one resident and reject the others with slot_taken', async () => {
    const { service } = world.feature;
    const serviceType = 'blood_test';
    await world.db
      .owner('hospital_service')
      .insert({ hospital_id: hospital, service_type: serviceType, capacity: CAPACITY });
    const residents = await Promise.all(Array.from({ length: RESIDENTS }, () => world.resident(community)));
    const slots = (await world.slots(requester, serviceType, 2)).slice(0, SLOTS);
    expect(slots.map(({ capacity, remaining }) => [capacity, remaining])).toEqual(
      Array(SLOTS).fill([CAPACITY, CAPACITY]),
    );
    const requests = residents.map((resident, index) =>
      service.create(resident, { serviceType, scheduledFor: slots[index % SLOTS]?.start }),
    );
    expect(await tally(requests)).toEqual({ none: SEATS, slot_taken: RESIDENTS - SEATS });
    const { rows } = await world.db.owner.raw(
      `select count(*)::int as bookings, count(distinct (scheduled_for, slot_seat))::int as seats,
              max(slot_seat) as highest from booking where service_type = ?`,
      [serviceType],
    );
    expect(rows).toEqual([{ bookings: SEATS, seats: SEATS, highest: CAPACITY }]);
    const left = await world.slots(requester, serviceType, 2);
    expect(left.slice(0, 6).map(({ remaining }) => remaining)).toEqual([0, 0, 0, 0, 0, CAPACITY]);
  });

  it('of two admins let one assign and give the other the current state', async () => {
    const { service } = world.feature;
    const nurse = await world.staff('nurse', { hospitalId: hospital, onDuty: false });
    const other = await world.staff('nurse', { hospitalId: hospital, onDuty: false });
    const { booking } = await service.create(requester, { serviceType: 'first_aid' });
    const attempts = [nurse, other].map(({ id }) =>
      service.transition(admin, booking.id, { to: 'assigned', assigneeId: id }),
    );
    const results = await Promise.allSettled(attempts);
    const rejected = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(rejected).toHaveLength(1);
    expect(rejected[0]).toMatchObject({
      code: 'illegal_transition',
      extensions: {
        currentState: 'assigned',
        allowedTransitions: ['en_route', 'assigned', 'requested', 'cancelled'],
      },
    });
    // Reassigning must be explicit: with a reason, or with the version in If-Match.
    const { assignee } = (await service.get(admin, booking.id)).booking;
    const free = assignee?.id === nurse.id ? other : nurse;
    const moved = await service.transition(admin, booking.id, {
      to: 'assigned',
      assigneeId: free.id,
      reason: 'Closer',
    });
    expect(moved.booking.assignee?.id).toBe(free.id);
    const stale = service.transition(admin, booking.id, {
      to: 'cancelled',
      reason: 'x',
      expectedVersion: [1],
    });
    expect(await codeOf(stale)).toBe('precondition_failed');
    await service.transition(admin, booking.id, { to: 'cancelled', reason: 'Not needed' });
    await world.settle();
  });

  it('of assignee and requester let exactly one move or cancel', async () => {
    const { service } = world.feature;
    const nurse = await world.staff('nurse', { hospitalId: hospital, onDuty: false });
    for (let round = 0; round < sized({ small: 4, full: 10 }); round += 1) {
      const { booking } = await service.create(requester, { serviceType: 'remote_care' });
      await service.transition(admin, booking.id, { to: 'assigned', assigneeId: nurse.id });
      const counts = await tally([
        service.transition(nurse, booking.id, { to: 'in_service' }),
        service.transition(requester, booking.id, { to: 'cancelled' }),
      ]);
      // After service has started the requester cannot cancel; after a cancellation no one can move it.
      expect(counts).toEqual({ none: 1, illegal_transition: 1 });
      const { state } = (await service.get(admin, booking.id)).booking;
      if (state === 'in_service') await service.transition(nurse, booking.id, { to: 'completed' });
    }
    await world.settle();
  });

  it('never assign two overlapping scheduled bookings to one person', async () => {
    const { service } = world.feature;
    const nurse = await world.staff('nurse', { hospitalId: hospital, onDuty: false });
    const [slot] = await world.slots(requester, 'home_nursing', 7);
    const people = [await world.resident(community), await world.resident(community)];
    const bookings = await Promise.all(
      people.map((person) =>
        service.create(person, { serviceType: 'home_nursing', scheduledFor: slot?.start }),
      ),
    );
    const counts = await tally(
      bookings.map(({ booking }) =>
        service.transition(admin, booking.id, { to: 'assigned', assigneeId: nurse.id }),
      ),
    );
    expect(counts).toEqual({ none: 1, overlapping_booking: 1 });
  });

  it('timelines replay to the rows of their bookings', async () => {
    expect(await world.checkReplay()).toBeGreaterThan(SEATS + 7);
  });
});
