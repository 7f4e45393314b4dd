import type { AuditOutcome } from '../../kernel/audit/entry.ts';
import type { AuditKeys } from '../../kernel/audit/keys.ts';
import { type AuditVerification, verifyAuditLog } from '../../kernel/audit/verify.ts';
import type { Principal } from '../../kernel/auth/principal.ts';
import type { Database } from '../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../kernel/db/unit/unit-of-work.ts';
import { invalidCursor, type Page } from '../../kernel/ground/paging.ts';
import { whereGiven } from '../../kernel/tenancy/lists.ts';
import { AuditEventModel } from './models.ts';

export interface AuditFilter {
  /** Bounds of the time of the entry, [from, to). */
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  readonly actorId?: string | undefined;
  readonly action?: string | undefined;
  readonly recordType?: string | undefined;
  readonly recordId?: string | undefined;
  readonly hospitalId?: string | undefined;
  readonly communityId?: string | undefined;
  readonly outcome?: AuditOutcome | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** The audit log as people read it; each call is one unit of work. */
export class AuditLog {
  readonly #database: Database;
  readonly #keys: AuditKeys;

  constructor(database: Database, keys: AuditKeys) {
    this.#database = database;
    this.#keys = keys;
  }

  list(principal: Principal, filter: AuditFilter): Promise<Page<AuditEventModel>> {
    return this.#database.run(principal, (uow) => listEvents(uow, filter));
  }

  /** @param expectedHead of an earlier verification. */
  verify(principal: Principal, expectedHead?: string): Promise<AuditVerification> {
    return this.#database.run(principal, (uow) => verifyAuditLog(uow.trx, this.#keys, expectedHead), {
      isolation: 'repeatable read',
      readOnly: true,
    });
  }
}

/**
 * Newest first, by position. Entries get their position within about a second of being written, and it never changes,
 * so no entry appears on two pages or on none.
 */
async function listEvents(uow: UnitOfWork, filter: AuditFilter): Promise<Page<AuditEventModel>> {
  const query = AuditEventModel.query(uow.trx)
    .orderBy('position', 'desc')
    .limit(filter.limit + 1);
  whereGiven(query, {
    actor_id: filter.actorId,
    action: filter.action,
    record_type: filter.recordType,
    hospital_id: filter.hospitalId,
    community_id: filter.communityId,
    outcome: filter.outcome,
  });
  if (filter.recordId !== undefined) query.whereRaw('record_ids @> array[?]', [filter.recordId]);
  if (filter.from !== undefined) query.where('occurred_at', '>=', filter.from);
  if (filter.to !== undefined) query.where('occurred_at', '<', filter.to);
  const before = readCursor(filter.cursor);
  if (before !== undefined) query.where('position', '<', before);
  const rows = await query;
  const data = rows.slice(0, filter.limit);
  const last = data.at(-1);
  const more = rows.length > filter.limit && last !== undefined;
  return { data, nextCursor: more ? Buffer.from(`before ${last.position}`).toString('base64url') : null };
}

function readCursor(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const match = /^before (\d{1,18})$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (match?.[1] !== undefined) return match[1];
  throw invalidCursor();
}
