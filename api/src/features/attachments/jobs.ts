import { job } from '../../kernel/jobs/job.ts';
import { id, object } from '../../kernel/payload/shapes.ts';

/** Looks at a file that was uploaded, and keeps or rejects it. */
export const CheckAttachment = job('check-attachment', object({ attachmentId: id }));
/** Deletes the files of an attachment that is gone. */
export const DeleteAttachmentFiles = job('delete-attachment-files', object({ attachmentId: id }));
