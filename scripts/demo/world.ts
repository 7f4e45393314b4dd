import { ar, base, en, en_IN, Faker, type LocaleDefinition } from '@faker-js/faker';
import type { Region } from '@kiwimesh/api/region.ts';
import { v7 as uuidv7 } from 'uuid';

/**
 * The demo world, made from one seed: the same people, places and phones every time. Only the dates follow the day
 * on which it is made. Names are invented by the generator; phones are never dialled, since the demo's messages go
 * to a sandbox.
 */
export interface DemoCommunity {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly hospitalIds: readonly string[];
  readonly managerId: string;
}

export interface DemoHospital {
  readonly id: string;
  readonly name: string;
  readonly phone: string;
  readonly address: string;
  readonly latitude: number;
  readonly longitude: number;
}

export type DemoStaffRole = 'super_admin' | 'hospital_admin' | 'nurse' | 'paramedic' | 'community_manager';

export interface DemoStaff {
  readonly id: string;
  readonly role: DemoStaffRole;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly hospitalId: string | null;
  readonly communityId: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** Takes emergency calls beside their role. */
  readonly dispatcher: boolean;
}

export interface DemoResident {
  readonly id: string;
  readonly communityId: string;
  readonly name: string;
  readonly phone: string;
  readonly unit: string;
  readonly dateOfBirth: string;
  readonly language: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly neighborSosVolunteer: boolean;
}

export interface DemoWorld {
  readonly faker: Faker;
  readonly region: DemoRegion;
  readonly hospitals: readonly DemoHospital[];
  readonly communities: readonly DemoCommunity[];
  readonly staff: readonly DemoStaff[];
  readonly residents: readonly DemoResident[];
}

export const DEMO_PASSWORD = 'mango-lantern-river-42';
const SEED = 20_260_101;
/** Where names come from, by country; elsewhere they are English. */
const NAMES: Readonly<Record<string, LocaleDefinition>> = { AE: ar, IN: en_IN };
const KM_IN_DEGREES = 1 / 111.2;

const HOSPITALS = ['Kaveri General Hospital', 'Nandi Hills Medical Centre', 'Lakeview Care Hospital'];
export const DEMO_COMMUNITIES = [
  { name: 'Banyan Grove', links: [0, 1] },
  { name: 'Jacaranda Heights', links: [0] },
  { name: 'Silver Oak Residency', links: [1, 0] },
  { name: 'Palm Meadows East', links: [1] },
  { name: 'Lotus Lake Villas', links: [2, 1] },
  { name: 'Tamarind Court', links: [2] },
];
/** Staff for each hospital: 1 admin, 9 nurses, 7 paramedics, and one more nurse or paramedic to make 60 in all. */
const PER_HOSPITAL = { nurse: 9, paramedic: 7 };
/** Of the nurses of each hospital, the one who takes emergency calls; not the first, who is the nurse of `demo.json`. */
const DISPATCHER = 2;
const EXTRA: readonly ('nurse' | 'paramedic')[] = ['nurse', 'paramedic'];

/** What the demo takes from a region pack. */
export type DemoRegion = Pick<Region, 'id' | 'country' | 'timezone' | 'languages' | 'demo'>;

/**
 * Makes the whole world. `now` only gives the ids their time part.
 * @throws Error for a region pack without a demo section.
 */
