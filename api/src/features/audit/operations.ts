import type { AuditKeys } from '../../kernel/audit/keys.ts';
import { verifyAuditLog } from '../../kernel/audit/verify.ts';
import type { Database } from '../../kernel/db/unit/database.ts';
import type { OperationsOf, ReplyOf } from '../../kernel/http/operation.ts';
import type { AuditEventModel } from './models.ts';
import { listAuditEvents } from './reads.ts';

export type AuditOperations = OperationsOf<'listAuditEvents' | 'verifyAuditLog'>;

type AuditEvent = ReplyOf<'listAuditEvents'>['body']['data'][number];

export function auditOperations(database: Database, keys: AuditKeys): AuditOperations {
  return {
    async listAuditEvents({ principal, query }) {
      const { from, to, limit = 50, ...rest } = query;
      const page = await database.run(principal, (uow) =>
        listAuditEvents(uow, {
          ...rest,
          from: from === undefined ? undefined : new Date(from),
          to: to === undefined ? undefined : new Date(to),
          limit,
        }),
      );
      return { status: 200, body: { data: page.data.map(eventOut), nextCursor: page.nextCursor } };
    },

    async verifyAuditLog({ principal, query }) {
      const body = await database.run(principal, (uow) => verifyAuditLog(uow.trx, keys, query.expectedHead), {
        isolation: 'repeatable read',
        readOnly: true,
      });
      return { status: 200, body };
    },
  };
}

function eventOut(row: AuditEventModel): AuditEvent {
  return {
    id: row.id,
    position: Number(row.position),
    occurredAt: row.occurredAt.toISOString(),
    actor: {
      kind: row.actorKind as AuditEvent['actor']['kind'],
      id: row.actorId,
      role: row.role as AuditEvent['actor']['role'],
    },
    hospitalId: row.hospitalId,
    communityId: row.communityId,
    action: row.action,
    recordType: row.recordType,
    recordIds: row.recordIds,
    purpose: row.purpose,
    outcome: row.outcome,
    problem: row.problem,
    address: row.address,
    correlationId: row.correlationId,
  };
}
