import type { UnitOfWork } from '../../kernel/db/unit/unit-of-work.ts';
import type { AttachableRecords, RecordSubject } from './index.ts';
import { type Attachment, type RecordType, recordOf } from './models.ts';

/** The features that have the records, by kind. */
export type AttachableByType = Readonly<Record<RecordType, AttachableRecords>>;

/** Whose the record of an attachment is, in a system scope; null when it is gone. */
export function subjectOf(
  uow: UnitOfWork,
  records: AttachableByType,
  row: Attachment,
): Promise<RecordSubject | null> {
  const { type, id } = recordOf(row);
  return records[type].find(uow, id);
}
