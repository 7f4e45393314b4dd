import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BookingWorld, bookingWorld, codeOf, HERE } from '../../../../test/support/booking-world.ts';
import type { ResidentPrincipal, StaffPrincipal } from '../../../kernel/auth/principal.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import type { NewBooking } from './creation.ts';

let world: BookingWorld;
let community: string;
let hospital: string;
let requester: ResidentPrincipal;
let admin: StaffPrincipal;

beforeAll(async () => {
  world = await bookingWorld();
  community = await world.community();
  hospital = await world.hospital([community]);
  admin = await world.staff('hospital_admin', { hospitalId: hospital, onDuty: false });
});
beforeEach(async () => {
  requester = await world.resident(community);
});
afterAll(() => world?.close());

const book = (input: NewBooking, by: ResidentPrincipal | StaffPrincipal = requester) =>
  world.feature.service.create(by, input);

async function refusalOf(work: Promise<unknown>): Promise<Problem> {
  const thrown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(Problem);
  return thrown as Problem;
}

async function atOnce(count: number, input: NewBooking): Promise<Record<string, number>> {
  const codes = await Promise.all(Array.from({ length: count }, () => codeOf(book(input))));
  return Object.fromEntries([...Map.groupBy(codes, (code) => code)].map(([code, all]) => [code, all.length]));
}

/** By the shipped policies; a tenth service becomes an emergency by its policy file alone. */
const EMERGENCIES = ['ambulance', 'first_aid', 'neighbor_sos'];

describe('a second emergency of one person', () => {
  it('is declared by the policies, not by code', () => {
    const { data } = world.feature.service.listServiceTypes();
    expect(data.filter(({ emergency }) => emergency).map(({ id }) => id)).toEqual(EMERGENCIES);
  });

  it.each(EMERGENCIES)('%s answers open_emergency until it is for another person', async (serviceType) => {
    const { booking: first } = await book({ serviceType });
    const problem = await refusalOf(book({ serviceType }));
    expect(problem).toMatchObject({
      code: 'open_emergency',
      status: 409,
      extensions: {
        openBooking: {
          id: first.id,
          serviceType,
          state: 'requested',
          createdAt: first.createdAt.toISOString(),
        },
      },
    });
    expect(problem.detail).toContain(first.id);
    expect(problem.detail).toContain('forAnotherPerson');
    expect(problem.detail).toContain('112');
    const { booking: second } = await book({ serviceType, forAnotherPerson: true });
    const { data } = await world.feature.service.timeline(requester, second.id, 1);
    expect(data[0]?.data).toMatchObject({ forAnotherPerson: true });
  });

  it('names the open booking without its state to somebody who cannot read it', async () => {
    const { booking } = await book({ serviceType: 'ambulance' });
    const elsewhere = await world.hospital([community]);
    const other = await world.staff('hospital_admin', { hospitalId: elsewhere, onDuty: false });
    const input = { serviceType: 'ambulance', residentId: requester.id, hospitalId: elsewhere };
    const { extensions } = await refusalOf(book(input, other));
    expect(extensions.openBooking).toEqual({
      id: booking.id,
      serviceType: 'ambulance',
      state: null,
      createdAt: null,
    });
  });

  it('tells nothing to somebody who may not request it', async () => {
    await book({ serviceType: 'ambulance' });
    const nurse = await world.staff('nurse', { hospitalId: hospital, onDuty: false });
    const input = { serviceType: 'ambulance', residentId: requester.id };
    expect(await codeOf(book(input, nurse))).toBe('role_not_allowed');
  });

  it('is accepted once the first has ended, for another service or for another resident', async () => {
    const { booking } = await book({ serviceType: 'ambulance' });
    expect(await codeOf(book({ serviceType: 'first_aid' }))).toBe('none');
    const neighbour = await world.resident(community);
    expect(await codeOf(book({ serviceType: 'ambulance', residentId: neighbour.id }, admin))).toBe('none');
    await world.feature.service.transition(requester, booking.id, { to: 'cancelled' });
    expect(await codeOf(book({ serviceType: 'ambulance' }))).toBe('none');
  });
});

