import type { StaffRole } from '../../../kernel/auth/principal.ts';
import { asSystem } from '../../../kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { dutiesFault, manageableRoles, placementFault } from '../authority/staff.ts';
import { StaffAccessChanged } from '../events.ts';
import { DUTIES, type Duty, Staff } from '../models.ts';
import type { StaffPasswords } from '../people/identity-services.ts';
import { losesDuty } from '../people/staff.ts';
import { isSupportedLanguage, unsupportedLanguageDetail } from '../people/staff-language.ts';
import type { RegionDefaults } from '../region-defaults.ts';
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
  ...['role', 'name', 'email', 'phone', 'hospitalId', 'hospital', 'communityId', 'community'],
  ...['onDuty', 'duties', 'language', 'password', 'active'],
] as const;

const TAKEN: RowFault = { field: 'email', detail: 'a member of staff elsewhere has this email; correct it' };
const OWN_ACCOUNT: RowFault = {
  field: 'active',
  detail: 'you cannot deactivate yourself; ask another administrator',
};
/** What a cell says to take all duties away. */
const NO_DUTIES = 'none';
/** As in the contract. */
const MAX_PASSWORD_LENGTH = 128;

interface StaffRow extends Draft<Staff> {
  readonly password: string | undefined;
}

/**
 * Staff are matched by email. A password is used for new people only: repeating a file must not restore a password that
 * was changed since. The role, hospital and community of existing people are not changed by an import.
 *
 * @param hashes argon2 hashes by row, see {@link newPasswordsOf}: hashing is slow, so it is done outside the transaction.
 */
export async function importStaff(
  uow: UnitOfWork,
  region: RegionDefaults,
  passwords: StaffPasswords,
  rows: readonly ImportRow[],
  hashes: ReadonlyMap<number, string>,
  options: ImportOptions,
): Promise<readonly RowResult[]> {
  const read = await readRows(uow, region, passwords, rows);
  return importDrafts(uow, kindFor(passwords, hashes), read, options);
}

/** The passwords of new people, by row. */
export async function newPasswordsOf(
  uow: UnitOfWork,
  region: RegionDefaults,
  passwords: StaffPasswords,
  rows: readonly ImportRow[],
): Promise<ReadonlyMap<number, string>> {
  const drafts = (await readRows(uow, region, passwords, rows)).filter(
    (row): row is StaffRow => 'key' in row,
  );
  const existing = new Set(
    (
      await Staff.query(uow.trx).whereIn(
        'email',
        drafts.map((draft) => draft.key),
      )
    ).map((row) => row.email),
  );
  const found = new Map<number, string>();
  for (const { row, key, password } of drafts) {
    if (password !== undefined && !existing.has(key)) found.set(row, password);
  }
  return found;
}

async function readRows(
  uow: UnitOfWork,
  region: RegionDefaults,
  passwords: StaffPasswords,
  rows: readonly ImportRow[],
): Promise<readonly ReadRow<Staff>[]> {
  const hospitals = await References.read(uow, 'hospital', rows, ['hospitalId', 'hospital']);
  const communities = await References.read(uow, 'community', rows, ['communityId', 'community']);
  return Promise.all(
    rows.map((cells, index) => readRow(uow, index + 1, cells, hospitals, communities, region, passwords)),
  );
}

