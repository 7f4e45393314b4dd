import type { Knex } from 'knex';
import { bytea, type Head, headText } from './chain.ts';
import type { AuditKeys } from './keys.ts';
import { readHead } from './sealer.ts';

/** Seals removed in one transaction. */
const MAX_SEALS = 500;

/**
 * Removes whole seals sealed before `before` from the front of the log, with their entries, and signs where the rest
 * begins, so that it still verifies. The newest seal always stays. The database refuses to remove anything less than 30
 * days old.
 * @returns how many entries were removed.
 */
export async function pruneAuditLog(knex: Knex, keys: AuditKeys, before: Date): Promise<number> {
  let removed = 0;
  for (;;) {
    const head = await readHead(knex);
    if (head === undefined) return removed;
    const { rows } = await knex.raw<{ rows: Beginning[] }>(
      `select number, first_position, encode(previous, 'hex') as previous from audit_seal
        where number = (select least(max(number) + 1, ?) from (
          select number, sealed_at from audit_seal order by number limit ${MAX_SEALS}) as oldest
          where sealed_at < ? having count(*) > 0)`,
      [head.number, before],
    );
    const begin = rows[0];
    if (begin === undefined || BigInt(begin.number) <= BigInt(head.start_number)) return removed;
    const next = {
      number: head.number,
      hash: head.hash,
      start_number: begin.number,
      start_position: begin.first_position,
      start_previous: begin.previous,
      key_id: keys.id,
    };
    removed += await prune(knex, keys, head, next);
  }
}

interface Beginning {
  readonly number: string;
  readonly first_position: string;
  readonly previous: string;
}

/** @returns 0 when another process changed the chain at the same time. */
async function prune(
  knex: Knex,
  keys: AuditKeys,
  seen: Head,
  next: Omit<Head, 'signature'>,
): Promise<number> {
  const reply = await knex.raw<{ rows: { removed: string | null }[] }>(
    'select audit.prune(?, ?, ?, ?, ?, ?) as removed',
    [
      bytea(seen.signature),
      next.start_number,
      next.start_position,
      bytea(next.start_previous),
      next.key_id,
      bytea(keys.sign('head', headText(next))),
    ],
  );
  return Number(reply.rows[0]?.removed ?? 0);
}
