import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import { systemScope } from '../../../kernel/auth/scope.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { JobDefinition } from '../../../kernel/jobs/definition.ts';
import { jobHandler } from '../../../kernel/jobs/job.ts';
import { updateOne } from '../../../kernel/tenancy/written-rows.ts';
import { AttachmentReady, AttachmentRejected, aboutAttachment } from '../events.ts';
import { CheckAttachment } from '../jobs.ts';
import { Attachment, type Rejection } from '../models.ts';
import { type AttachableByType, subjectOf } from '../records.ts';
import type { AttachmentFiles } from './files.ts';

interface CheckDeps {
  readonly database: Database;
  readonly files: AttachmentFiles;
  readonly records: AttachableByType;
}

const SCOPE = systemScope('check an attachment');
/** Each holds a whole file in memory. */
const MAX_CONCURRENT_CHECKS = 2;

/** What becomes of a file. */
type Verdict = { readonly content: Uint8Array; readonly sha256: Buffer } | { readonly rejection: Rejection };

/**
 * Looks at what was uploaded and keeps it, or rejects it. What is kept is what was looked at: the upload may be replaced
 * meanwhile. Storage that fails is asked again later; the attachment is `checking` for as long.
 */
export function checkJob({ database, files, records }: CheckDeps): JobDefinition {
  return jobHandler(CheckAttachment, {
    concurrency: MAX_CONCURRENT_CHECKS,
    async handle({ attachmentId }) {
      const row = await database.run(SCOPE, async (uow) => Attachment.query(uow.trx).findById(attachmentId));
      if (row === undefined) return;
      if (row.state === 'checking') {
        const verdict = await judge(row, await files.arrived(row));
        if ('content' in verdict) await files.keep(row, verdict.content);
        await database.run(SCOPE, async (uow) => {
          const locked = await Attachment.query(uow.trx).findById(attachmentId).forUpdate();
          // Deleted while it was looked at: its files go with the job that the deletion asked for, or with the sweep.
          if (locked?.state !== 'checking') return;
          const subject = await subjectOf(uow, records, locked);
          uow.about('attachment', attachmentId, subject ?? {});
          const about = aboutAttachment(locked, subject);
          if ('rejection' in verdict) {
            const reason = verdict.rejection;
            await updateOne(Attachment.query(uow.trx).findById(attachmentId), {
              state: 'rejected',
              rejection: reason,
            });
            uow.emit(AttachmentRejected(attachmentId, { ...about, reason }));
          } else {
            await updateOne(Attachment.query(uow.trx).findById(attachmentId), {
              state: 'ready',
              sha256: verdict.sha256,
              readyAt: uow.now,
            });
            uow.emit(AttachmentReady(attachmentId, about));
          }
        });
      }
      await files.deleteUpload(attachmentId);
    },
  });
}

/** The type is what the content says, whatever the device called it. */
async function judge(row: Attachment, content: Uint8Array): Promise<Verdict> {
  if (content.length !== row.size) return { rejection: 'wrong_size' };
  if ((await typeOf(content)) !== row.contentType) return { rejection: 'wrong_type' };
  return { content, sha256: createHash('sha256').update(content).digest() };
}

/** By its first bytes; null for what is of no known type. */
async function typeOf(content: Uint8Array): Promise<string | null> {
  try {
    return (await fileTypeFromBuffer(content))?.mime ?? null;
  } catch {
    // Whatever a reader of headers falls over is no such file either.
    return null;
  }
}
