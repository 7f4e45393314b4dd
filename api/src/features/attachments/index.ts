/** What other features may use of attachments, and what those whose records have attachments tell. */
import type { Principal } from '../../kernel/auth/principal.ts';
import type { UnitOfWork } from '../../kernel/db/unit/unit-of-work.ts';

/** Whose a record is. */
export interface RecordSubject {
  readonly hospitalId: string | null;
  readonly communityId: string | null;
  readonly residentId: string | null;
}

/**
 * The records of one kind, as far as attachments need to know them. The feature that has the records fills an opening with
 * it; the table of attachments has a column for the kind, and its policies name the table of the records.
 */
export interface AttachableRecords {
  /**
   * Whether the caller may do this with attachments of the record. `add` also keeps the record as it is, and others from
   * adding, until the unit of work ends.
   * @throws Problem `not_found` for one out of the caller's reach, and what its feature answers those who may not.
   */
  open(
    uow: UnitOfWork,
    principal: Principal,
    recordId: string,
    purpose: 'read' | 'add',
  ): Promise<RecordSubject>;
  /** For the service's own work, in a system scope; null when it is gone. */
  find(uow: UnitOfWork, recordId: string): Promise<RecordSubject | null>;
}
