import { v7 } from 'uuid';
import type { StaffRole } from '../../../kernel/auth/principal.ts';
import { asSystem } from '../../../kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { Page } from '../../../kernel/ground/paging.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { type ListRequest, newestOrChanged } from '../../../kernel/tenancy/changes.ts';
import { whereGiven } from '../../../kernel/tenancy/lists.ts';
import { checkActiveChange, requirePerson } from '../authority/api-keys.ts';
import { planAddressChanges } from '../authority/sign-in-addresses.ts';
import { checkDuties, checkManages, checkPlacement } from '../authority/staff.ts';
import { changeOf, emitEntityEvent, StaffAccessChanged } from '../events.ts';
import { Community, type Duty, Hospital, Staff, StaffPosition } from '../models.ts';
import { organisationsProblems } from '../problems.ts';
import {
  likePattern,
  newRecord,
  notFound,
  notFoundAt,
  unprocessable,
  updateRecord,
  withConstraintProblems,
} from '../records.ts';
import type { AddressChanges, StaffPasswords } from './identity-services.ts';

export interface StaffFields {
  readonly role: StaffRole;
  readonly name: string;
  readonly email: string;
  readonly phone?: string | null;
  readonly hospitalId?: string | null;
  readonly communityId?: string | null;
  readonly onDuty?: boolean;
  readonly duties?: Duty[];
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
  readonly duty?: Duty | undefined;
  /** Part of the name or of the email. */
  readonly text?: string | undefined;
}

/** A member of staff with the last position they reported. */
export interface StaffWithPosition {
  readonly row: Staff;
  readonly position: StaffPosition | null;
}

export const STAFF_DUPLICATES = {
  staff_email_key: { pointer: '/email', detail: 'A member of staff with this email already exists.' },
};

/** @param passwordHash from {@link StaffPasswords.hash}, computed before the unit of work; null: the person cannot sign in yet. */
export async function createStaff(
  uow: UnitOfWork,
  passwords: StaffPasswords,
  fields: StaffFields,
  passwordHash: string | null,
): Promise<StaffWithPosition> {
  checkManages(uow.scope, fields.role);
  if (passwordHash !== null) requirePerson(uow.scope, '/password', 'A password');
  const placement = placementOf(uow, fields);
  checkPlacement(fields.role, placement);
  const { duties = [] } = fields;
  checkDuties(fields.role, duties);
  await checkReferences(uow, placement);
  const row = await withConstraintProblems(STAFF_DUPLICATES, () =>
    Staff.query(uow.trx)
      .insert({
        id: v7(),
        role: fields.role,
        name: fields.name,
        email: fields.email.toLowerCase(),
        phone: fields.phone ?? null,
        ...placement,
        onDuty: fields.onDuty ?? false,
        duties,
        language: fields.language ?? null,
        ...newRecord(uow),
      })
      .returning('*'),
  );
  if (passwordHash !== null) await passwords.set(uow, row.id, passwordHash);
  emitEntityEvent(uow, 'staff', row.id, 'created');
  return { row, position: null };
}

export async function getStaff(uow: UnitOfWork, id: string): Promise<StaffWithPosition> {
  const row = await Staff.query(uow.trx).findById(id);
  if (row === undefined) throw notFound('member of staff');
  return withPosition(uow, row);
}

