import { createHash } from 'node:crypto';
import { importHistory, type PolicyBook } from '@kiwimesh/api/features/booking/index.ts';
import { PEOPLE_SEALED } from '@kiwimesh/api/features/organisations/index.ts';
import { systemScope } from '@kiwimesh/api/kernel/auth/scope.ts';
import type { Database } from '@kiwimesh/api/kernel/db/unit/database.ts';
import { currentDataKeys } from '@kiwimesh/api/kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '@kiwimesh/api/kernel/db/unit/unit-of-work.ts';
import { sealRow } from '@kiwimesh/api/kernel/sealing/sealed-columns.ts';
import { loadRegion } from '@kiwimesh/api/region.ts';
import { makeHistory } from './history.ts';
import type { HospitalWidgetKey } from './logins.ts';
import { insertNeighbourhood } from './neighbourhood.ts';
import { DEMO_COMMUNITIES, DEMO_PASSWORD, type DemoRegion, type DemoWorld, makeWorld } from './world.ts';

export interface SeedOptions {
  readonly database: Database;
  readonly policies: PolicyBook;
  /** Where the world is. Default: `in`. */
  readonly region?: DemoRegion;
  /** Origins on which the demo's widgets may stand. */
  readonly widgetOrigins: readonly string[];
  readonly hashPassword: (password: string) => Promise<string>;
}

export interface Seeded {
  readonly world: DemoWorld;
  readonly keys: readonly HospitalWidgetKey[];
  /** False when the demo world was there already. */
  readonly fresh: boolean;
  readonly bookings: number;
}

const ROWS_A_STATEMENT = 500;

/**
 * Writes the demo world once, in one transaction: a second run finds it and changes nothing but the origins its widget
 * keys allow (the port may be another), and gives hospitals of a world made before there were duties a dispatcher.
 */
export async function seedDemo(options: SeedOptions): Promise<Seeded> {
  const { database, policies, region = loadRegion('in') } = options;
  return database.run(systemScope('demo data'), async (uow) => {
    // A world made again on the day of the first gives the same ids.
    const [first] = await uow
      .trx('community')
      .select('created_at')
      .where({ name: DEMO_COMMUNITIES[0]?.name });
    const world = makeWorld(first ? new Date(first.created_at) : uow.now, region);
    const keys = widgetKeys(world, options.widgetOrigins);
    if (first) {
      for (const key of keys) {
        await uow
          .trx('api_key')
          .where({ publishable_key: key.publishableKey })
          .update({ allowed_origins: key.allowedOrigins });
      }
      await addDispatchers(uow, world);
      return { world, keys, fresh: false, bookings: 0 };
    }
    await insertPlaces(uow, world);
    await insertPeople(uow, world, await options.hashPassword(DEMO_PASSWORD));
    await insertKeys(uow, world, keys);
    await insertNeighbourhood(uow, world);
    const bookings = await importHistory(uow, policies, makeHistory(world, policies, uow.now));
    return { world, keys, fresh: true, bookings };
  });
}

/** Keys made from the hospitals' ids: the same after the database was thrown away. They are public by nature. */
function widgetKeys(world: DemoWorld, origins: readonly string[]): HospitalWidgetKey[] {
  return world.hospitals.map(({ id, name }) => ({
    hospitalId: id,
    publishableKey: `pk_${createHash('sha256').update(`demo widget ${name}`).digest('base64url').slice(0, 32)}`,
    allowedOrigins: [...origins],
  }));
}

async function insertPlaces(uow: UnitOfWork, world: DemoWorld): Promise<void> {
  const times = { created_at: uow.now, updated_at: uow.now };
  const place = ({ id, name, address, latitude, longitude }: (typeof world.hospitals)[number]) => ({
    id,
    name,
    address,
    latitude,
    longitude,
    timezone: world.region.timezone,
    ...times,
  });
  await uow
    .trx('hospital')
    .insert(world.hospitals.map((hospital) => ({ ...place(hospital), phone: hospital.phone })));
  await uow.trx('community').insert(world.communities.map((community) => place({ ...community, phone: '' })));
  await uow.trx('hospital_community').insert(
    world.communities.flatMap(({ id, hospitalIds }) =>
      hospitalIds.map((hospitalId, index) => ({
        hospital_id: hospitalId,
        community_id: id,
        priority: (index + 1) * 10,
        created_at: uow.now,
      })),
    ),
  );
}

