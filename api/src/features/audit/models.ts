import type { AuditOutcome } from '../../kernel/audit/entry.ts';
import { SYSTEM_ONLY } from '../../kernel/tenancy/declarations.ts';
import { TenantModel } from '../../kernel/tenancy/model.ts';
import type { Tenancy } from '../../kernel/tenancy/reach.ts';

/** A sealed entry of the audit log. Read only: entries are written by kernel/audit. */
export class AuditEventModel extends TenantModel {
  static override tableName = 'audit_event';
  static override idColumn = 'id';
  static override tenancy: Tenancy = {
    ...SYSTEM_ONLY,
    super_admin: 'all',
    hospital_admin: { column: 'hospital_id', equals: 'hospitalId' },
  };

  declare id: string;
  /** A bigint, as text. */
  declare position: string;
  declare occurredAt: Date;
  declare actorKind: string;
  declare actorId: string | null;
  declare role: string | null;
  declare hospitalId: string | null;
  declare communityId: string | null;
  declare action: string;
  declare recordType: string | null;
  declare recordIds: string[];
  declare purpose: string | null;
  declare outcome: AuditOutcome;
  declare problem: string | null;
  declare address: string | null;
  declare correlationId: string;
}
