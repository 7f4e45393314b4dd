import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type BookingWorld,
  bookingWorld,
  codeOf,
  HERE,
} from '../../../../test/support/worlds/booking-world.ts';
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

async function problemOf(work: Promise<unknown>): Promise<Problem> {
  const thrown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(Problem);
  return thrown as Problem;
}

/** The codes of concurrent requests. Like a client, repeats a request that a busy database refused. */
async function concurrently(count: number, input: NewBooking): Promise<Record<string, number>> {
  const decided = async (): Promise<string> => {
    const code = await codeOf(book(input));
    return code === 'dependency_down' || code === 'overloaded' ? decided() : code;
  };
  const codes = await Promise.all(Array.from({ length: count }, decided));
  return Object.fromEntries([...Map.groupBy(codes, (code) => code)].map(([code, all]) => [code, all.length]));
}

/** Those of the shipped policies; `emergency` in a policy file makes a service one. */
const EMERGENCIES = ['ambulance', 'first_aid', 'neighbor_sos'];

describe('a second emergency of one person', () => {
  it('is defined by the policies', () => {
    const { data } = world.feature.service.listServiceTypes({ limit: 50 });
    expect(
      data
        .map(({ policy }) => policy)
        .filter(({ emergency }) => emergency)
        .map(({ id }) => id),
    ).toEqual(EMERGENCIES);
  });

  it.each(EMERGENCIES)('%s is rejected unless it is for another person', async (serviceType) => {
    const { booking: first } = await book({ serviceType });
    const problem = await problemOf(book({ serviceType }));
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
    const { data } = await world.feature.service.timeline(requester, second.id, { limit: 1 });
    expect(data[0]?.data).toMatchObject({ forAnotherPerson: true });
  });

  it('names the open booking without its state to callers who cannot read it', async () => {
    const { booking } = await book({ serviceType: 'ambulance' });
    const elsewhere = await world.hospital([community]);
    const other = await world.staff('hospital_admin', { hospitalId: elsewhere, onDuty: false });
    const input = { serviceType: 'ambulance', residentId: requester.id, hospitalId: elsewhere };
    const { extensions } = await problemOf(book(input, other));
    expect(extensions.openBooking).toEqual({
      id: booking.id,
      serviceType: 'ambulance',
      state: null,
      createdAt: null,
    });
  });

  it('reveals nothing to callers who may not request it', async () => {
    await book({ serviceType: 'ambulance' });
    const nurse = await world.staff('nurse', { hospitalId: hospital, onDuty: false });
    const input = { serviceType: 'ambulance', residentId: requester.id };
    expect(await codeOf(book(input, nurse))).toBe('role_not_allowed');
  });

  it('is accepted after the first ended, for another service or resident', async () => {
    const { booking } = await book({ serviceType: 'ambulance' });
    expect(await codeOf(book({ serviceType: 'first_aid' }))).toBe('none');
    const neighbour = await world.resident(community);
    expect(await codeOf(book({ serviceType: 'ambulance', residentId: neighbour.id }, admin))).toBe('none');
    await world.feature.service.transition(requester, booking.id, { to: 'cancelled' });
    expect(await codeOf(book({ serviceType: 'ambulance' }))).toBe('none');
  });
});

describe('60 concurrent requests of one person', () => {
  it('create one booking', async () => {
    expect(await concurrently(60, { serviceType: 'ambulance' })).toEqual({ none: 1, open_emergency: 59 });
  });

  it('create maxOpen bookings if each is for another person', async () => {
    const input = { serviceType: 'ambulance', forAnotherPerson: true };
    expect(await concurrently(60, input)).toEqual({ none: 3, too_many_open: 57 });
    const { data } = await world.feature.service.list(requester, { limit: 200 });
    const { detail, extensions } = await problemOf(book(input));
    expect(extensions.openBooking).toMatchObject({ id: data[0]?.booking.id, state: 'requested' });
    expect(detail).toContain('112');
  });

  it('create maxOpen bookings of a limited service that is no emergency', async () => {
    expect(await concurrently(60, { serviceType: 'remote_care' })).toEqual({ none: 3, too_many_open: 57 });
  });
});

describe('a volunteer with an offer', () => {
  const NOTES = 'fell in the bath, door code 4711';

  it('sees only service and distance until accepting', async () => {
    const { service } = world.feature;
    const volunteer = await world.resident(community, true);
    const other = await world.resident(community, true);
    // 250 m north of the booking.
    const home = { latitude: HERE.latitude + 0.25 / 111.2, longitude: HERE.longitude };
    await world.db.owner('resident').where({ id: volunteer.id }).update(home);
    const { booking } = await book({ serviceType: 'neighbor_sos', location: HERE, notes: NOTES });
    await world.settle();

    const offered = async (to: ResidentPrincipal) => {
      const { data } = await service.listOwnOffers(to, undefined, { limit: 10 });
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
      timeline: () => service.timeline(volunteer, bookingId, { limit: 10 }),
      'offers of the booking': () => service.listBookingOffers(volunteer, bookingId, { limit: 10 }),
      subscribe: () => world.sockets.handle('subscribe', volunteer, { bookingId }),
      move: () => service.transition(volunteer, bookingId, { to: 'cancelled' }),
      position: () => service.reportPosition(volunteer, bookingId, HERE),
    };
    for (const [name, read] of Object.entries(reads)) {
      expect([name, await codeOf(read())]).toEqual([name, 'not_found']);
    }
    const { data } = await service.list(volunteer, { limit: 200 });
    expect(data).toEqual([]);
    const messages = world.published.filter(({ rooms }) => rooms.includes(`resident:${volunteer.id}`));
    expect(messages.map(({ event, payload }) => [event, Object.keys(payload).sort()])).toContainEqual([
      'offer',
      ['bookingId', 'offerId', 'state'],
    ]);
    expect(JSON.stringify(messages)).not.toMatch(/latitude|code 4711/);

    // Declining reveals no more than the offer did.
    const declined = await service.respondToOffer(other, (await offered(other))?.row.id ?? '', {
      answer: 'decline',
    });
    expect(declined).toMatchObject({ view: null, offer: { location: null } });
    expect(await codeOf(service.get(other, bookingId))).toBe('not_found');

    const accepted = await service.respondToOffer(volunteer, offer?.row.id ?? '', { answer: 'accept' });
    expect(accepted.offer.location).toMatchObject(HERE);
    expect(accepted.view?.booking).toMatchObject({ notes: NOTES, location: HERE });
    expect((await service.get(volunteer, bookingId)).booking.notes).toBe(NOTES);
    expect((await offered(volunteer))?.location).toMatchObject(HERE);
  });
});
