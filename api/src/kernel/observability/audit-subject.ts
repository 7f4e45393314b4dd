import type { Principal } from '../auth/principal.ts';

/** Who acted: never a name. `system` is work that no person requested. */
export interface AuditActor {
  readonly kind: Principal['kind'] | 'system';
  /** Null for anonymous callers and the system. */
  readonly id: string | null;
  readonly role: string | null;
  readonly hospitalId: string | null;
  readonly communityId: string | null;
}

/** Ids kept of one entry: as many as the longest import has. */
export const MAX_RECORDS = 500;

/** The tenant of a record. */
export interface RecordTenant {
  readonly hospitalId?: string | null | undefined;
  readonly communityId?: string | null | undefined;
}

/** Until the code declares the tenant of a record. */
export const NO_TENANT: RecordTenant = {};

/**
 * The audit subject of a request or socket message while it is handled; carried in its context, so that units of work
 * know what they are part of.
 */
export interface AuditSubject {
  readonly action: string;
  /** Who acts; for a sign-in the person, once known. */
  actor: AuditActor;
  readonly address: string | null;
  readonly recordType: string | null;
  /** Known from the request, and what the code declared it is about. */
  recordIds: readonly string[];
  /** Whether a unit of work that changes something writes the entry in its own transaction. */
  readonly inUnit: boolean;
  /** The tenant of the record, once known. */
  tenant: RecordTenant;
  /** An entry was committed together with a change. */
  recorded: boolean;
  /** Further facts about it: fixed phrases of the code. */
  readonly remarks: Set<string>;
}