export async function listStaff(uow: UnitOfWork, filter: StaffFilter): Promise<Page<StaffWithPosition>> {
  const query = Staff.query(uow.trx);
  whereGiven(query, {
    hospital_id: filter.hospitalId,
    community_id: filter.communityId,
    role: filter.role,
    active: filter.active,
    on_duty: filter.onDuty,
  });
  if (filter.duty !== undefined) query.whereRaw('duties @> array[?]', [filter.duty]);
  if (filter.text !== undefined) {
    const pattern = likePattern(filter.text);
    query.where((either) => {
      either.where('name', 'ilike', pattern).orWhere('email', 'ilike', pattern);
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

interface UpdateDeps {
  readonly passwords: StaffPasswords;
  readonly addressChanges: AddressChanges;
}

/**
 * Ends the person's sessions when their role, hospital, community or password changes, when a duty is taken away (what
 * they have open because of it, such as a queue of calls, closes) and when they are deactivated.
 * People cannot set their own password or email here, since an unattended session would be enough to take over the
 * account, and cannot deactivate themselves, since that could lock out the last administrator of a hospital.
 */
export async function updateStaff(
  uow: UnitOfWork,
  { passwords, addressChanges }: UpdateDeps,
  id: string,
  changes: StaffChanges,
  passwordHash: string | null,
  expected: readonly number[] | undefined,
): Promise<StaffWithPosition> {
  let recordChanges = async () => {};
  const { before, after } = await withConstraintProblems(STAFF_DUPLICATES, () =>
    updateRecord(uow, Staff, 'member of staff', id, expected, async (row) => {
      checkManages(uow.scope, row.role);
      checkActiveChange(uow.scope, row.active, changes.active);
      if (changes.active === false && id === uow.scope.staffId) {
        throw unprocessable('/active', 'You cannot deactivate yourself; ask another administrator.');
      }
      if (id === uow.scope.staffId && passwordHash !== null) {
        throw unprocessable(
          '/password',
          'Change your own password with PUT /v1/me/password, which requires the current one.',
        );
      }
      if (passwordHash !== null) await checkFirstPassword(uow, passwords, id);
      const email = { address: row.email, inUse: await passwords.isSet(id) };
      const plan = await planAddressChanges(
        uow,
        addressChanges,
        { kind: 'staff', id },
        { email },
        columnsOf(changes),
      );
      const next = plan.columns;
      recordChanges = plan.recordChanges;
      for (const { address } of plan.pending) await checkEmailFree(address);
      const role = next.role ?? row.role;
      if (role !== row.role) checkManages(uow.scope, role);
      const placement = { hospitalId: row.hospitalId, communityId: row.communityId, ...placementIn(next) };
      checkPlacement(role, placement);
      checkDuties(role, next.duties ?? row.duties);
      if (placement.hospitalId !== row.hospitalId || placement.communityId !== row.communityId) {
        await checkReferences(uow, placement);
      }
      return next;
    }),
  );
  await recordChanges();
  if (passwordHash !== null) await passwords.set(uow, id, passwordHash);
  if (after.version !== before.version) emitEntityEvent(uow, 'staff', id, changeOf(before, after));
  const moved =
    after.role !== before.role ||
    after.hospitalId !== before.hospitalId ||
    after.communityId !== before.communityId;
  if (moved || losesDuty(before, after) || passwordHash !== null)
    uow.emit(StaffAccessChanged(id, { staffId: id }));
  if (after.hospitalId !== before.hospitalId) {
    await StaffPosition.query(uow.trx).patch({ hospitalId: after.hospitalId }).where('staff_id', id);
  }
  return withPosition(uow, after);
}

export function losesDuty(before: Staff, { duties }: Pick<Staff, 'duties'>): boolean {
  return before.duties.some((duty) => !duties.includes(duty));
}

/**
 * An administrator can only set a person's first password. From then on only the person can change it; otherwise anyone
 * who may edit an account could sign in to it.
 * @throws Problem `person_required` for a key, `owner_required` where the person has a password.
 */
async function checkFirstPassword(
  uow: UnitOfWork,
  passwords: StaffPasswords,
  staffId: string,
): Promise<void> {
  requirePerson(uow.scope, '/password', 'A password');
  if (!(await passwords.isSet(staffId))) return;
  const detail =
    'This person has chosen a password, and only they can change it: they can request a reset link on the sign-in page.';
  throw new Problem(organisationsProblems.owner_required, {
    detail,
    errors: [{ pointer: '/password', detail }],
  });
}

async function checkEmailFree(email: string): Promise<void> {
  const holder = await asSystem('is the email taken', async (system) =>
    Staff.query(system.trx).findOne('email', email),
  );
  if (holder === undefined) return;
  const rule = STAFF_DUPLICATES.staff_email_key;
  throw new Problem('already_exists', { detail: rule.detail, errors: [rule] });
}

async function withPosition(uow: UnitOfWork, row: Staff): Promise<StaffWithPosition> {
  return { row, position: (await positionsOf(uow, [row.id])).get(row.id) ?? null };
}

async function positionsOf(uow: UnitOfWork, ids: readonly string[]): Promise<Map<string, StaffPosition>> {
  if (ids.length === 0) return new Map();
  const rows = await StaffPosition.query(uow.trx).whereIn('staff_id', [...ids]);
  return new Map(rows.map((row) => [row.staffId, row]));
}

/** The hospital defaults to the caller's own. */
function placementOf(uow: UnitOfWork, fields: StaffFields) {
  const ofHospital = fields.role !== 'super_admin' && fields.role !== 'community_manager';
  return {
    hospitalId: fields.hospitalId ?? (ofHospital ? uow.scope.hospitalId : null),
    communityId: fields.communityId ?? null,
  };
}

function placementIn({ hospitalId, communityId }: StaffChanges) {
  return {
    ...(hospitalId === undefined ? {} : { hospitalId }),
    ...(communityId === undefined ? {} : { communityId }),
  };
}

/** A reference must be within the caller's reach; the foreign key alone would accept any. */
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
