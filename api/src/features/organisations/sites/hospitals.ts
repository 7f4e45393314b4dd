import { v7 } from 'uuid';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { Page } from '../../../kernel/ground/paging.ts';
import { type ListRequest, newestOrChanged } from '../../../kernel/tenancy/changes.ts';
import { checkActive } from '../authority/keys.ts';
import { edit, happened } from '../events.ts';
import type { Place, RegionDefaults } from '../face.ts';
import { Hospital, HospitalCommunity } from '../models.ts';
import { amend, checkTimezone, containing, naming, notFound } from './amend.ts';
import { siteColumns } from './place.ts';

export interface HospitalFields {
  readonly name: string;
  /** E.164. */
  readonly phone?: string | null;
  readonly address?: string | null;
  readonly location?: Place | null;
  readonly timezone?: string;
}

export type HospitalChanges = Partial<HospitalFields> & { readonly active?: boolean };

export interface HospitalFilter extends ListRequest {
  readonly communityId?: string | undefined;
  readonly active?: boolean | undefined;
  readonly search?: string | undefined;
}

/** A hospital with the communities of the caller's reach that it serves. */
export interface LinkedHospital {
  readonly row: Hospital;
  readonly communityIds: readonly string[];
}

export const HOSPITAL_DUPLICATES = {
  hospital_name_key: { pointer: '/name', detail: 'A hospital with this name already exists.' },
};

export async function createHospital(
  uow: UnitOfWork,
  region: RegionDefaults,
  fields: HospitalFields,
): Promise<LinkedHospital> {
  checkTimezone(fields.timezone);
  const row = await naming(HOSPITAL_DUPLICATES, () =>
    Hospital.query(uow.trx)
      .insert({
        id: v7(),
        timezone: region.timezone,
        phone: null,
        address: null,
        ...siteColumns(null),
        ...columnsOf(fields),
        active: true,
        version: 1,
        createdAt: uow.now,
        updatedAt: uow.now,
      })
      .returning('*'),
  );
  happened(uow, 'hospital', row.id, 'created');
  return { row, communityIds: [] };
}

export async function getHospital(uow: UnitOfWork, id: string): Promise<LinkedHospital> {
  const row = await Hospital.query(uow.trx).findById(id);
  if (row === undefined) throw notFound('hospital');
  return withCommunities(uow, row);
}

export async function listHospitals(uow: UnitOfWork, filter: HospitalFilter): Promise<Page<LinkedHospital>> {
  const query = Hospital.query(uow.trx);
  if (filter.active !== undefined) query.where('active', filter.active);
  if (filter.search !== undefined) query.where('name', 'ilike', containing(filter.search));
  if (filter.communityId !== undefined) {
    query.whereIn(
      'id',
      HospitalCommunity.query(uow.trx).select('hospital_id').where('community_id', filter.communityId),
    );
  }
  const page = await newestOrChanged(uow, query, filter);
  const communities = await communitiesByHospital(
    uow,
    page.data.map((row) => row.id),
  );
  return {
    data: page.data.map((row) => ({ row, communityIds: communities.get(row.id) ?? [] })),
    nextCursor: page.nextCursor,
  };
}

export async function updateHospital(
  uow: UnitOfWork,
  id: string,
  changes: HospitalChanges,
  expected: readonly number[] | undefined,
): Promise<LinkedHospital> {
  checkTimezone(changes.timezone);
  const { before, after } = await naming(HOSPITAL_DUPLICATES, () =>
    amend(uow, Hospital, 'hospital', id, expected, (row) => {
      checkActive(uow.scope, row.active, changes.active);
      return columnsOf(changes);
    }),
  );
  if (after.version !== before.version) happened(uow, 'hospital', id, edit(before, after));
  return withCommunities(uow, after);
}

async function withCommunities(uow: UnitOfWork, row: Hospital): Promise<LinkedHospital> {
  return { row, communityIds: (await communitiesByHospital(uow, [row.id])).get(row.id) ?? [] };
}

async function communitiesByHospital(
  uow: UnitOfWork,
  ids: readonly string[],
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>(ids.map((id) => [id, []]));
  if (ids.length === 0) return found;
  const links = await HospitalCommunity.query(uow.trx)
    .whereIn('hospital_id', [...ids])
    .orderBy(['priority', 'community_id']);
  for (const link of links) found.get(link.hospitalId)?.push(link.communityId);
  return found;
}

function columnsOf(fields: HospitalChanges) {
  const { location, ...rest } = fields;
  return { ...rest, ...(location === undefined ? {} : siteColumns(location)) };
}