async function readRow(
  uow: UnitOfWork,
  row: number,
  cells: ImportRow,
  hospitals: References,
  communities: References,
  region: RegionDefaults,
  passwords: StaffPasswords,
): Promise<ReadRow<Staff>> {
  const reader = new RowReader(cells, COLUMNS);
  const email = reader.email('email') ?? '';
  if (email === '' && !reader.faults.some((fault) => fault.field === 'email')) {
    reader.fault('email', 'must not be empty');
  }
  const roles = manageableRoles(uow.scope);
  const role = reader.oneOf('role', roles);
  if (role === undefined && !reader.faults.some((fault) => fault.field === 'role')) {
    reader.fault('role', `must be one of ${roles.join(', ')}`);
  }
  const name = reader.name('name', 200);
  const phone = reader.phone('phone', region.phoneCountry);
  const before = reader.faults.length;
  const givenHospital = hospitals.one(reader, 'hospitalId') ?? hospitals.one(reader, 'hospital');
  const communityId = communities.one(reader, 'communityId') ?? communities.one(reader, 'community') ?? null;
  const ofHospital = role !== 'super_admin' && role !== 'community_manager';
  const hospitalId = givenHospital ?? (ofHospital ? uow.scope.hospitalId : null);
  if (role !== undefined && reader.faults.length === before) {
    const fault = placementFault(role, { hospitalId, communityId });
    if (fault !== null) reader.fault(fault.field, fault.detail);
  }
  const duties = dutiesIn(reader, role);
  const password = passwordIn(reader, passwords, [name, email]);
  const language = reader.language('language');
  if (language !== undefined && !isSupportedLanguage(region, language))
    reader.fault('language', unsupportedLanguageDetail(region));
  const values = withoutEmpty({
    role,
    name,
    email,
    phone,
    hospitalId,
    communityId,
    onDuty: reader.yesNo('onDuty'),
    duties,
    language,
    active: reader.yesNo('active'),
  });
  if (reader.faults.length > 0) return { row, faults: reader.faults };
  const draft: StaffRow = { row, key: email, values: values as Partial<Staff>, password };
  return draft;
}

/** Several are separated by `;`. An empty cell leaves them as they are, so that clearing them has a word of its own. */
function dutiesIn(reader: RowReader, role: StaffRole | undefined): Duty[] | undefined {
  const cell = reader.text('duties', 200)?.toLowerCase();
  if (cell === undefined) return undefined;
  const words = cell.split(';').map((word) => word.trim());
  const named = words.filter((word) => word !== '' && word !== NO_DUTIES);
  const duties = DUTIES.filter((duty) => named.includes(duty));
  if (new Set(named).size > duties.length || (words.includes(NO_DUTIES) && duties.length > 0)) {
    return reader.fault(
      'duties',
      `must be ${NO_DUTIES}, or of ${DUTIES.join(', ')} one or more, separated by ;`,
    );
  }
  const fault = role === undefined ? null : dutiesFault(role, duties);
  return fault === null ? duties : reader.fault('duties', fault);
}

function passwordIn(
  reader: RowReader,
  passwords: StaffPasswords,
  about: readonly string[],
): string | undefined {
  const password = reader.text('password', MAX_PASSWORD_LENGTH);
  const fault = password === undefined ? null : passwords.faultIn(password, about);
  return fault === null ? password : reader.fault('password', fault);
}

function kindFor(passwords: StaffPasswords, hashes: ReadonlyMap<number, string>): ImportKind<Staff> {
  return {
    entity: 'staff',
    model: Staff,
    keyOf: (row) => row.email,
    async findExisting(uow, drafts) {
      return drafts.length === 0
        ? []
        : Staff.query(uow.trx).whereIn(
            'email',
            drafts.map((draft) => draft.key),
          );
    },
    unchangeable: ['role', 'hospitalId', 'communityId'],
    forbiddenChange: async ({ scope }, { id }, { active }) =>
      active === false && id === scope.staffId ? OWN_ACCOUNT : null,
    defaults: () => ({ phone: null, onDuty: false, duties: [], language: null }),
    changed(uow, before, { duties }) {
      if (duties !== undefined && losesDuty(before, { duties })) {
        uow.emit(StaffAccessChanged(before.id, { staffId: before.id }));
      }
    },
    async findConflicts(uow, drafts) {
      if (drafts.length === 0) return new Map();
      // A deactivated person in the caller's reach who is reactivated holds the email already.
      const own = new Set((await this.findExisting(uow, drafts)).map((row) => row.email));
      const taken = await asSystem('import: is the email taken', async (system) =>
        Staff.query(system.trx)
          .select('email')
          .whereIn(
            'email',
            drafts.map((draft) => draft.key),
          ),
      );
      const emails = new Set(taken.map((row) => row.email));
      return new Map(
        drafts
          .filter((draft) => emails.has(draft.key) && !own.has(draft.key))
          .map((draft) => [draft.row, TAKEN]),
      );
    },
    nameDiffers:
      'differs from the name of the member of staff who has this email; if it is the same person under a new name, import with onNameChange update, else correct the email',
    async finish(uow, written) {
      for (const { draft, id, created } of written) {
        const hash = hashes.get(draft.row);
        if (created && hash !== undefined) await passwords.set(uow, id, hash);
      }
    },
  };
}
