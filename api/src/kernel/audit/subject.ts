import type { AuditActor } from '../observability/audit-subject.ts';
import { currentContext } from '../observability/context.ts';

/**
 * Says who a request turned out to come from, for operations that begin without a caller: a sign-in, an invitation
 * taken up. Quiet outside a request.
 */
export function identifyActor(actor: AuditActor): void {
  const subject = currentContext()?.audit;
  if (subject !== undefined) subject.actor = actor;
}

/**
 * Adds what neither the operation nor its outcome says to the entry of this request: that a wrong attempt locked the
 * account, that a recovery code stood in for the app. Quiet outside a request.
 * @param phrase a fixed phrase of the code, never a value.
 */
export function remarkOn(phrase: string): void {
  currentContext()?.audit?.remarks.add(phrase);
}