describe('60 requests of one person at once', () => {
  it('make one booking', async () => {
    expect(await atOnce(60, { serviceType: 'ambulance' })).toEqual({ none: 1, open_emergency: 59 });
  });

  it('make maxOpen bookings when each is for another person', async () => {
    const input = { serviceType: 'ambulance', forAnotherPerson: true };
    expect(await atOnce(60, input)).toEqual({ none: 3, too_many_open: 57 });
    const { data } = await world.feature.service.list(requester, { limit: 200 });
    const { detail, extensions } = await refusalOf(book(input));
    expect(extensions.openBooking).toMatchObject({ id: data[0]?.booking.id, state: 'requested' });
    expect(detail).toContain('112');
  });

  it('make maxOpen bookings of a service that is no emergency but limited', async () => {
    expect(await atOnce(60, { serviceType: 'remote_care' })).toEqual({ none: 3, too_many_open: 57 });
  });
});

describe('a volunteer who is asked to help', () => {
  const NOTES = 'fell in the bath, door code 4711';

  it('reads service and distance alone until accepting', async () => {
    const { service } = world.feature;
    const volunteer = await world.resident(community, true);
    const other = await world.resident(community, true);
    // 250 m north of the place where help is needed.
    const home = { latitude: HERE.latitude + 0.25 / 111.2, longitude: HERE.longitude };
    await world.db.owner('resident').where({ id: volunteer.id }).update(home);
    const { booking } = await book({ serviceType: 'neighbor_sos', location: HERE, notes: NOTES });
    await world.settle();

    const offered = async (to: ResidentPrincipal) => {
      const { data } = await service.offersTo(to, undefined, { limit: 10 });
      return data.find(({ row }) => row.bookingId === booking.id);
    };
    const offer = await offered(volunteer);
    expect(offer).toMatchObject({
      location: null,
      row: { serviceType: 'neighbor_sos', distanceMetres: 300 },
    });
    expect(await offered(other)).toMatchObject({ location: null, row: { distanceMetres: null } });

    const bookingId = booking.id;
    const reads: Record<string, () => Promise<unknown>> = {
      get: () => service.get(volunteer, bookingId),
      timeline: () => service.timeline(volunteer, bookingId, 10),
      'offers of the booking': () => service.offersOf(volunteer, bookingId, { limit: 10 }),
      subscribe: () => world.sockets.handle('subscribe', volunteer, { bookingId }),
      move: () => service.transition(volunteer, bookingId, { to: 'cancelled' }),
      position: () => service.reportPosition(volunteer, bookingId, HERE),
    };
    for (const [name, read] of Object.entries(reads)) {
      expect([name, await codeOf(read())]).toEqual([name, 'not_found']);
    }
    const { data } = await service.list(volunteer, { limit: 200 });
    expect(data).toEqual([]);
    const told = world.published.filter(({ rooms }) => rooms.includes(`resident:${volunteer.id}`));
    expect(told.map(({ event, payload }) => [event, Object.keys(payload).sort()])).toContainEqual([
      'offer',
      ['bookingId', 'offerId', 'state'],
    ]);
    expect(JSON.stringify(told)).not.toMatch(/latitude|4711/);

    // Declining tells no more than being asked did.
    const declined = await service.answer(other, (await offered(other))?.row.id ?? '', 'decline', undefined);
    expect(declined).toMatchObject({ view: null, offer: { location: null } });
    expect(await codeOf(service.get(other, bookingId))).toBe('not_found');

    const accepted = await service.answer(volunteer, offer?.row.id ?? '', 'accept', undefined);
    expect(accepted.offer.location).toMatchObject(HERE);
    expect(accepted.view?.booking).toMatchObject({ notes: NOTES, location: HERE });
    expect((await service.get(volunteer, bookingId)).booking.notes).toBe(NOTES);
    expect((await offered(volunteer))?.location).toMatchObject(HERE);
  });
});
