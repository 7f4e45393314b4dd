import type { Knex } from 'knex';
import type { AuditKeys } from './keys.ts';
import { erasureText } from './stored-entry.ts';

const ROWS_PER_STATEMENT = 1_000;

/**
 * Erases the addresses from which one actor acted. Everything else about the entries stays (ids are pseudonyms), and so
 * does the commitment, so the log still verifies. Entries still in the intake are sealed first by the caller.
 * @param trx a transaction with the system scope.
 * @returns how many addresses were erased.
 */
export async function eraseAddresses(trx: Knex, keys: AuditKeys, actorId: string): Promise<number> {
  let erased = 0;
  for (;;) {
    const { rows } = await trx.raw<{ rows: { id: string }[] }>(
      'select id from audit_event where actor_id = ? and address is not null limit ?',
      [actorId, ROWS_PER_STATEMENT],
    );
    if (rows.length === 0) return erased;
    const ids = rows.map(({ id }) => id);
    const proofs = ids.map((id) => `${keys.id}:${keys.sign('erasure', erasureText(id))}`);
    await trx.raw('select audit.erase_addresses(cast(? as uuid[]), cast(? as text[]))', [ids, proofs]);
    erased += ids.length;
  }
}
