import { v7 } from 'uuid';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { Page } from '../../../kernel/ground/paging.ts';
import { foundBy } from '../../../kernel/privacy/blind-index.ts';
import { type ListRequest, newestOrChanged } from '../../../kernel/tenancy/changes.ts';
import { whereGiven } from '../../../kernel/tenancy/lists.ts';
import { checkActiveChange, requirePerson } from '../authority/api-keys.ts';
import { checkAuthorityOverResidents } from '../authority/residents.ts';
import { planAddressChanges } from '../authority/sign-in-addresses.ts';
import { changeOf, emitEntityEvent, ResidentAccessChanged } from '../events.ts';
import { Community, Resident } from '../models.ts';
import {
  likePattern,
  newRecord,
  notFound,
  notFoundAt,
  unprocessable,
  updateRecord,
  withConstraintProblems,
} from '../records.ts';
import type { RegionDefaults } from '../region-defaults.ts';
import type { Place } from '../sites/place.ts';
import { placeColumns } from '../sites/place.ts';
import type { AddressChanges, PresentAddress } from './identity-services.ts';
import { checkPhoneFree, claimPhone, PHONE_TAKEN } from './phone-uniqueness.ts';

export interface ResidentFields {
  readonly communityId: string;
  readonly name: string;
  /** E.164. */
  readonly phone: string;
  readonly email?: string | null;
  readonly unit?: string | null;
  /** `YYYY-MM-DD`. */
  readonly dateOfBirth?: string | null;
  readonly language?: string;
  readonly location?: Place | null;
  readonly neighborSosVolunteer?: boolean;
}

export type ResidentChanges = Partial<ResidentFields> & { readonly active?: boolean };

export interface ResidentFilter extends ListRequest {
  readonly communityId?: string | undefined;
  readonly active?: boolean | undefined;
  /** Part of the name. */
  readonly text?: string | undefined;
  /** E.164. */
  readonly phone?: string | undefined;
}

export const RESIDENT_DUPLICATES = {
  resident_phone_key: PHONE_TAKEN,
};

export async function createResident(
  uow: UnitOfWork,
  region: RegionDefaults,
  fields: ResidentFields,
): Promise<Resident> {
  await checkCommunity(uow, fields.communityId);
  const columns = columnsOf(uow, fields);
  await claimPhone(uow, columns.phone, null);
  const row = await withConstraintProblems(RESIDENT_DUPLICATES, () =>
    Resident.query(uow.trx)
      .insert({
        id: v7(),
        email: null,
        unit: null,
        dateOfBirth: null,
        language: region.languages[0],
        neighborSosVolunteer: false,
        ...placeColumns(null),
        ...columns,
        ...newRecord(uow),
      })
      .returning('*'),
  );
  emitEntityEvent(uow, 'resident', row.id, 'created');
  return row;
}

export async function getResident(uow: UnitOfWork, id: string): Promise<Resident> {
  const row = await Resident.query(uow.trx).findById(id);
  if (row === undefined || row.erasedAt !== null) throw notFound('resident');
  return row;
}

export async function listResidents(uow: UnitOfWork, filter: ResidentFilter): Promise<Page<Resident>> {
  const query = Resident.query(uow.trx).whereNull('erased_at');
  whereGiven(query, { community_id: filter.communityId, active: filter.active });
  if (filter.text !== undefined) query.where('name', 'ilike', likePattern(filter.text));
  if (filter.phone !== undefined) {
    query.whereIn(...foundBy(Resident, 'phone', [filter.phone]));
  }
  return newestOrChanged(uow, query, filter);
}

/** What a resident signs in with. */
export function residentAddresses(row: Resident): { phone: PresentAddress; email: PresentAddress } {
  return {
    phone: { address: row.phone, inUse: row.phoneProvenAt !== null },
    email: { address: row.email, inUse: row.emailProvenAt !== null },
  };
}

/** A sign-in address that is in use stays until the person confirms the new one: {@link planAddressChanges}. */
export async function updateResident(
  uow: UnitOfWork,
  addressChanges: AddressChanges,
  id: string,
  changes: ResidentChanges,
  expected: readonly number[] | undefined,
): Promise<Resident> {
  let recordChanges = async () => {};
  const { before, after } = await withConstraintProblems(RESIDENT_DUPLICATES, () =>
    updateRecord(uow, Resident, 'resident', id, expected, async (row) => {
      if (row.erasedAt !== null) throw notFound('resident');
      if (changes.communityId !== undefined && changes.communityId !== row.communityId) {
        await checkCommunity(uow, changes.communityId);
        requirePerson(uow.scope, '/communityId', 'The community of a resident');
        await checkAuthorityOverResidents(uow, row.communityId, '/communityId');
      }
      checkActiveChange(uow.scope, row.active, changes.active);
      if (changes.active !== undefined && changes.active !== row.active) {
        await checkAuthorityOverResidents(uow, row.communityId, '/active');
      }
      const owner = { kind: 'resident', id, communityId: row.communityId } as const;
      const wanted = columnsOf(uow, changes);
      const plan = await planAddressChanges(uow, addressChanges, owner, residentAddresses(row), wanted);
      const { columns } = plan;
      recordChanges = plan.recordChanges;
      for (const { channel, address } of plan.pending) {
        if (channel === 'phone') await checkPhoneFree(address, id);
      }
      const claims = columns.phone !== undefined || columns.active === true;
      if (claims && (columns.active ?? row.active)) await claimPhone(uow, columns.phone ?? row.phone, id);
      return columns;
    }),
  );
  if (after.version !== before.version) emitEntityEvent(uow, 'resident', id, changeOf(before, after));
  await recordChanges();
  if (after.communityId !== before.communityId) {
    uow.emit(ResidentAccessChanged(id, { residentId: id }));
  }
  return after;
}

async function checkCommunity(uow: UnitOfWork, communityId: string): Promise<void> {
  const community = await Community.query(uow.trx).findById(communityId);
  if (community === undefined) throw notFoundAt('/communityId', 'community');
  if (!community.active) throw unprocessable('/communityId', 'This community is deactivated.');
}

function columnsOf<Fields extends ResidentChanges>(uow: UnitOfWork, fields: Fields) {
  const { location, ...rest } = fields;
  if (rest.dateOfBirth != null && rest.dateOfBirth > uow.now.toISOString().slice(0, 10)) {
    throw unprocessable('/dateOfBirth', 'A date of birth cannot be in the future.');
  }
  return { ...rest, ...placed(location) };
}

function placed(location: Place | null | undefined) {
  return location === undefined ? {} : placeColumns(location);
}
