import { v7 } from 'uuid';
import type { StaffRole } from '../../../kernel/auth/principal.ts';
import { asSystem } from '../../../kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { Page } from '../../../kernel/ground/paging.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { type ListRequest, newestOrChanged } from '../../../kernel/tenancy/changes.ts';
import { checkActive, checkNoKey } from '../authority/keys.ts';
import { routeAddresses } from '../authority/sign-in-addresses.ts';
import { checkBelonging, checkManages } from '../authority/staff.ts';
import { accessChanged, edit, happened } from '../events.ts';
import type { AddressChanges, StaffPasswords } from '../face.ts';
import { Community, Hospital, Staff, StaffPosition } from '../models.ts';
import { amend, containing, impossible, naming, notFound, notFoundAt } from '../sites/amend.ts';

export interface StaffFields {
  readonly role: StaffRole;
  readonly name: string;
  readonly email: string;
  readonly phone?: string | null;
  readonly hospitalId?: string | null;
  readonly communityId?: string | null;
  readonly onDuty?: boolean;
  /** BCP 47. */
  readonly language?: string;
}

export type StaffChanges = Partial<StaffFields> & { readonly active?: boolean };

export interface StaffFilter extends ListRequest {
  readonly hospitalId?: string | undefined;
  readonly communityId?: string | undefined;
  readonly role?: string | undefined;
  readonly active?: boolean | undefined;
  readonly onDuty?: boolean | undefined;
  /** Part of the name or of the email. */
  readonly text?: string | undefined;
}

/** A member of staff with the last place reported. */
export interface PlacedStaff {
  readonly row: Staff;
  readonly position: StaffPosition | null;
}

export const STAFF_DUPLICATES = {
  staff_email_key: { pointer: '/email', detail: 'A member of staff with this email already exists.' },
};

/** @param passwordHash from {@link StaffPasswords.hash}, made before the unit of work; null lets nobody sign in yet. */
export async function createStaff(
  uow: UnitOfWork,
  passwords: StaffPasswords,
  fields: StaffFields,
  passwordHash: string | null,
): Promise<PlacedStaff> {
  checkManages(uow.scope, fields.role);
  if (passwordHash !== null) checkNoKey(uow.scope, '/password', 'A password');
  const belonging = belongingOf(uow, fields);
  checkBelonging(fields.role, belonging);
  await checkReferences(uow, belonging);
  const row = await naming(STAFF_DUPLICATES, () =>
    Staff.query(uow.trx)
      .insert({
        id: v7(),
        role: fields.role,
        name: fields.name,
        email: fields.email.toLowerCase(),
        phone: fields.phone ?? null,
        ...belonging,
        onDuty: fields.onDuty ?? false,
        language: fields.language ?? null,
        active: true,
        version: 1,
        createdAt: uow.now,
        updatedAt: uow.now,
      })
      .returning('*'),
  );
  if (passwordHash !== null) await passwords.set(uow, row.id, passwordHash);
  happened(uow, 'staff', row.id, 'created');
  return { row, position: null };
}

export async function getStaff(uow: UnitOfWork, id: string): Promise<PlacedStaff> {
  const row = await Staff.query(uow.trx).findById(id);
  if (row === undefined) throw notFound('member of staff');
  return placed(uow, row);
}

export async function listStaff(uow: UnitOfWork, filter: StaffFilter): Promise<Page<PlacedStaff>> {
  const query = Staff.query(uow.trx);
  if (filter.hospitalId !== undefined) query.where('hospital_id', filter.hospitalId);
  if (filter.communityId !== undefined) query.where('community_id', filter.communityId);
  if (filter.role !== undefined) query.where('role', filter.role);
  if (filter.active !== undefined) query.where('active', filter.active);
  if (filter.onDuty !== undefined) query.where('on_duty', filter.onDuty);
  if (filter.text !== undefined) {
    const wanted = containing(filter.text);
    query.where((either) => {
      either.where('name', 'ilike', wanted).orWhere('email', 'ilike', wanted);
    });
  }
  const page = await newestOrChanged(uow, query, filter);
  const positions = await positionsOf(
    uow,
    page.data.map((row) => row.id),
  );
  return {
    data: page.data.map((row) => ({ row, position: positions.get(row.id) ?? null })),
    nextCursor: page.nextCursor,
  };
}

/**
 * Another role, hospital or community changes what the person may see, so their sessions end; so does deactivation.
 * Nobody sets their own password or email here: a session left open would be enough to take the account.
 * Nobody deactivates themselves: the last administrator of a hospital would be locked out.
 */
