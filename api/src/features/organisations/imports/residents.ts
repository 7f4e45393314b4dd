import { asSystem } from '../../../kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { claimValues, foundBy } from '../../../kernel/privacy/blind-index.ts';
import { hasAuthorityOverResidents, SERVED_BY_OTHERS } from '../authority/residents.ts';
import { decideAddressChange } from '../authority/sign-in-addresses.ts';
import { Resident } from '../models.ts';
import { residentAddresses } from '../people/residents.ts';
import type { RegionDefaults } from '../region-defaults.ts';
import { placeColumns } from '../sites/place.ts';
import {
  type Draft,
  type ImportKind,
  type ImportOptions,
  importDrafts,
  type ReadRow,
  type RowResult,
} from './engine.ts';
import { References } from './references.ts';
import { type ImportRow, type RowFault, RowReader, withoutEmpty } from './row-reader.ts';

const COLUMNS = [
  ...['communityId', 'community', 'name', 'phone', 'email', 'unit', 'dateOfBirth', 'language'],
  ...['latitude', 'longitude', 'address', 'neighborSosVolunteer', 'active'],
] as const;

const TAKEN: RowFault = {
  field: 'phone',
  detail:
    'an active resident of another community has this phone; deactivate that record or correct the number',
};

const EMAIL_IN_USE: RowFault = {
  field: 'email',
  detail:
    'the person signs in with another email; it cannot be changed by an import, because the person has to confirm it',
};

const NO_AUTHORITY: RowFault = { field: 'active', detail: SERVED_BY_OTHERS };

/** Until residents can have dependants, see docs/guides/admin-cli.md. */
const ONE_PER_PHONE =
  'a phone belongs to one resident: people of one household who share a phone cannot all be imported yet, so give each person a number of their own or omit them';

/** Residents are matched by phone and community; of two records that match, the active one is used. */
export async function importResidents(
  uow: UnitOfWork,
  region: RegionDefaults,
  rows: readonly ImportRow[],
  options: ImportOptions,
): Promise<readonly RowResult[]> {
  const communities = await References.read(uow, 'community', rows, ['communityId', 'community']);
  const today = uow.now.toISOString().slice(0, 10);
  const read: ReadRow<Resident>[] = [];
  for (const [index, row] of rows.entries()) {
    read.push(await readRow(index + 1, row, communities, uow.scope.communityId, region, today));
  }
  return importDrafts(uow, kindFor(region), read, options);
}

async function readRow(
  row: number,
  cells: ImportRow,
  communities: References,
  ownCommunity: string | null,
  region: RegionDefaults,
  today: string,
): Promise<ReadRow<Resident>> {
  const reader = new RowReader(cells, COLUMNS);
  const byId = communities.one(reader, 'communityId');
  const byName = communities.one(reader, 'community');
  const communityId = byId ?? byName ?? ownCommunity;
  if (byId && byName && byId !== byName) reader.fault('community', 'is not the one that communityId names');
  if (communityId === null && byId !== undefined && byName !== undefined) {
    reader.fault('communityId', 'must not be empty; give the id, or the name in the column community');
  }
  const name = reader.name('name', 200);
  const phone = reader.phone('phone', region.phoneCountry);
  if (phone === undefined && !reader.faults.some((fault) => fault.field === 'phone')) {
    reader.fault('phone', 'must not be empty');
  }
  const dateOfBirth = reader.date('dateOfBirth');
  if (dateOfBirth !== undefined && dateOfBirth > today)
    reader.fault('dateOfBirth', 'must not be in the future');
  const point = reader.point();
  const address = reader.text('address', 500);
  if (
    address !== undefined &&
    point === undefined &&
    !reader.faults.some((fault) => /itude$/.test(fault.field ?? ''))
  ) {
    reader.fault(
      'address',
      'describes a point: set latitude and longitude too, or use unit for the door number',
    );
  }
  const values = withoutEmpty({
    communityId: communityId ?? undefined,
    name,
    phone,
    email: reader.email('email'),
    unit: reader.text('unit', 100),
    dateOfBirth,
    language: reader.language('language'),
    neighborSosVolunteer: reader.yesNo('neighborSosVolunteer'),
    active: reader.yesNo('active'),
    ...(point === undefined ? {} : withoutEmpty({ ...point, address })),
  });
  if (reader.faults.length > 0) return { row, faults: reader.faults };
  return { row, key: `${phone}|${communityId}`, values: values as Partial<Resident> };
}

function kindFor(region: RegionDefaults): ImportKind<Resident> {
  return {
    entity: 'resident',
    model: Resident,
    keyOf: (row) => `${row.phone}|${row.communityId}`,
    async findExisting(uow, drafts) {
      if (drafts.length === 0) return [];
      return Resident.query(uow.trx)
        .whereIn(...foundBy(Resident, 'phone', phonesOf(drafts)))
        .orderBy('active');
    },
    defaults: () => ({
      email: null,
      unit: null,
      dateOfBirth: null,
      language: region.languages[0],
      neighborSosVolunteer: false,
      ...placeColumns(null),
    }),
    async findConflicts(uow, drafts) {
      if (drafts.length === 0) return new Map();
      await claimValues(uow, Resident, 'phone', phonesOf(drafts));
      const taken = await asSystem('import: is the phone taken', async (system) =>
        Resident.query(system.trx)
          .select('id', 'phone')
          .where('active', true)
          .whereIn(...foundBy(Resident, 'phone', phonesOf(drafts))),
      );
      const phones = new Set(taken.map((row) => row.phone));
      return new Map(
        drafts
          .filter((draft) => draft.values.active !== false && phones.has(draft.values.phone ?? ''))
          .map((draft) => [draft.row, TAKEN]),
      );
    },
    async forbiddenChange(uow, row, { active, email }) {
      if (email !== undefined) {
        const owner = { kind: 'resident', id: row.id, communityId: row.communityId } as const;
        const decision = await decideAddressChange(uow, owner, 'email', residentAddresses(row).email, email);
        if (decision === 'pending') return EMAIL_IN_USE;
      }
      if (active === undefined || active === row.active) return null;
      return (await hasAuthorityOverResidents(uow, row.communityId)) ? null : NO_AUTHORITY;
    },
    nameDiffers: `differs from the name of the resident of this community who has this phone; if it is the same person under a new name, import with onNameChange update; ${ONE_PER_PHONE}`,
    onePerKey: ONE_PER_PHONE,
  };
}

function phonesOf(drafts: readonly Draft<Resident>[]): string[] {
  return drafts.map((draft) => draft.values.phone ?? '');
}
