import type { Principal } from '../auth/principal.ts';

/** Who acted: never a name. `system` is work no person asked for. */
export interface AuditActor {
  readonly kind: Principal['kind'] | 'system';
  /** Null for anonymous callers and the system. */
  readonly id: string | null;
  readonly role: string | null;
  readonly hospitalId: string | null;
  readonly communityId: string | null;
}

/** Ids kept of one entry: the longest import. */
export const MAX_RECORDS = 500;

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
