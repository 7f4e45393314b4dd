import { v7 as uuidv7 } from 'uuid';
import type { ClosingAudit, ClosingUnit, UnitNotes } from '../db/unit/notes.ts';
import type { ClosingStatement } from '../db/unit/transaction.ts';
import { type AuditSubject, MAX_RECORDS, type RecordTenant } from '../observability/audit-subject.ts';
import { currentCorrelationId } from '../observability/context.ts';
import type { DomainEvent } from '../payload/event.ts';
import { type AuditEntry, isRecordId, SYSTEM } from './entry.ts';
import type { AuditKeys } from './keys.ts';
import { insertEntries, rowOf } from './stored-entry.ts';

const INSERT_IF_CHANGED = insertEntries(true);

/**
 * Writes the audit entry of a change in the change's own transaction: it exists exactly when the change does. It costs
 * no round trip (see kernel/db/unit/transaction.ts), and a unit that changed nothing adds nothing.
 *
 * Which units: those of a request or socket message that changes things, and system work (jobs, subscribers, timers)
 * that writes through a model or emits an event; the relay's and the job queue's own bookkeeping does neither.
 */
export class UnitAudit implements ClosingAudit {
  readonly #keys: AuditKeys;
  readonly #bookkeeping: ReadonlySet<string>;

  /** @param bookkeeping reasons of system scopes whose writes say nothing about a person (when a key was last used). */
  constructor(keys: AuditKeys, bookkeeping: readonly string[] = []) {
    this.#keys = keys;
    this.#bookkeeping = new Set(bookkeeping);
  }

  /** The statement to close the unit with; undefined when there is nothing to record. */
  closing(unit: ClosingUnit): ClosingStatement | undefined {
    const { scope, notes, events, subject } = unit;
    if (scope.reason !== null && this.#bookkeeping.has(scope.reason)) return undefined;
    if (subject !== undefined && !subject.inUnit) return undefined;
    if (subject === undefined) {
      if (scope.role !== 'system' || !(notes.wrote || events.length > 0)) return undefined;
    }
    const entry = entryOf(unit);
    return {
      sql: INSERT_IF_CHANGED,
      bindings: [JSON.stringify([rowOf(entry, this.#keys)])],
      committed: (rows) => {
        if (rows > 0 && subject !== undefined) subject.recorded = true;
      },
    };
  }
}

function entryOf({ scope, now, notes, events, subject, operation }: ClosingUnit): AuditEntry {
  const actor = subject?.actor ?? SYSTEM;
  const { type, ids } = recordsOf(notes, events, subject);
  const tenant = tenantOf(notes, events, type, ids);
  const purposes = [...notes.purposes];
  if (subject === undefined && purposes.length === 0 && scope.reason !== null) purposes.push(scope.reason);
  purposes.push(...(subject?.remarks ?? []));
  return {
    id: uuidv7(),
    occurredAt: now,
    actor,
    hospitalId: tenant.hospitalId ?? actor.hospitalId,
    communityId: tenant.communityId ?? actor.communityId,
    action: subject?.action ?? operation ?? scope.reason ?? 'unnamed',
    recordType: type,
    recordIds: ids,
    purpose: purposes.length === 0 ? null : purposes.join('; '),
    outcome: 'succeeded',
    problem: null,
    address: subject?.address ?? null,
    correlationId: currentCorrelationId(),
  };
}

/** What the request named, what the unit says it is about, what its events are about; otherwise the rows it created. */
function recordsOf(
  notes: UnitNotes,
  events: readonly DomainEvent[],
  subject: AuditSubject | undefined,
): { type: string | null; ids: string[] } {
  const ids = new Set(subject?.recordIds ?? []);
  if (notes.about !== undefined) ids.add(notes.about.id);
  for (const { aggregate } of events) {
    if (ids.size < MAX_RECORDS && isRecordId(aggregate.id)) ids.add(aggregate.id);
  }
  if (ids.size === 0) {
    for (const { table, id } of notes.inserted) {
      if (table === notes.inserted[0]?.table && ids.size < MAX_RECORDS) ids.add(id);
    }
  }
  const type =
    subject?.recordType ?? notes.about?.type ?? events[0]?.aggregate.type ?? notes.inserted[0]?.table ?? null;
  return { type, ids: [...ids] };
}

/** The tenant of the record: what the unit declared, its events carry, or the rows it created show. */
function tenantOf(
  notes: UnitNotes,
  events: readonly DomainEvent[],
  type: string | null,
  ids: readonly string[],
): RecordTenant {
  const candidates = [
    notes.about?.tenant ?? {},
    ...events.slice(0, 1).map(({ data: { hospitalId, communityId } }) => ({
      hospitalId: typeof hospitalId === 'string' ? hospitalId : null,
      communityId: typeof communityId === 'string' ? communityId : null,
    })),
    ...notes.inserted.slice(0, 1).map(({ tenant }) => tenant),
  ];
  const own = ids.length > 0 ? ids[0] : null;
  return {
    hospitalId:
      candidates.find(({ hospitalId }) => hospitalId)?.hospitalId ?? (type === 'hospital' ? own : null),
    communityId:
      candidates.find(({ communityId }) => communityId)?.communityId ?? (type === 'community' ? own : null),
  };
}