/** A hospital where someone takes calls already stays as it is. */
async function addDispatchers(uow: UnitOfWork, world: DemoWorld): Promise<void> {
  for (const { id, hospitalId } of world.staff.filter(({ dispatcher }) => dispatcher)) {
    const inPlace = await uow
      .trx('staff')
      .where({ hospital_id: hospitalId })
      .whereRaw('duties @> array[?]', ['dispatch']);
    if (inPlace.length > 0) continue;
    await uow
      .trx('staff')
      .where({ id })
      .update({ duties: ['dispatch'], version: uow.trx.raw('version + 1'), updated_at: uow.now });
  }
}

/** Written past the models, ten thousand rows at once: what they seal is sealed here. */
type SeedRow = Record<string, unknown>;

/** Staff and residents; those with a position are on duty. */
export async function insertPeople(
  uow: UnitOfWork,
  world: Pick<DemoWorld, 'staff' | 'residents' | 'communities'>,
  passwordHash: string,
): Promise<void> {
  const times = { created_at: uow.now, updated_at: uow.now };
  const mobile = world.staff.filter(({ latitude }) => latitude !== null);
  const staff = world.staff.map(
    ({ id, role, name, email, phone, hospitalId, communityId, latitude, dispatcher }): SeedRow => ({
      id,
      role,
      name,
      email,
      phone,
      hospital_id: hospitalId,
      community_id: communityId,
      on_duty: latitude !== null,
      duties: dispatcher ? ['dispatch'] : [],
      ...times,
    }),
  );
  for (const row of staff) sealRow(PEOPLE_SEALED.staff, row, row.id, currentDataKeys);
  await uow.trx('staff').insert(staff);
  await uow
    .trx('staff_credential')
    .insert(
      world.staff.map(({ id }) => ({ staff_id: id, password_hash: passwordHash, changed_at: uow.now })),
    );
  await uow.trx('staff_position').insert(
    mobile.map(({ id, hospitalId, latitude, longitude }) => ({
      staff_id: id,
      hospital_id: hospitalId,
      latitude,
      longitude,
      recorded_at: uow.now,
    })),
  );
  const residents = world.residents.map(
    (resident): SeedRow => ({
      id: resident.id,
      community_id: resident.communityId,
      name: resident.name,
      phone: resident.phone,
      unit: resident.unit,
      date_of_birth: resident.dateOfBirth,
      language: resident.language,
      latitude: resident.latitude,
      longitude: resident.longitude,
      address: `${resident.unit}, ${world.communities.find(({ id }) => id === resident.communityId)?.name}`,
      neighbor_sos_volunteer: resident.neighborSosVolunteer,
      ...times,
    }),
  );
  for (const row of residents) sealRow(PEOPLE_SEALED.resident, row, row.id, currentDataKeys);
  await uow.trx.batchInsert('resident', residents, ROWS_A_STATEMENT);
}

async function insertKeys(
  uow: UnitOfWork,
  world: DemoWorld,
  keys: readonly HospitalWidgetKey[],
): Promise<void> {
  await uow.trx('api_key').insert(
    keys.map(({ hospitalId, publishableKey, allowedOrigins }) => ({
      id: world.faker.string.uuid({ version: 7, refDate: uow.now }),
      name: 'Demo website',
      kind: 'publishable',
      hospital_id: hospitalId,
      allowed_origins: allowedOrigins,
      prefix: publishableKey.slice(0, 7),
      publishable_key: publishableKey,
      created_at: uow.now,
      updated_at: uow.now,
    })),
  );
}