export async function updateStaff(
  uow: UnitOfWork,
  passwords: StaffPasswords,
  addresses: AddressChanges,
  id: string,
  changes: StaffChanges,
  passwordHash: string | null,
  expected: readonly number[] | undefined,
): Promise<PlacedStaff> {
  let settle = async () => {};
  const { before, after } = await naming(STAFF_DUPLICATES, () =>
    amend(uow, Staff, 'member of staff', id, expected, async (row) => {
      checkManages(uow.scope, row.role);
      checkActive(uow.scope, row.active, changes.active);
      if (changes.active === false && id === uow.scope.staffId) {
        throw impossible('/active', 'You cannot deactivate yourself; ask another administrator.');
      }
      if (id === uow.scope.staffId && passwordHash !== null) {
        throw impossible(
          '/password',
          'Change your own password with PUT /v1/me/password, which requires the current one.',
        );
      }
      if (passwordHash !== null) await checkFirstPassword(uow, passwords, id);
      const email = { address: row.email, inUse: await passwords.isSet(id) };
      const routed = await routeAddresses(
        uow,
        addresses,
        { kind: 'staff', id },
        { email },
        columnsOf(changes),
      );
      const next = routed.columns;
      settle = routed.settle;
      for (const { address } of routed.pending) await checkEmailFree(address);
      const role = next.role ?? row.role;
      if (role !== row.role) checkManages(uow.scope, role);
      const belonging = { hospitalId: row.hospitalId, communityId: row.communityId, ...belongingIn(next) };
      checkBelonging(role, belonging);
      if (belonging.hospitalId !== row.hospitalId || belonging.communityId !== row.communityId) {
        await checkReferences(uow, belonging);
      }
      return next;
    }),
  );
  await settle();
  if (passwordHash !== null) await passwords.set(uow, id, passwordHash);
  if (after.version !== before.version) happened(uow, 'staff', id, edit(before, after));
  const moved =
    after.role !== before.role ||
    after.hospitalId !== before.hospitalId ||
    after.communityId !== before.communityId;
  if (moved || passwordHash !== null) accessChanged(uow, id);
  if (after.hospitalId !== before.hospitalId) {
    await StaffPosition.query(uow.trx).patch({ hospitalId: after.hospitalId }).where('staff_id', id);
  }
  return placed(uow, after);
}

/**
 * An administrator gives somebody their first password at most: from then on it is the person's own, else whoever may
 * edit an account could sign in to it.
 * @throws Problem `person_required` for a key, `owner_required` where the person has a password.
 */
async function checkFirstPassword(
  uow: UnitOfWork,
  passwords: StaffPasswords,
  staffId: string,
): Promise<void> {
  checkNoKey(uow.scope, '/password', 'A password');
  if (!(await passwords.isSet(staffId))) return;
  const detail =
    'This person has chosen a password, and only they can change it: they can request a reset link on the sign-in page.';
  throw new Problem('owner_required', { detail, errors: [{ pointer: '/password', detail }] });
}

async function checkEmailFree(email: string): Promise<void> {
  const holder = await asSystem('is the email taken', async (system) =>
    Staff.query(system.trx).findOne('email', email),
  );
  if (holder === undefined) return;
  const rule = STAFF_DUPLICATES.staff_email_key;
  throw new Problem('already_exists', { detail: rule.detail, errors: [rule] });
}

async function placed(uow: UnitOfWork, row: Staff): Promise<PlacedStaff> {
  return { row, position: (await positionsOf(uow, [row.id])).get(row.id) ?? null };
}

async function positionsOf(uow: UnitOfWork, ids: readonly string[]): Promise<Map<string, StaffPosition>> {
  if (ids.length === 0) return new Map();
  const rows = await StaffPosition.query(uow.trx).whereIn('staff_id', [...ids]);
  return new Map(rows.map((row) => [row.staffId, row]));
}

/** Hospital callers need not name their own hospital. */
function belongingOf(uow: UnitOfWork, fields: StaffFields) {
  const ofHospital = fields.role !== 'super_admin' && fields.role !== 'community_manager';
  return {
    hospitalId: fields.hospitalId ?? (ofHospital ? uow.scope.hospitalId : null),
    communityId: fields.communityId ?? null,
  };
}

function belongingIn({ hospitalId, communityId }: StaffChanges) {
  return {
    ...(hospitalId === undefined ? {} : { hospitalId }),
    ...(communityId === undefined ? {} : { communityId }),
  };
}

/** A reference the caller cannot see does not exist; the foreign key alone would accept it. */
async function checkReferences(
  uow: UnitOfWork,
  { hospitalId, communityId }: { hospitalId: string | null; communityId: string | null },
): Promise<void> {
  if (hospitalId !== null && (await Hospital.query(uow.trx).findById(hospitalId)) === undefined) {
    throw notFoundAt('/hospitalId', 'hospital');
  }
  if (communityId !== null && (await Community.query(uow.trx).findById(communityId)) === undefined) {
    throw notFoundAt('/communityId', 'community');
  }
}

function columnsOf(changes: StaffChanges): StaffChanges {
  return changes.email === undefined ? changes : { ...changes, email: changes.email.toLowerCase() };
}
