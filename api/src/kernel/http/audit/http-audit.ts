import { v7 as uuidv7 } from 'uuid';
import { type AuditEntry, type AuditOutcome, auditActorOf, isRecordId } from '../../audit/entry.ts';
import type { AuditRecorder } from '../../audit/recorder.ts';
import type { Problem } from '../../ground/problem.ts';
import {
  type AuditSubject,
  MAX_RECORDS,
  NO_TENANT,
  type RecordTenant,
} from '../../observability/audit-subject.ts';
import type { Logger } from '../../observability/logger.ts';
import type { AuditRule } from '../contract/extensions/audit.ts';
import type { Exchange } from '../exchange.ts';
import type { Replay } from '../idempotency/once.ts';
import type { Reply } from '../reply.ts';

type Row = Readonly<Record<string, unknown>>;

/**
 * The audit entries of HTTP: reads of health and personal data, and every change. A change writes its entry in its own
 * transaction; this class writes the others before the reply is sent: reads, changes that had no effect, sign-ins,
 * rejections and failures.
 */
export class HttpAudit {
  readonly #recorder: AuditRecorder;
  readonly #log: Logger;

  constructor(recorder: AuditRecorder, log: Logger) {
    this.#recorder = recorder;
    this.#log = log;
  }

  /** Called when the request is valid and its handler is about to run. */
  begin(exchange: Exchange): void {
    const rule = exchange.operation?.audit;
    if (rule == null) return;
    exchange.context.audit = subjectOf(exchange, rule);
  }

  /**
   * Called before the reply is sent.
   * @throws Problem `dependency_down` when it could not be recorded: then no data is sent.
   */
  async succeeded(exchange: Exchange, answer: Reply | Replay): Promise<void> {
    const { operation, context } = exchange;
    const rule = operation?.audit;
    const subject = context.audit;
    if (rule == null || subject === undefined) return;
    const reads = rule.reads === 'health' || rule.reads === 'personal';
    const replayed = 'mediaType' in answer;
    if (rule.changes ? subject.recorded || (replayed && !reads) : !reads) return;
    const body = replayed ? JSON.parse(answer.body ?? 'null') : answer.body;
    const purpose = replayed ? 'reply repeated for its idempotency key' : null;
    await this.#recorder.write(entriesOf(exchange, subject, rule, body, purpose));
  }

  /**
   * Called before a problem is sent. A rejection is sent whether or not it could be recorded; if not, the log says so.
   */
  async refused(exchange: Exchange, problem: Problem): Promise<void> {
    const rule = exchange.operation?.audit;
    if (rule == null || !isRecorded(exchange, rule, problem)) return;
    const subject = exchange.context.audit ?? subjectOf(exchange, rule);
    const entry = {
      ...entryOf(exchange, subject, subject.recordIds, {}, null),
      // Whose record it is, only as far as the caller may know: an attempt of a stranger is in the stranger's own log.
      hospitalId: subject.tenant.hospitalId ?? subject.actor.hospitalId,
      communityId: subject.tenant.communityId ?? subject.actor.communityId,
      outcome: (problem.status >= 500 ? 'failed' : 'refused') as AuditOutcome,
      problem: problem.code,
    };
    try {
      await this.#recorder.write([entry]);
    } catch (err) {
      this.#log.error({ err, code: problem.code }, 'a rejection could not be recorded in the audit log');
    }
  }
}

/**
 * Not recorded: requests over a limit (a flood must not become rows), ones without any credential, and invalid reads,
 * which could not have revealed anything.
 */
function isRecorded({ refusal, operation }: Exchange, rule: AuditRule, problem: Problem): boolean {
  if (problem.status === 429 || problem.code === 'shutting_down') return false;
  const isAnonymous = problem.code === 'unauthenticated' && refusal === undefined;
  if (isAnonymous && operation?.access.public !== true) return false;
  if (rule.changes) return true;
  return (rule.reads === 'health' || rule.reads === 'personal') && problem.status !== 400;
}

