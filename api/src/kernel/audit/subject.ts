import type { AuditActor } from '../observability/audit-subject.ts';
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
 * Adds to the entry of this request what neither the operation nor its outcome says: that a wrong attempt locked the
 * account, that a recovery code replaced the app. Does nothing outside a request.
 * @param phrase a fixed phrase of the code, never a value.
 */
export function addRemark(phrase: string): void {
  currentContext()?.audit?.remarks.add(phrase);
}
