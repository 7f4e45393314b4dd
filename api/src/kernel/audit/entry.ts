import type { Principal } from '../auth/principal.ts';
import type { AuditActor } from '../observability/audit-subject.ts';

/** The outcome: done; refused by a rule (a 4xx problem); failed on our side (a 5xx problem). */
export type AuditOutcome = 'succeeded' | 'refused' | 'failed';

/** One entry of the audit log: ids and fixed words, no personal or health data besides the caller's address. */
export interface AuditEntry {
  /** UUIDv7. */
  readonly id: string;
  /** To the millisecond. */
  readonly occurredAt: Date;
  readonly actor: AuditActor;
  /** The tenant the record belongs to, else the actor's. */
  readonly hospitalId: string | null;
  readonly communityId: string | null;
  /** The operationId, job, subscriber or `socket <request>`; for system work outside those its reason. */
  readonly action: string;
  readonly recordType: string | null;
  /** At most {@link MAX_RECORDS}. */
  readonly recordIds: readonly string[];
  /** Why the system scope was used: a fixed phrase of the code. */
  readonly purpose: string | null;
  readonly outcome: AuditOutcome;
  /** The problem's code unless it succeeded. */
  readonly problem: string | null;
  readonly address: string | null;
  readonly correlationId: string;
}

export const SYSTEM: AuditActor = {
  kind: 'system',
  id: null,
  role: null,
  hospitalId: null,
  communityId: null,
};

export function auditActorOf(principal: Principal): AuditActor {
  return {
    kind: principal.kind,
    id: principal.kind === 'anonymous' ? null : principal.id,
    role: 'role' in principal ? principal.role : null,
    hospitalId: 'hospitalId' in principal ? principal.hospitalId : null,
    communityId: 'communityId' in principal ? principal.communityId : null,
  };
}

/** The form of ids in an entry. Anything else that a caller put in a path is left out: it could be any text. */
const RECORD_ID = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z][a-z0-9_-]{0,80})$/;

export function isRecordId(value: unknown): value is string {
  return typeof value === 'string' && RECORD_ID.test(value);
}