function subjectOf(exchange: Exchange, rule: AuditRule): AuditSubject {
  const { principal, ip, params, operation } = exchange;
  const actor = auditActorOf(principal);
  const [where, name = ''] = rule.ids ?? [];
  const id = where === 'path' ? params[name] : where === 'caller' ? actor.id : undefined;
  return {
    action: operation?.operationId ?? 'unrouted',
    actor,
    address: ip === 'unknown' ? null : ip,
    recordType: rule.record === 'caller' ? actor.kind : rule.record,
    recordIds: isRecordId(id) ? [id] : [],
    inUnit: rule.changes && !rule.atReply,
    tenant: NO_TENANT,
    recorded: false,
    remarks: new Set(),
  };
}

/** One entry for each hospital whose records the reply holds, so that each hospital finds its own. */
function entriesOf(
  exchange: Exchange,
  subject: AuditSubject,
  rule: AuditRule,
  body: unknown,
  purpose: string | null,
): AuditEntry[] {
  const rows = rowsAt(body, rule.ids);
  if (rows.length === 0) {
    const tenant = { ...tenantIn(body), ...given(subject.tenant) };
    return [entryOf(exchange, subject, subject.recordIds, tenant, purpose)];
  }
  const groups = new Map<string | null, { ids: string[]; communities: Set<string | null> }>();
  for (const row of rows) {
    const hospitalId = idIn(row, rule.record === 'hospital' ? 'id' : 'hospitalId');
    const group = groups.get(hospitalId) ?? { ids: [], communities: new Set() };
    groups.set(hospitalId, group);
    if (isRecordId(row.id) && group.ids.length < MAX_RECORDS) group.ids.push(row.id);
    group.communities.add(idIn(row, rule.record === 'community' ? 'id' : 'communityId'));
  }
  return [...groups].map(([hospitalId, { ids, communities }]) => {
    const [communityId = null] = communities;
    const tenant = { hospitalId, communityId: communities.size === 1 ? communityId : null };
    return entryOf(exchange, subject, [...new Set([...subject.recordIds, ...ids])], tenant, purpose);
  });
}

function entryOf(
  { context }: Exchange,
  { actor, action, recordType, address, remarks }: AuditSubject,
  recordIds: readonly string[],
  tenant: RecordTenant,
  purpose: string | null,
): AuditEntry {
  const [id = null] = recordIds;
  const purposes = [...(purpose === null ? [] : [purpose]), ...remarks];
  return {
    id: uuidv7(),
    occurredAt: new Date(),
    actor,
    hospitalId: tenant.hospitalId ?? (recordType === 'hospital' ? id : null) ?? actor.hospitalId,
    communityId: tenant.communityId ?? (recordType === 'community' ? id : null) ?? actor.communityId,
    action,
    recordType,
    recordIds,
    purpose: purposes.length === 0 ? null : purposes.join('; '),
    outcome: 'succeeded',
    problem: null,
    address,
    correlationId: context.correlationId,
  };
}

/** The objects of the reply whose `id` the rule points to: `/reply/data/*` + `/id` leads to each item of `data`. */
function rowsAt(body: unknown, ids: AuditRule['ids']): Row[] {
  if (ids?.[0] !== 'reply') return [];
  let found: unknown[] = [body];
  for (const step of ids.slice(1, -1)) {
    found = found.flatMap((node) => {
      if (step === '*') return Array.isArray(node) ? node : [];
      const next = (node as Row | null | undefined)?.[step];
      return next === undefined || next === null ? [] : [next];
    });
  }
  const name = ids.at(-1) as string;
  return found
    .filter((node): node is Row => typeof node === 'object' && node !== null)
    .map((node) => (name === 'id' ? node : { ...node, id: node[name] }));
}

function tenantIn(body: unknown): RecordTenant {
  const row = typeof body === 'object' && body !== null ? (body as Row) : {};
  return { hospitalId: idIn(row, 'hospitalId'), communityId: idIn(row, 'communityId') };
}

function given({ hospitalId, communityId }: RecordTenant): RecordTenant {
  return { ...(hospitalId ? { hospitalId } : {}), ...(communityId ? { communityId } : {}) };
}

function idIn(row: Row, name: string): string | null {
  const value = row[name];
  return isRecordId(value) ? value : null;
}
