import { hash, randomBytes } from 'node:crypto';
import type { AuditEntry } from './entry.ts';
import type { AuditKeys } from './keys.ts';

/** An entry as the tables hold it, every value as text: the input of its code. */
export interface StoredEntry {
  readonly id: string;
  /** Microseconds since 1970: Postgres keeps six digits, and a change of any must be found. */
  readonly occurred: string;
  readonly actor_kind: string;
  readonly actor_id: string | null;
  readonly role: string | null;
  readonly hospital_id: string | null;
  readonly community_id: string | null;
  readonly action: string;
  readonly record_type: string | null;
  readonly record_ids: readonly string[];
  readonly purpose: string | null;
  readonly outcome: string;
  readonly problem: string | null;
  readonly correlation_id: string;
  readonly address: string | null;
  readonly address_salt: string | null;
  /** SHA-256 over salt and address: it stays when both are erased, so the entry's code still holds. */
  readonly address_commitment: string | null;
  readonly key_id: string;
  readonly mac: string;
}

/** The columns of both tables without those of the seal, in the order of the migration. */
export const ENTRY_COLUMNS = [
  ...['id', 'occurred_at', 'actor_kind', 'actor_id', 'role', 'hospital_id', 'community_id', 'action'],
  ...['record_type', 'record_ids', 'purpose', 'outcome', 'problem', 'correlation_id'],
  ...['address', 'address_salt', 'address_commitment', 'key_id', 'mac'],
] as const;

const BYTES = ['address_salt', 'address_commitment', 'mac'];

/** Selects a {@link StoredEntry}. A time that is not finite (infinity) is read as its name instead of failing. */
export const STORED_ENTRY = ENTRY_COLUMNS.map((column) => {
  if (column === 'occurred_at')
    return `case when isfinite(occurred_at) then (extract(epoch from occurred_at) * 1000000)::bigint::text
      else occurred_at::text end as occurred`;
  return BYTES.includes(column) ? `encode(${column}, 'hex') as ${column}` : column;
}).join(', ');

/** What an entry's code covers: all of it except the address, which is covered by its commitment. */
export function entryText(entry: Omit<StoredEntry, 'mac' | 'address' | 'address_salt'>): string {
  return JSON.stringify([
    'audit entry 1',
    entry.id,
    entry.occurred,
    entry.actor_kind,
    entry.actor_id,
    entry.role,
    entry.hospital_id,
    entry.community_id,
    entry.action,
    entry.record_type,
    entry.record_ids,
    entry.purpose,
    entry.outcome,
    entry.problem,
    entry.correlation_id,
    entry.address_commitment,
    entry.key_id,
  ]);
}

/** SHA-256 of salt and address, hexadecimal. */
export function addressCommitment(salt: string, address: string): string {
  return hash('sha256', `${salt}:${address}`, 'hex');
}

/** Proves that an address was erased by the product and not removed by another program. */
export function erasureText(entryId: string): string {
  return JSON.stringify(['audit address erased 1', entryId]);
}

/** An entry as a row of the intake, as JSON for {@link INSERT_ENTRIES}. */
export function rowOf(entry: AuditEntry, keys: AuditKeys): Record<string, unknown> {
  const { actor, address } = entry;
  const salt = address === null ? null : newSalt();
  const plain = {
    id: entry.id,
    occurred: `${entry.occurredAt.getTime()}000`,
    actor_kind: actor.kind,
    actor_id: actor.id,
    role: actor.role,
    hospital_id: entry.hospitalId,
    community_id: entry.communityId,
    action: entry.action,
    record_type: entry.recordType,
    record_ids: entry.recordIds,
    purpose: entry.purpose,
    outcome: entry.outcome,
    problem: entry.problem,
    correlation_id: entry.correlationId,
    address_commitment: salt === null || address === null ? null : addressCommitment(salt, address),
    key_id: keys.id,
  };
  const { occurred: _, ...columns } = plain;
  return {
    ...columns,
    occurred_at: entry.occurredAt.toISOString(),
    address,
    address_salt: bytes(salt),
    address_commitment: bytes(plain.address_commitment),
    mac: bytes(keys.sign('entry', entryText(plain))),
  };
}

/**
 * Adds the rows of one parameter, a JSON array. `whenChanged` adds them only when the transaction has written something
 * before, which Postgres knows by whether it has been given a transaction id.
 */
export function insertEntries(whenChanged: boolean): string {
  const columns = ENTRY_COLUMNS.join(', ');
  return (
    `insert into audit_intake (${columns}) select ${columns} from json_populate_recordset(null::audit_intake, cast(? as json))` +
    (whenChanged ? ' where pg_current_xact_id_if_assigned() is not null' : '')
  );
}

function bytes(hex: string | null): string | null {
  return hex === null ? null : `\\x${hex}`;
}

/** Random bytes are drawn for some hundred salts at once: a system call for each would show in the profile of a read. */
const SALT_DIGITS = 32;
let pool = '';
let drawn = 0;

function newSalt(): string {
  if (drawn + SALT_DIGITS > pool.length) {
    pool = randomBytes(8_192).toString('hex');
    drawn = 0;
  }
  drawn += SALT_DIGITS;
  return pool.slice(drawn - SALT_DIGITS, drawn);
}
