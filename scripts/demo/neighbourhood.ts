import { createHash } from 'node:crypto';
import { DEFIBRILLATOR_SEALED } from '@kiwimesh/api/features/neighbourhood/index.ts';
import { currentDataKeys } from '@kiwimesh/api/kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '@kiwimesh/api/kernel/db/unit/unit-of-work.ts';
import { sealRow } from '@kiwimesh/api/kernel/sealing/sealed-columns.ts';
import type { DemoWorld } from './world.ts';

const METRE_IN_DEGREES = 1 / 111_195;
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

/** Of the first community: places north of its centre. */
const DEFIBRILLATORS = [
  {
    name: 'Clubhouse, ground floor',
    metres: 60,
    access: 'White cabinet left of the reception; it opens without a key.',
    hours: [{ days: EVERY_DAY, from: '06:00', to: '23:00' }],
  },
  { name: 'Gate 2', metres: 140, access: 'The guard hands it out, day and night.', hours: null },
];
const VOLUNTEERS = 2;

/** Two defibrillators, and two volunteers whose certificates are verified, in the first community of the demo. */
export async function insertNeighbourhood(uow: UnitOfWork, world: DemoWorld): Promise<void> {
  const [community] = world.communities;
  if (community === undefined) return;
  const times = { created_at: uow.now, updated_at: uow.now };
  const today = uow.now.toISOString().slice(0, 10);
  const rows = DEFIBRILLATORS.map(({ name, metres, access, hours }) => ({
    id: stableId(`${community.id} ${name}`),
    community_id: community.id,
    name,
    latitude: community.latitude + metres * METRE_IN_DEGREES,
    longitude: community.longitude,
    access_hint: access,
    hours: hours && JSON.stringify(hours),
    in_service: true,
    check_every_days: 30,
    last_checked_on: today,
    version: 1,
    ...times,
  }));
  for (const row of rows) sealRow(DEFIBRILLATOR_SEALED, row, row.id, currentDataKeys);
  await uow.trx('defibrillator').insert(rows);
  const volunteers = world.residents
    .filter(({ communityId, neighborSosVolunteer }) => communityId === community.id && neighborSosVolunteer)
    .slice(0, VOLUNTEERS);
  await uow
    .trx('volunteer')
    .insert(volunteers.map(({ id }) => ({ resident_id: id, available: true, updated_at: uow.now })));
  await uow.trx('volunteer_skill').insert(
    volunteers.map(({ id }) => ({
      id: stableId(`${id} cpr`),
      resident_id: id,
      community_id: community.id,
      skill: 'cpr',
      certified_on: today,
      // Two years, as most councils certify.
      expires_on: `${Number(today.slice(0, 4)) + 2}-01-01`,
      state: 'verified',
      decided_by: community.managerId,
      decided_at: uow.now,
      version: 1,
      ...times,
    })),
  );
}

/** The same id after the database was thrown away. */
function stableId(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
