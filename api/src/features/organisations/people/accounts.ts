import { v7 } from 'uuid';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { NO_TENANT } from '../../../kernel/observability/audit-subject.ts';
import { foundBy } from '../../../kernel/privacy/blind-index.ts';
import { canonicalEmail } from '../../../kernel/values/email.ts';
import { checkManages } from '../authority/staff.ts';
import { emitEntityEvent } from '../events.ts';
import { Hospital, Resident, Staff } from '../models.ts';
import { newRecord, notFound, updateRecord, withConstraintProblems } from '../records.ts';
import type { AccountsFace, ResidentAccount, StaffAccount } from './accounts-face.ts';
import { claimPhone } from './phone-uniqueness.ts';
import { RESIDENT_DUPLICATES, residentAddresses } from './residents.ts';
import { STAFF_DUPLICATES } from './staff.ts';

const NO_HOLD = { hold: false };
/** No row has this id; a lookup of it takes as long as any other. */
const MISSING_ID = '00000000-0000-0000-0000-000000000000';

const setSignInAddress: AccountsFace['setSignInAddress'] = async (uow, { kind, id }, next) => {
  const { channel, address, proven } = next;
  if (kind === 'staff') {
    const { before } = await withConstraintProblems(STAFF_DUPLICATES, () =>
      updateRecord(uow, Staff, 'member of staff', id, undefined, () => ({ email: canonicalEmail(address) })),
    );
    emitEntityEvent(uow, 'staff', id, 'updated');
    return before.email;
  }
  const { before } = await withConstraintProblems(RESIDENT_DUPLICATES, () =>
    updateRecord(uow, Resident, 'resident', id, undefined, async (row) => {
      if (row.erasedAt !== null) throw notFound('resident');
      const provenAt = proven ? uow.now : null;
      if (channel === 'email') return { email: address, emailProvenAt: provenAt };
      await claimPhone(uow, address, id);
      return { phone: address, phoneProvenAt: provenAt };
    }),
  );
  emitEntityEvent(uow, 'resident', id, 'updated');
  return before[channel];
};

