import type { OperationsOf } from '../../kernel/http/operation.ts';
import type { AuditLog } from './service.ts';
import { eventBody } from './wire.ts';

export type AuditOperations = OperationsOf<'listAuditEvents' | 'verifyAuditLog'>;

export function auditOperations(auditLog: AuditLog): AuditOperations {
  return {
    async listAuditEvents({ principal, query }) {
      const { from, to, limit = 50, ...rest } = query;
      const page = await auditLog.list(principal, {
        ...rest,
        from: from === undefined ? undefined : new Date(from),
        to: to === undefined ? undefined : new Date(to),
        limit,
      });
      return { status: 200, body: { data: page.data.map(eventBody), nextCursor: page.nextCursor } };
    },

    async verifyAuditLog({ principal, query }) {
      return { status: 200, body: await auditLog.verify(principal, query.expectedHead) };
    },
  };
}
