import { v7 } from 'uuid';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { Page } from '../../../kernel/ground/paging.ts';
import { type ListRequest, newestOrChanged } from '../../../kernel/tenancy/changes.ts';
import { edit, happened } from '../events.ts';
import type { Place, RegionDefaults } from '../face.ts';
import { Community, HospitalCommunity } from '../models.ts';
import { amend, checkTimezone, containing, naming, notFound } from './amend.ts';
import { siteColumns } from './place.ts';

export interface CommunityFields {
  readonly name: string;
  readonly address?: string | null;
  readonly location?: Place | null;
  readonly timezone?: string;
}

export type CommunityChanges = Partial<CommunityFields> & { readonly active?: boolean };

export interface CommunityFilter extends ListRequest {
  readonly hospitalId?: string | undefined;
  readonly active?: boolean | undefined;
  readonly search?: string | undefined;
}

/** A community with the hospitals of the caller's reach that serve it. */
export interface LinkedCommunity {
  readonly row: Community;
  readonly hospitalIds: readonly string[];
}

export const COMMUNITY_DUPLICATES = {
  community_name_key: { pointer: '/name', detail: 'A community with this name already exists.' },
};

export async function createCommunity(
  uow: UnitOfWork,
  region: RegionDefaults,
  fields: CommunityFields,
): Promise<LinkedCommunity> {
  checkTimezone(fields.timezone);
  const row = await naming(COMMUNITY_DUPLICATES, () =>
    Community.query(uow.trx)
      .insert({
        id: v7(),
        timezone: region.timezone,
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
  happened(uow, 'community', row.id, 'created');
  return { row, hospitalIds: [] };
}

export async function getCommunity(uow: UnitOfWork, id: string): Promise<LinkedCommunity> {
  const row = await Community.query(uow.trx).findById(id);
  if (row === undefined) throw notFound('community');
  return withHospitals(uow, row);
}

export async function listCommunities(
  uow: UnitOfWork,
  filter: CommunityFilter,
): Promise<Page<LinkedCommunity>> {
  const query = Community.query(uow.trx);
  if (filter.active !== undefined) query.where('active', filter.active);
  if (filter.search !== undefined) query.where('name', 'ilike', containing(filter.search));
  if (filter.hospitalId !== undefined) {
    query.whereIn(
      'id',
      HospitalCommunity.query(uow.trx).select('community_id').where('hospital_id', filter.hospitalId),
    );
  }
  const page = await newestOrChanged(uow, query, filter);
  const hospitals = await hospitalsByCommunity(
    uow,
    page.data.map((row) => row.id),
  );
  return {
    data: page.data.map((row) => ({ row, hospitalIds: hospitals.get(row.id) ?? [] })),
    nextCursor: page.nextCursor,
  };
}

export async function updateCommunity(
  uow: UnitOfWork,
  id: string,
  changes: CommunityChanges,
  expected: readonly number[] | undefined,
): Promise<LinkedCommunity> {
  checkTimezone(changes.timezone);
  const { before, after } = await naming(COMMUNITY_DUPLICATES, () =>
    amend(uow, Community, 'community', id, expected, () => columnsOf(changes)),
  );
  if (after.version !== before.version) happened(uow, 'community', id, edit(before, after));
  return withHospitals(uow, after);
}

async function withHospitals(uow: UnitOfWork, row: Community): Promise<LinkedCommunity> {
  return { row, hospitalIds: (await hospitalsByCommunity(uow, [row.id])).get(row.id) ?? [] };
}

async function hospitalsByCommunity(uow: UnitOfWork, ids: readonly string[]): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>(ids.map((id) => [id, []]));
  if (ids.length === 0) return found;
  const links = await HospitalCommunity.query(uow.trx)
    .whereIn('community_id', [...ids])
    .orderBy(['priority', 'hospital_id']);
  for (const link of links) found.get(link.communityId)?.push(link.hospitalId);
  return found;
}

function columnsOf(fields: CommunityChanges) {
  const { location, ...rest } = fields;
  return { ...rest, ...(location === undefined ? {} : siteColumns(location)) };
}
