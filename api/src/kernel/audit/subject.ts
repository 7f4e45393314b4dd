import { type AuditActor, NO_TENANT } from '../observability/audit-subject.ts';
import { currentContext } from '../observability/context.ts';

/**
 * Records who a request comes from, for operations that begin without a caller: a sign-in, an accepted invitation. Does
 * nothing outside a request.
 */
export function identifyActor(actor: AuditActor): void {
  const subject = currentContext()?.audit;
  if (subject !== undefined) subject.actor = actor;
}

/**
 * Makes the entry of a piece of background work that of an operation which a person asked for in another way, such as by a
 * message. Does nothing outside a piece of work, or where a request is under way.
 * @param by a fixed phrase of the code: how they asked for it.
 */
export function recordAs(
  operation: { readonly id: string; readonly recordType: string; readonly recordId: string },
  actor: AuditActor,
  by: string,
): void {
  const context = currentContext();
  if (context === undefined || context.audit !== undefined) return;
  context.audit = {
    ...{ action: operation.id, actor, address: null, inUnit: true, recorded: false },
    ...{ recordType: operation.recordType, recordIds: [operation.recordId], tenant: NO_TENANT },
    remarks: new Set([by]),
  };
}

/**
 * Adds to the entry of this request what neither the operation nor its outcome says: that a wrong attempt locked the
 * account, that a recovery code replaced the app. Does nothing outside a request.
 * @param phrase a fixed phrase of the code, never a value.
 */
export function addRemark(phrase: string): void {
  currentContext()?.audit?.remarks.add(phrase);
}
