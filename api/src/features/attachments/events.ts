import { event } from '../../kernel/events/event.ts';
import { type DataOf, id, nullable, object, oneOf } from '../../kernel/payload/shapes.ts';
import type { RecordSubject } from './index.ts';
import { type Attachment, REJECTIONS, recordOf } from './models.ts';

/** Ids and codes: never the name of a file or what is in it. */
const common = {
  attachmentId: id,
  recordType: oneOf('booking', 'call'),
  recordId: id,
  hospitalId: nullable(id),
};
const shape = object(common);
const example: DataOf<typeof shape> = {
  attachmentId: '0193a5f0-7c1e-7000-8000-000000000051',
  recordType: 'booking',
  recordId: '0193a5f0-7c1e-7000-8000-000000000010',
  hospitalId: '0193a5f0-7c1e-7000-8000-000000000002',
};
const partners = { hospital: 'hospitalId' } as const;

export const AttachmentReady = event('attachment.ready', {
  partners,
  description: 'A file that was attached to a record can be downloaded.',
  data: shape,
  example,
});
export const AttachmentRejected = event('attachment.rejected', {
  partners,
  description: 'A file that was to be attached to a record was not kept.',
  data: object({ ...common, reason: oneOf(...REJECTIONS) }),
  example: { ...example, reason: 'wrong_type' },
});
export const AttachmentDeleted = event('attachment.deleted', {
  partners,
  description: 'An attachment of a record was deleted by a person or a key.',
  data: shape,
  example,
});

/** What every event of an attachment says. @param subject null where the record is gone. */
export function aboutAttachment(row: Attachment, subject: RecordSubject | null): DataOf<typeof shape> {
  const { type, id: recordId } = recordOf(row);
  return {
    attachmentId: row.id,
    recordType: type,
    recordId,
    hospitalId: subject?.hospitalId ?? null,
  };
}