/** What identity reads and writes of people: see {@link AccountsFace}. */
export const accounts: AccountsFace = {
  async staffByEmail(uow, email) {
    return staffAccount(uow, await Staff.query(uow.trx).findOne('email', canonicalEmail(email)));
  },

  async staffAccount(uow, staffId, { hold } = NO_HOLD) {
    const query = Staff.query(uow.trx).findById(staffId);
    return staffAccount(uow, await (hold ? query.forShare() : query));
  },

  async staffContact(uow, staffId) {
    const row = await Staff.query(uow.trx).findById(staffId);
    if (row === undefined) return null;
    const { id, name, email, language, active } = row;
    return { id, name, email, language, active };
  },

  async managedStaff(uow, staffId) {
    const row = await Staff.query(uow.trx).findById(staffId);
    const account = await staffAccount(uow, row);
    if (account === null) throw notFound('member of staff');
    checkManages(uow.scope, account.role);
    return account;
  },

  async residentByPhone(uow, phone) {
    const found = Resident.query(uow.trx)
      .whereIn(...foundBy(Resident, 'phone', [phone]))
      .where('active', true);
    return residentAccount(uow, await found.first());
  },

  async residentAccount(uow, residentId, { hold } = NO_HOLD) {
    const query = Resident.query(uow.trx).findById(residentId);
    return residentAccount(uow, await (hold ? query.forShare() : query));
  },

  async residentContact(uow, residentId) {
    const row = await Resident.query(uow.trx).findById(residentId).forUpdate();
    return row === undefined || row.erasedAt !== null ? null : { phone: row.phone, email: row.email };
  },

  async signInAddresses(uow, { kind, id }) {
    if (kind === 'staff') {
      const row = await Staff.query(uow.trx).findById(id);
      if (row === undefined) return null;
      const { active, language, email } = row;
      return { active, language, phone: null, email: { address: email, inUse: true } };
    }
    const row = await Resident.query(uow.trx).findById(id);
    return row === undefined || row.erasedAt !== null
      ? null
      : { active: row.active, language: row.language, ...residentAddresses(row) };
  },

  async provePhone(uow, residentId) {
    // unread: a phone that was proven before stays proven.
    await Resident.query(uow.trx)
      .findById(residentId)
      .whereNull('phone_proven_at')
      .patch({ phoneProvenAt: uow.now });
  },

  setSignInAddress,

  async removeEmail(uow, residentId) {
    const { before, after } = await updateRecord(uow, Resident, 'resident', residentId, undefined, (row) => {
      if (row.erasedAt !== null) throw notFound('resident');
      return { email: null, emailProvenAt: null };
    });
    if (after.version !== before.version) emitEntityEvent(uow, 'resident', residentId, 'updated');
    return before.email;
  },

  async heldStaffOf(uow, hospitalId) {
    const rows = await Staff.query(uow.trx)
      .select('id')
      .where('hospital_id', hospitalId)
      .orderBy('id')
      .forUpdate();
    return rows.map(({ id }) => id);
  },

  async addFirstSuperAdmin(uow, email) {
    if ((await Staff.query(uow.trx).findOne('role', 'super_admin')) !== undefined) return false;
    await addSuperAdmin(uow, { email, name: 'Super admin' });
    return true;
  },

  async recoverSuperAdmin(uow, { email: typed, name }) {
    const email = typed.toLowerCase();
    // Without the phone, which is encrypted: this must work without the data key.
    const existing = await Staff.query(uow.trx)
      .select('id', 'role', 'language', 'active', 'version')
      .findOne('email', email)
      .forUpdate();
    if (existing === undefined) {
      return { id: await addSuperAdmin(uow, { email, name }), email, language: null, outcome: 'added' };
    }
    const { id, language } = existing;
    if (existing.role !== 'super_admin') {
      throw new Problem('already_exists', {
        detail: `A member of staff with the role ${existing.role} has this email: use another one.`,
      });
    }
    uow.about('staff', id, NO_TENANT);
    if (existing.active) return { id, email, language, outcome: 'present' };
    await Staff.query(uow.trx)
      .findById(id)
      .patch({ active: true, version: existing.version + 1, updatedAt: uow.now });
    emitEntityEvent(uow, 'staff', id, 'reactivated');
    return { id, email, language, outcome: 'reactivated' };
  },

  async ensureSuperAdmin(uow, { email, name }) {
    const existing = await Staff.query(uow.trx).findOne('email', canonicalEmail(email));
    if (existing?.role === 'super_admin' && existing.active) return { id: existing.id, created: false };
    if (existing !== undefined) {
      throw new Problem('already_exists', {
        detail: 'This email belongs to a person who is not an active super admin.',
      });
    }
    return { id: await addSuperAdmin(uow, { email, name }), created: true };
  },
};

async function addSuperAdmin(
  uow: UnitOfWork,
  { email, name }: { readonly email: string; readonly name: string },
): Promise<string> {
  const id = v7();
  await Staff.query(uow.trx).insert({
    id,
    role: 'super_admin',
    name,
    email: canonicalEmail(email),
    phone: null,
    hospitalId: null,
    communityId: null,
    onDuty: false,
    language: null,
    ...newRecord(uow),
  });
  emitEntityEvent(uow, 'staff', id, 'created');
  return id;
}

/** A sign-in concerns the account it names, successful or not, so `uow.about` tells the audit log whose it is. */
async function staffAccount(uow: UnitOfWork, row: Staff | undefined): Promise<StaffAccount | null> {
  // A separate statement after the person is locked, so that a hospital deactivated meanwhile is seen as it is now. Also run
  // without a person, so that the response time does not reveal whether the account exists.
  const hospital = await Hospital.query(uow.trx)
    .select('active')
    .findById(row?.hospitalId ?? MISSING_ID);
  if (row === undefined) return null;
  const { id, role, hospitalId, communityId, name, email, language } = row;
  const active = row.active && hospital?.active !== false;
  uow.about('staff', id, { hospitalId, communityId });
  return { id, role, hospitalId, communityId, name, email, language, active };
}

function residentAccount(uow: UnitOfWork, row: Resident | undefined): ResidentAccount | null {
  if (row === undefined || row.erasedAt !== null) return null;
  const { id, communityId, phone, language, active } = row;
  const email = row.emailProvenAt === null ? null : row.email;
  uow.about('resident', id, { communityId });
  return { id, communityId, phone, email, language, active };
}
