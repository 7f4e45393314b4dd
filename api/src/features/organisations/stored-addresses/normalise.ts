import { systemScope } from '../../../kernel/auth/scope.ts';
import { ConstraintViolation } from '../../../kernel/db/errors.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { foundBy } from '../../../kernel/privacy/blind-index.ts';
import type { TenantModel } from '../../../kernel/tenancy/model.ts';
import { normaliseEmail } from '../../../kernel/values/email.ts';
import { normalisePhone } from '../../../kernel/values/phone.ts';
import type { Normalised } from '../../../kernel/values/text.ts';
import { emitEntityEvent } from '../events.ts';
import { Hospital, Resident, Staff } from '../models.ts';
import { claimPhone } from '../people/phone-uniqueness.ts';
import { updateRecord, type VersionedRow } from '../records.ts';

export type AddressField = 'phone' | 'email';
export type AddressRecord = 'hospital' | 'staff' | 'resident';

/** One stored value. Reports identify it by record and field and never contain it. */
export interface StoredAddress {
  readonly record: AddressRecord;
  readonly id: string;
  readonly field: AddressField;
}

export interface AddressConflict extends StoredAddress {
  /** Other records of the same kind that have, or would get, the same value. */
  readonly with: readonly string[];
}

export interface NormalisationReport {
  /** Records read, by kind. */
  readonly checked: Readonly<Record<AddressRecord, number>>;
  /** Values written in their canonical form; on a dry run, values that would be. */
  readonly changed: readonly StoredAddress[];
  /** Left unchanged: an operator has to decide which record keeps the value. */
  readonly conflicts: readonly AddressConflict[];
  /** Left unchanged: they are no valid phone number or email. */
  readonly unreadable: readonly StoredAddress[];
}

export interface NormalisationOptions {
  readonly dryRun?: boolean;
  /** Records read in one transaction. */
  readonly batch?: number;
}

/** Action of the entries in the audit log, one for each record changed. */
export const NORMALISATION = 'normalise stored phones and emails';

const SCOPE = systemScope(NORMALISATION);
const FIRST = '00000000-0000-0000-0000-000000000000';

type AddressRow = VersionedRow & TenantModel & { phone?: string | null; email?: string | null };

interface Kind {
  readonly record: AddressRecord;
  readonly model: typeof TenantModel;
  readonly fields: readonly AddressField[];
  /** Ids of the records that hold a value which only one of them may hold. */
  readonly holders?: {
    readonly field: AddressField;
    find(value: string): Promise<readonly { id: string }[]>;
  };
}

/** Every column with a phone or an email that the service can read; `normalise.test.ts` compares the list with the models. */
export const KINDS: readonly Kind[] = [
  { record: 'hospital', model: Hospital, fields: ['phone'] },
  {
    record: 'staff',
    model: Staff,
    fields: ['email', 'phone'],
    holders: { field: 'email', find: async (value) => Staff.query().select('id').where('email', value) },
  },
  {
    record: 'resident',
    model: Resident,
    fields: ['phone', 'email'],
    holders: {
      field: 'phone',
      find: async (value) =>
        Resident.query()
          .select('id')
          .where('active', true)
          .whereIn(...foundBy(Resident, 'phone', [value])),
    },
  },
];

/** A stored value that differs from its canonical form. */
interface Candidate extends StoredAddress {
  readonly stored: string;
  readonly canonical: string;
  /** Whether no other record may hold the same value. */
  readonly exclusive: boolean;
}

/**
 * Converts phones and emails that were stored under earlier rules to the form that requests are normalised to, so that
 * lookups and sign-in find them. Each record is changed in its own transaction, with an entry in the audit log and an
 * `updated` event, so the work can be stopped at any time and run again without touching a record twice.
 *
 * A value that several records would share, although only one may hold it, is a conflict. It is reported and left
 * unchanged, because the value does not show which record it belongs to.
 */
