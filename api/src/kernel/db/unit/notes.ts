import type { Scope } from '../../auth/scope.ts';
import type { AuditSubject, RecordTenant } from '../../observability/audit-subject.ts';
import type { DomainEvent } from '../../payload/event.ts';
import type { ClosingStatement } from './transaction.ts';

/** What a unit of work collects for its audit entry. */
export class UnitNotes {
  /** Whether anything was written through a model. */
  wrote = false;
  /** Rows made through models, in order: the source of a new record's id when no event has it. */
  readonly inserted: { readonly table: string; readonly id: string; readonly tenant: RecordTenant }[] = [];
  /** Reasons of system scopes under which something was written. */
  readonly purposes = new Set<string>();
  /** The record the unit is about and its tenant, when the code declared it. */
  about: { readonly type: string; readonly id: string; readonly tenant: RecordTenant } | undefined;
}

/** What the hook receives about a unit that is about to commit. */
export interface ClosingUnit {
  readonly scope: Scope;
  readonly now: Date;
  readonly notes: UnitNotes;
  readonly events: readonly DomainEvent[];
  /** The work it is part of, as it was when the unit began. */
  readonly subject: AuditSubject | undefined;
  readonly operation: string | undefined;
}

/** How the audit log records a unit; implemented by kernel/audit. */
export interface ClosingAudit {
  /** The statement to close the unit with; undefined when there is nothing to record. */
  closing(unit: ClosingUnit): ClosingStatement | undefined;
}
