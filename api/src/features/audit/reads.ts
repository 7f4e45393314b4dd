import type { AuditOutcome } from '../../kernel/audit/entry.ts';
import type { UnitOfWork } from '../../kernel/db/unit/unit-of-work.ts';
import type { Page } from '../../kernel/ground/paging.ts';
import { Problem } from '../../kernel/ground/problem.ts';
import { AuditEventModel } from './models.ts';

export interface AuditFilter {
  /** Bounds of when it happened, [from, to). */
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

/**
 * Newest first, by position: sealing follows the time of writing within a second or so, and a position never changes,
 * so no page shows an entry twice or skips one.
 */
export async function listAuditEvents(uow: UnitOfWork, filter: AuditFilter): Promise<Page<AuditEventModel>> {
  const query = AuditEventModel.query(uow.trx)
    .orderBy('position', 'desc')
    .limit(filter.limit + 1);
  for (const [column, value] of Object.entries({
    actor_id: filter.actorId,
    action: filter.action,
    record_type: filter.recordType,
    hospital_id: filter.hospitalId,
    community_id: filter.communityId,
    outcome: filter.outcome,
  })) {
    if (value !== undefined) query.where(column, value);
  }
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
  throw new Problem('invalid_request', {
    detail: 'Send the nextCursor of an earlier page unchanged, or omit it.',
    errors: [{ pointer: '/query/cursor', detail: 'is not a cursor from this list' }],
  });
}
