import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BookingWorld, bookingWorld } from '../../../../test/support/worlds/booking-world.ts';
import type { ResidentPrincipal, StaffPrincipal } from '../../../kernel/auth/principal.ts';
import { systemScope } from '../../../kernel/auth/scope.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { Booking } from '../engine/index.ts';
import { OfferModel } from '../models.ts';
import type { ShortlistedPerson } from './request.ts';

const SERVICE = 'cardiac_response';
const AED = {
  kind: 'defibrillator',
  id: '0193a5f0-7c1e-7000-8000-000000000031',
  name: 'Clubhouse',
  latitude: 12.97,
  longitude: 77.6,
};

let world: BookingWorld;
let patient: ResidentPrincipal;
let volunteers: ResidentPrincipal[];
let admin: StaffPrincipal;

beforeAll(async () => {
  world = await bookingWorld();
  const community = await world.community();
  const hospitalId = await world.hospital([community]);
  admin = await world.staff('hospital_admin', { hospitalId });
  patient = await world.resident(community);
  volunteers = [];
  for (let nth = 0; nth < 6; nth += 1) {
    const volunteer = await world.resident(community, true);
    world.skills.set(volunteer.id, ['cpr']);
    volunteers.push(volunteer);
  }
});
afterAll(() => world?.close());

const asSystem = <T>(work: (uow: UnitOfWork) => PromiseLike<T>): Promise<T> =>
  world.db.database.run(systemScope('test'), async (uow) => await work(uow));

async function ambulance(): Promise<Booking> {
  const place = { latitude: 12.97, longitude: 77.59 };
  const { booking } = await world.feature.service.create(patient, {
    serviceType: 'ambulance',
    location: place,
    forAnotherPerson: true,
  });
  await world.settle();
  return booking;
}

/** Volunteers by number, a minute further away each. */
const shortlist = (...numbers: number[]): ShortlistedPerson[] =>
  numbers.map((nth) => ({
    residentId: volunteers[nth]?.id ?? '',
    travelSeconds: 60 * (nth + 1),
    travelMetres: 100 * (nth + 1) - 1,
  }));

async function linked(to: string, people: ShortlistedPerson[], waypoint: typeof AED | null = null) {
  const booking = await asSystem((uow) =>
    world.feature.linked.request(uow, { to, serviceType: SERVICE, waypoint, notes: null, shortlist: people }),
  );
  await world.settle();
  return booking as Booking;
}

/** Numbers of the volunteers who have an open offer, and what their offers say of the way. */
async function offered(bookingId: string) {
  const rows = await asSystem((uow) =>
    OfferModel.query(uow.trx).where({ booking_id: bookingId, state: 'open' }).orderBy('travel_seconds'),
  );
  return rows.map((row) => ({ ...row, nth: volunteers.findIndex(({ id }) => id === row.residentId) }));
}
const numbers = async (bookingId: string) => (await offered(bookingId)).map(({ nth }) => nth);

const answer = async (nth: number, offerId: string, given: 'accept' | 'decline') => {
  await world.feature.service.respondToOffer(volunteers[nth] as ResidentPrincipal, offerId, {
    answer: given,
  });
  await world.settle();
};
const stateOf = async (id: string) => (await world.feature.service.get(admin, id)).booking.state;
const cancel = async (id: string) => {
  await world.feature.service.transition(admin, id, { to: 'cancelled', reason: 'Over' });
  await world.settle();
};

describe('a linked booking', () => {
  it('is offered to the fastest on its shortlist, so many at a time', async () => {
    const main = await ambulance();
    const leg = await linked(main.id, shortlist(4, 3, 1, 0, 2), AED);
    expect(leg).toMatchObject({ linkedTo: main.id, residentId: patient.id, hospitalId: main.hospitalId });
    const first = await offered(leg.id);
    expect(
      first.map(({ nth, distanceMetres, travelSeconds, waypointKind }) => [
        nth,
        distanceMetres,
        travelSeconds,
        waypointKind,
      ]),
    ).toEqual([
      [0, 100, 60, 'defibrillator'],
      [1, 200, 120, 'defibrillator'],
      [2, 300, 180, 'defibrillator'],
    ]);
    await answer(1, first[1]?.id ?? '', 'decline');
    expect(await numbers(leg.id)).toEqual([0, 2, 3]);
    await world.pass(41_000);
    expect(await numbers(leg.id)).toEqual([4]);
    await cancel(main.id);
    expect([await stateOf(leg.id), await numbers(leg.id)]).toEqual(['cancelled', []]);
  });

  it('is not offered to those who are asked for, or have, a sibling', async () => {
    const main = await ambulance();
    const one = await linked(main.id, shortlist(0, 1));
    const two = await linked(main.id, shortlist(0, 1, 2));
    expect([await numbers(one.id), await numbers(two.id)]).toEqual([[0, 1], [2]]);
    const [offer] = await offered(one.id);
    await answer(0, offer?.id ?? '', 'accept');
    await asSystem((uow) => world.feature.linked.extend(uow, two.id, shortlist(3)));
    await world.pass(1);
    expect(await numbers(two.id)).toEqual([1, 2, 3]);
    const status = await asSystem((uow) => world.feature.linked.of(uow, main.id, SERVICE));
    expect(status.map(({ booking, offers }) => [booking.state, offers.open])).toEqual([
      ['assigned', 0],
      ['requested', 3],
    ]);
    await cancel(main.id);
  });

  it('is offered to no one without the skills', async () => {
    const main = await ambulance();
    world.skills.delete(volunteers[0]?.id ?? '');
    const leg = await linked(main.id, shortlist(0, 1));
    expect(await numbers(leg.id)).toEqual([1]);
    world.skills.set(volunteers[0]?.id ?? '', ['cpr']);
    await cancel(main.id);
  });

  it('has the place of its booking, and is searched for until that is in service', async () => {
    const main = await ambulance();
    const taken = await linked(main.id, shortlist(0));
    const open = await linked(main.id, shortlist(1));
    const [offer] = await offered(taken.id);
    await answer(0, offer?.id ?? '', 'accept');
    const place = { latitude: 12.98, longitude: 77.6, address: 'Gate 2' };
    await world.feature.service.transition(admin, main.id, { to: 'requested', location: place });
    await world.settle();
    expect((await world.feature.service.get(admin, open.id)).booking.location).toEqual(place);
    const paramedic = await world.staff('paramedic', { hospitalId: main.hospitalId ?? '' });
    for (const step of [
      { to: 'assigned', assigneeId: paramedic.id },
      { to: 'en_route' },
      { to: 'in_service' },
    ] as const) {
      await world.feature.service.transition(admin, main.id, { ...step, reason: 'On scene' });
      await world.settle();
    }
    expect([await stateOf(taken.id), await stateOf(open.id)]).toEqual(['assigned', 'cancelled']);
    await world.feature.service.transition(admin, main.id, { to: 'completed', reason: 'Done' });
    await world.settle();
    expect(await stateOf(taken.id)).toBe('cancelled');
    expect(
      await asSystem((uow) =>
        world.feature.linked.request(uow, {
          to: main.id,
          serviceType: SERVICE,
          waypoint: null,
          notes: null,
          shortlist: [],
        }),
      ),
    ).toBeNull();
    expect(await world.checkReplay()).toBeGreaterThan(4);
  });
});
