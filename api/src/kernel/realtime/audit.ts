import { v7 as uuidv7 } from 'uuid';
import { type AuditEntry, auditActorOf, isRecordId } from '../audit/entry.ts';
import type { Principal } from '../auth/principal.ts';
import { Problem } from '../ground/problem.ts';
import { currentCorrelationId } from '../observability/context.ts';
import type { SocketRecords, SocketReply } from './requests.ts';

export interface SocketRequestOutcome {
  readonly event: string;
  readonly principal: Principal;
  readonly payload: unknown;
  readonly address: string;
  readonly records: SocketRecords;
  readonly outcome: SocketReply | Problem;
}

/** Tenants have such ids; the word that stands for the desk of the platform names none. */
const TENANT_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The audit entry of one socket request: what is pushed afterwards follows from it and is not recorded again. */
export function socketEntry({
  event,
  principal,
  payload,
  address,
  records,
  outcome,
}: SocketRequestOutcome): AuditEntry {
  const given = (typeof payload === 'object' && payload !== null ? payload : {}) as Record<string, unknown>;
  const named = Object.entries(records).find(([, member]) => isRecordId(given[member]));
  const [type = Object.keys(records)[0] ?? null, member = ''] = named ?? [];
  const id = given[member];
  const recordId = isRecordId(id) ? id : null;
  const actor = auditActorOf(principal);
  const problem = outcome instanceof Problem ? outcome : null;
  const tenant = outcome instanceof Problem ? {} : (outcome.tenant ?? {});
  const own = (kind: string) =>
    problem === null && type === kind && recordId !== null && TENANT_ID.test(recordId) ? recordId : null;
  return {
    id: uuidv7(),
    occurredAt: new Date(),
    actor,
    hospitalId: tenant.hospitalId ?? own('hospital') ?? actor.hospitalId,
    communityId: tenant.communityId ?? own('community') ?? actor.communityId,
    action: `socket ${event}`,
    recordType: type,
    recordIds: recordId === null ? [] : [recordId],
    purpose: null,
    outcome: problem === null ? 'succeeded' : problem.status >= 500 ? 'failed' : 'refused',
    problem: problem?.code ?? null,
    address: address === 'unknown' ? null : address,
    correlationId: currentCorrelationId(),
  };
}
