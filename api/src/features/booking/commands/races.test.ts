import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sized } from '../../../../test/size.ts';
import { type BookingWorld, bookingWorld, codeOf } from '../../../../test/support/booking-world.ts';
import type { ResidentPrincipal, StaffPrincipal } from '../../../kernel/auth/principal.ts';

const VOLUNTEERS = sized({ small: 12, full: 50 });
/** Residents who want a seat of {@link SLOTS} slots, of which there are a fifth as many. */
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

describe('people acting at once', () => {
  it('gives a broadcast to one of many volunteers who accept, and tells the others that it is closed', async () => {
    const { service } = world.feature;
    const volunteers = await Promise.all(
      Array.from({ length: VOLUNTEERS }, () => world.resident(community, true)),
    );
    const { booking } = await service.create(requester, { serviceType: 'neighbor_sos' });
    await world.settle();
    const offers = await Promise.all(
      volunteers.map(async (volunteer) => {
        const [offer] = (await service.offersTo(volunteer, ['open'], { limit: 1 })).data;
        expect(offer?.row.bookingId).toBe(booking.id);
        return offer?.row.id ?? '';
      }),
    );
    const answers = volunteers.map((volunteer, index) =>
      service.answer(volunteer, offers[index] ?? '', 'accept', undefined),
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
    // Whoever lost does not see the booking any more.
    const losers = volunteers.filter(({ id }) => id !== after.assignee?.id);
    expect(await codeOf(service.get(losers[0] as ResidentPrincipal, booking.id))).toBe('not_found');
    const winner = volunteers.find(({ id }) => id === after.assignee?.id) as ResidentPrincipal;
    await world.pass(1_000);
    await service.transition(winner, booking.id, { to: 'requested', reason: 'Cannot come after all' });
    await world.settle();
    expect((await service.get(requester, booking.id)).booking.assignee).toBeNull();
    // Given back: everybody else is asked anew, whoever gave it back is not.
    const open = await Promise.all(
      volunteers.map(async (one) => (await service.offersTo(one, ['open'], { limit: 1 })).data.length),
    );
    expect(open).toEqual(volunteers.map(({ id }) => (id === winner.id ? 0 : 1)));
    await service.transition(requester, booking.id, { to: 'cancelled' });
    await world.settle();
  });

  it('gives every seat to one resident, and tells the others that the slot is taken', async () => {
    const { service } = world.feature;
    const serviceType = 'blood_test';
    await world.db
      .owner('hospital_service')
      .insert({ hospital_id: hospital, service_type: serviceType, capacity: CAPACITY });
    const residents = await Promise.all(Array.from({ length: RESIDENTS }, () => world.resident(community)));
    const from = world.now();
    const to = new Date(from.getTime() + 2 * 86_400_000);
    const slots = (await service.availability(requester, { serviceType, from, to })).slice(0, SLOTS);
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
    const left = await service.availability(requester, { serviceType, from, to });
    expect(left.slice(0, 6).map(({ remaining }) => remaining)).toEqual([0, 0, 0, 0, 0, CAPACITY]);
  });

  it('two admins assign at once: one wins, the other hears where the booking stands', async () => {
    const { service } = world.feature;
    const nurse = await world.staff('nurse', { hospitalId: hospital, onDuty: false });
    const other = await world.staff('nurse', { hospitalId: hospital, onDuty: false });
    const { booking } = await service.create(requester, { serviceType: 'first_aid' });
    const attempts = [nurse, other].map(({ id }) =>
      service.transition(admin, booking.id, { to: 'assigned', assigneeId: id }),
    );
    const results = await Promise.allSettled(attempts);
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatchObject({
      code: 'illegal_transition',
      extensions: {
        currentState: 'assigned',
        allowedTransitions: ['en_route', 'assigned', 'requested', 'cancelled'],
      },
    });
    // Meant, it works: with a reason, or with the version that was seen.
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

  it('the assignee moves it while the requester cancels: the row and its timeline agree on one order', async () => {
    const { service } = world.feature;
    const nurse = await world.staff('nurse', { hospitalId: hospital, onDuty: false });
    for (let round = 0; round < sized({ small: 4, full: 10 }); round += 1) {
      const { booking } = await service.create(requester, { serviceType: 'remote_care' });
      await service.transition(admin, booking.id, { to: 'assigned', assigneeId: nurse.id });
      const counts = await tally([
        service.transition(nurse, booking.id, { to: 'in_service' }),
        service.transition(requester, booking.id, { to: 'cancelled' }),
      ]);
      // Once service has begun the requester cannot cancel, once cancelled nobody moves it.
      expect(counts).toEqual({ none: 1, illegal_transition: 1 });
      const { state } = (await service.get(admin, booking.id)).booking;
      if (state === 'in_service') await service.transition(nurse, booking.id, { to: 'completed' });
    }
    await world.settle();
  });

  it('a member of staff cannot be given two overlapping scheduled bookings', async () => {
    const { service } = world.feature;
    const nurse = await world.staff('nurse', { hospitalId: hospital, onDuty: false });
    const from = world.now();
    const to = new Date(from.getTime() + 7 * 86_400_000);
    const [slot] = await service.availability(requester, { serviceType: 'home_nursing', from, to });
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

  it('leaves timelines that replay to their rows', async () => {
    expect(await world.checkReplay()).toBeGreaterThan(SEATS + 7);
  });
});