export function makeWorld(now: Date, region: DemoRegion, residentCount = 1000): DemoWorld {
  const { demo: place } = region;
  if (place === undefined) {
    throw new Error(`the region pack ${region.id} has no demo section: add one to see the demo there`);
  }
  const names = NAMES[region.country];
  const faker = new Faker({ locale: [...(names === undefined ? [] : [names]), en, base], seed: SEED });
  const [first, second = first] = region.languages;
  const newId = idMaker(faker, now);
  const near = (centre: { latitude: number; longitude: number }, km: number) => {
    const angle = faker.number.float({ min: 0, max: 2 * Math.PI });
    const distance = km * Math.sqrt(faker.number.float({ min: 0, max: 1 })) * KM_IN_DEGREES;
    return {
      latitude: round(centre.latitude + distance * Math.cos(angle)),
      longitude: round(centre.longitude + distance * Math.sin(angle)),
    };
  };

  const hospitals: DemoHospital[] = HOSPITALS.map((name, index) => ({
    id: newId(),
    name,
    phone: `${place.phones.hospitals}${String(index + 1).padStart(3, '0')}`,
    address: `${faker.number.int({ min: 1, max: 240 })} ${faker.location.street()}, ${place.city}`,
    ...near({ latitude: place.latitude + index * 0.045, longitude: place.longitude + index * 0.03 }, 1),
  }));

  const managerIds = DEMO_COMMUNITIES.map(() => newId());
  const communities: DemoCommunity[] = DEMO_COMMUNITIES.map(({ name, links }, index) => ({
    id: newId(),
    name,
    address: `${faker.location.street()}, ${place.city}`,
    ...near(hospitals[links[0] ?? 0] ?? place, 5),
    hospitalIds: links.map((link) => hospitals[link]?.id ?? ''),
    managerId: managerIds[index] ?? '',
  }));

  const staff = makeStaff(faker, newId, place.phones.staff, hospitals, communities, near);
  const residents = Array.from({ length: residentCount }, (_, index): DemoResident => {
    const community = communities[index % communities.length] as DemoCommunity;
    return {
      id: newId(),
      communityId: community.id,
      name: faker.person.fullName(),
      phone: `${place.phones.residents}${String(100_000 + index)}`,
      unit: `${faker.helpers.arrayElement(['A', 'B', 'C', 'D'])}-${faker.number.int({ min: 1, max: 14 })}0${faker.number.int({ min: 1, max: 6 })}`,
      dateOfBirth: faker.date
        .birthdate({ mode: 'year', min: 1940, max: 2006, refDate: now })
        .toISOString()
        .slice(0, 10),
      language: faker.helpers.weightedArrayElement([
        { value: first, weight: 7 },
        { value: second, weight: 3 },
      ]),
      ...near(community, 0.3),
      neighborSosVolunteer: faker.datatype.boolean({ probability: 0.15 }),
    };
  });
  return { faker, region, hospitals, communities, staff, residents };
}

function makeStaff(
  faker: Faker,
  newId: () => string,
  phones: string,
  hospitals: readonly DemoHospital[],
  communities: readonly DemoCommunity[],
  near: (
    centre: { latitude: number; longitude: number },
    km: number,
  ) => { latitude: number; longitude: number },
): DemoStaff[] {
  let count = 0;
  const member = (
    role: DemoStaffRole,
    email: string,
    home: { hospital?: DemoHospital; communityId?: string; dispatcher?: boolean },
    id = newId(),
  ): DemoStaff => {
    count += 1;
    const mobile = home.hospital && (role === 'nurse' || role === 'paramedic');
    return {
      id,
      role,
      name: faker.person.fullName(),
      email: `${email}@demo.kiwimesh.example`,
      phone: `${phones}${String(100_000 + count)}`,
      hospitalId: home.hospital?.id ?? null,
      communityId: home.communityId ?? null,
      dispatcher: home.dispatcher ?? false,
      ...(mobile && home.hospital ? near(home.hospital, 4) : { latitude: null, longitude: null }),
    };
  };
  const staff = [member('super_admin', 'super', {})];
  communities.forEach((community, index) => {
    staff.push(
      member('community_manager', `manager${index + 1}`, { communityId: community.id }, community.managerId),
    );
  });
  hospitals.forEach((hospital, index) => {
    const at = `h${index + 1}`;
    staff.push(member('hospital_admin', `admin.${at}`, { hospital }));
    for (let n = 1; n <= PER_HOSPITAL.nurse; n++)
      staff.push(member('nurse', `nurse${n}.${at}`, { hospital, dispatcher: n === DISPATCHER }));
    for (let n = 1; n <= PER_HOSPITAL.paramedic; n++) {
      staff.push(member('paramedic', `paramedic${n}.${at}`, { hospital }));
    }
  });
  EXTRA.forEach((role, index) => {
    const hospital = hospitals[index] as DemoHospital;
    staff.push(member(role, `${role}${PER_HOSPITAL[role] + 1}.h${index + 1}`, { hospital }));
  });
  return staff;
}

/** UUIDv7s whose random part comes from the seeded generator and whose time part counts up from 31 days ago. */
function idMaker(faker: Faker, now: Date): () => string {
  let msecs = Math.floor(now.getTime() / 86_400_000) * 86_400_000 - 31 * 86_400_000;
  return () => {
    msecs += 1;
    const random = Uint8Array.from({ length: 16 }, () => faker.number.int({ min: 0, max: 255 }));
    return uuidv7({ msecs, random, seq: 0 });
  };
}

function round(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}
