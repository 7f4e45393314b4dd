import type { components } from '@kiwimesh/openapi/types';
import type { AuditEventModel } from './models.ts';

type AuditEvent = components['schemas']['AuditEvent'];

export function eventBody(row: AuditEventModel): AuditEvent {
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
