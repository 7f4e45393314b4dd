import { currentContext } from '../observability/context.ts';
import type { AuditActor } from './entry.ts';

/** Whose a record is. */
export interface RecordTenant {
  readonly hospitalId?: string | null | undefined;
  readonly communityId?: string | null | undefined;
}

/** Until the code says whose a record is. */
export const NOBODYS: RecordTenant = {};

/**
 * What a request or socket message is to the audit log while it is handled; carried in its context, so that units of
 * work know what they are part of.
 */
export interface AuditSubject {
  readonly action: string;
  /** Who acts; for a sign-in the person, once known. */
  actor: AuditActor;
  readonly address: string | null;
  readonly recordType: string | null;
  /** Known from the request, and what the code said it is about. */
  recordIds: readonly string[];
  /** Whether a unit of work that changes something writes the entry in its own transaction. */
  readonly inUnit: boolean;
  /** Whose the record turned out to be. */
  tenant: RecordTenant;
  /** An entry was committed together with a change. */
  recorded: boolean;
  /** What else is to be known of it: fixed phrases of the code. */
  readonly remarks: Set<string>;
}

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