export async function normaliseStoredAddresses(
  database: Database,
  { dryRun = false, batch = 500 }: NormalisationOptions = {},
): Promise<NormalisationReport> {
  const checked: Record<AddressRecord, number> = { hospital: 0, staff: 0, resident: 0 };
  const changed: StoredAddress[] = [];
  const conflicts: AddressConflict[] = [];
  const unreadable: StoredAddress[] = [];
  for (const kind of KINDS) {
    const found = await candidatesOf(database, kind, batch);
    checked[kind.record] = found.checked;
    unreadable.push(...found.unreadable);
    const exclusive = found.candidates.filter((each) => each.exclusive);
    const sharing = Map.groupBy(exclusive, ({ canonical }) => canonical);
    for (const candidate of found.candidates) {
      const sameValue = candidate.exclusive ? (sharing.get(candidate.canonical) ?? []) : [];
      const others = await conflictingIds(database, kind, candidate, sameValue);
      if (others.length > 0) conflicts.push({ ...addressOf(candidate), with: others });
      else if (dryRun || (await write(database, kind, candidate))) changed.push(addressOf(candidate));
      else {
        // The value was taken, or this record changed, since it was checked.
        const since = await conflictingIds(database, kind, candidate, []);
        if (since.length > 0) conflicts.push({ ...addressOf(candidate), with: since });
      }
    }
  }
  return { checked, changed, conflicts, unreadable };
}

async function candidatesOf(database: Database, kind: Kind, batch: number) {
  const candidates: Candidate[] = [];
  const unreadable: StoredAddress[] = [];
  let checked = 0;
  let after: string | undefined = FIRST;
  while (after !== undefined) {
    const from: string = after;
    const rows = await database.run(SCOPE, () => rowsAfter(kind, from, batch));
    for (const row of rows) {
      for (const field of kind.fields) {
        const stored = row[field];
        if (stored === null || stored === undefined) continue;
        const address = { record: kind.record, id: row.id, field };
        const result = canonicalOf(field, stored);
        if ('fault' in result) unreadable.push(address);
        else if (result.value !== stored) {
          const exclusive = kind.holders?.field === field && (kind.record === 'staff' || row.active);
          candidates.push({ ...address, stored, canonical: result.value, exclusive });
        }
      }
    }
    checked += rows.length;
    after = rows.length < batch ? undefined : rows.at(-1)?.id;
  }
  return { checked, candidates, unreadable };
}

async function rowsAfter(kind: Kind, after: string, batch: number): Promise<readonly AddressRow[]> {
  // One of three models; `Resident` stands for the columns that they share.
  const query = (kind.model as typeof Resident)
    .query()
    .select('id', 'active', ...kind.fields)
    .where('id', '>', after)
    .orderBy('id')
    .limit(batch);
  // The row of an erased person holds placeholders.
  if (kind.record === 'resident') query.whereNull('erased_at');
  return (await query) as unknown as readonly AddressRow[];
}

/** Never applied: every phone was stored with its country code. */
const ANY_COUNTRY = 'IN';

function canonicalOf(field: AddressField, stored: string): Normalised {
  if (field === 'email') return normaliseEmail(stored);
  return stored.startsWith('+') ? normalisePhone(stored, ANY_COUNTRY) : { fault: 'has no country code' };
}

/** Ids of other records that hold the value, or would get it. */
async function conflictingIds(
  database: Database,
  kind: Kind,
  candidate: Candidate,
  sharing: readonly Candidate[],
): Promise<readonly string[]> {
  if (!candidate.exclusive || kind.holders === undefined) return [];
  const { find } = kind.holders;
  const holders = await database.run(SCOPE, async () => find(candidate.canonical));
  const ids = new Set([...sharing, ...holders].map(({ id }) => id));
  ids.delete(candidate.id);
  return [...ids].sort();
}

/** @returns false when the value is no longer the one that was read, or its canonical form was taken meanwhile. */
async function write(database: Database, kind: Kind, candidate: Candidate): Promise<boolean> {
  const { record, id, field, stored, canonical } = candidate;
  try {
    return await database.run(SCOPE, async (uow) => {
      const model = kind.model as unknown as new () => AddressRow;
      const { before, after } = await updateRecord(uow, model, record, id, undefined, async (row) => {
        if (row[field] !== stored) return {};
        if (record === 'resident' && field === 'phone' && row.active) await claimPhone(uow, canonical, id);
        return { [field]: canonical };
      });
      if (after.version === before.version) return false;
      emitEntityEvent(uow, record, id, 'updated');
      return true;
    });
  } catch (error) {
    const taken = error instanceof ConstraintViolation && error.kind === 'unique';
    const gone = error instanceof Problem && ['already_exists', 'not_found'].includes(error.code);
    if (taken || gone) return false;
    throw error;
  }
}

function addressOf({ record, id, field }: StoredAddress): StoredAddress {
  return { record, id, field };
}
