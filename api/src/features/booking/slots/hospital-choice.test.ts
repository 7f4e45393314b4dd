import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BookingWorld, bookingWorld } from '../../../../test/support/worlds/booking-world.ts';
import type { ApiKeyPrincipal, ResidentPrincipal, StaffPrincipal } from '../../../kernel/auth/principal.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import type { HospitalChoice } from './hospitals.ts';

const HOUR = 3_600_000;
const BOTH = 'Set either hospitalId or preferredHospitalId, not both.';

let world: BookingWorld;
let community: string;
/** By the name each has in the tables below. `default` comes first for the community. */
const hospitals = new Map<string, string>([['unknown', v7()]]);

beforeAll(async () => {
  world = await bookingWorld();
  community = await world.community();
  const elsewhere = await world.community();
  for (const name of ['default', 'second', 'inactive', 'not offering']) {
    hospitals.set(name, await world.hospital([community]));
  }
  hospitals.set('foreign', await world.hospital([elsewhere]));
  await world.db.owner('hospital').where('id', named('inactive')).update({ active: false });
  await world.db.owner('hospital_service').insert(
    ['first_aid', 'blood_test'].map((serviceType) => ({
      hospital_id: named('not offering'),
      service_type: serviceType,
      enabled: false,
    })),
  );
});
afterAll(() => world?.close());

function named(name: string): string {
  const id = hospitals.get(name);
  if (id === undefined) throw new Error(`No hospital called ${name}`);
  return id;
}

const nameOf = (id: string | null) => [...hospitals].find((entry) => entry[1] === id)?.[0] ?? id;

/** What the caller gets: the name of the hospital, or the problem. */
async function outcome(work: Promise<string | null>): Promise<unknown> {
  try {
    return nameOf(await work);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { status: error.status, code: error.code, ...error.extensions, errors: error.errors };
  }
}

async function book(
  choice: HospitalChoice,
  serviceType = 'first_aid',
  scheduledFor?: Date,
  by?: StaffPrincipal | ApiKeyPrincipal,
): Promise<string | null> {
  const resident: ResidentPrincipal = await world.resident(community);
  const { booking } = await world.feature.service.create(by ?? resident, {
    serviceType,
    scheduledFor,
    ...choice,
    ...(by === undefined ? {} : { residentId: resident.id }),
  });
  return booking.hospitalId;
}

async function slots(choice: HospitalChoice, by?: StaffPrincipal): Promise<string[]> {
  const available = await world.feature.service.availability(by ?? (await world.resident(community)), {
    serviceType: 'blood_test',
    ...choice,
    from: world.now(),
    to: new Date(world.now().getTime() + 48 * HOUR),
  });
  return [...new Set(available.map(({ hospitalId }) => nameOf(hospitalId) ?? ''))].sort();
}

describe('preferredHospitalId of a booking', () => {
  it.each([
    ['second', 'second'],
    ['default', 'default'],
    ['inactive', 'default'],
    ['not offering', 'default'],
    ['foreign', 'default'],
    ['unknown', 'default'],
  ])('%s chooses %s', async (preferred, chosen) => {
    expect(await outcome(book({ preferredHospitalId: named(preferred) }))).toBe(chosen);
  });

  it.each(['inactive', 'not offering', 'foreign', 'unknown'])(
    'stays strict as hospitalId: %s',
    async (name) => {
      expect(await outcome(book({ hospitalId: named(name) }))).toMatchObject({
        status: 422,
        code: 'unprocessable',
        errors: [{ pointer: '/hospitalId' }],
      });
    },
  );

  it('is ignored for services that volunteers provide', async () => {
    expect(await outcome(book({ preferredHospitalId: named('second') }, 'neighbor_sos'))).toBe(null);
  });

  it('chooses the hospital before the slot', async () => {
    const [slot] = await world.feature.service.availability(await world.resident(community), {
      serviceType: 'blood_test',
      hospitalId: named('second'),
      from: world.now(),
      to: new Date(world.now().getTime() + 48 * HOUR),
    });
    const at = slot?.start ?? world.now();
    const prefer = (name: string) => book({ preferredHospitalId: named(name) }, 'blood_test', at);
    expect(await outcome(prefer('second'))).toBe('second');
    expect(await outcome(prefer('not offering'))).toBe('default');
    await world.db
      .owner('hospital_service')
      .insert({ hospital_id: named('second'), service_type: 'blood_test', enabled: true, capacity: 1 });
    expect(await outcome(prefer('second'))).toMatchObject({ status: 409, code: 'slot_taken' });
  });

  it('chooses among the hospitals that the caller reaches', async () => {
    const admin = await world.staff('hospital_admin', { hospitalId: named('second'), onDuty: false });
    const key = world.apiKey(named('second'));
    for (const by of [admin, key])
      expect(await outcome(book({ preferredHospitalId: named('default') }, 'first_aid', undefined, by))).toBe(
        'second',
      );
  });

  it('is rejected together with hospitalId', async () => {
    const both = { hospitalId: named('default'), preferredHospitalId: named('default') };
    expect(await outcome(book(both))).toMatchObject({
      status: 400,
      code: 'invalid_request',
      errors: [{ pointer: '/preferredHospitalId', detail: BOTH }],
    });
  });
});

describe('preferredHospitalId of the availability', () => {
  it.each([
    ['second', ['second']],
    ['inactive', ['default', 'second']],
    ['not offering', ['default', 'second']],
    ['foreign', ['default', 'second']],
    ['unknown', ['default', 'second']],
  ])('%s lists the slots of %j', async (preferred, listed) => {
    expect(await slots({ preferredHospitalId: named(preferred) })).toEqual(listed);
  });

  it('leaves staff of a hospital with their own', async () => {
    const nurse = await world.staff('nurse', { hospitalId: named('second'), onDuty: false });
    expect(await slots({ preferredHospitalId: named('default') }, nurse)).toEqual(['second']);
  });

  it('is rejected together with hospitalId', async () => {
    const both = { hospitalId: named('default'), preferredHospitalId: named('second') };
    await expect(slots(both)).rejects.toMatchObject({
      code: 'invalid_request',
      errors: [{ pointer: '/query/preferredHospitalId', detail: BOTH }],
    });
  });
});
