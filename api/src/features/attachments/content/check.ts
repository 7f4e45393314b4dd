import { systemScope } from '../../../kernel/auth/scope.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { JobDefinition } from '../../../kernel/jobs/definition.ts';
import { jobHandler } from '../../../kernel/jobs/job.ts';
import { updateOne } from '../../../kernel/tenancy/written-rows.ts';
import { AttachmentReady, AttachmentRejected, aboutAttachment } from '../events.ts';
import { CheckAttachment } from '../jobs.ts';
import { Attachment } from '../models.ts';
import { type AttachableByType, subjectOf } from '../records.ts';
import type { AttachmentFiles } from './files.ts';
import { type Judging, judge } from './judge.ts';

interface CheckDeps extends Judging {
  readonly database: Database;
  readonly files: AttachmentFiles;
  readonly records: AttachableByType;
}

const SCOPE = systemScope('check an attachment');
/** Each holds a whole file in memory. */
const MAX_CONCURRENT_CHECKS = 2;

/**
 * Looks at what was uploaded and keeps it, or rejects it. What is kept is what was looked at: the upload may be replaced
 * meanwhile. Storage or a scanner that fails is asked again later; the attachment is `checking` for as long.
 */
export function checkJob(deps: CheckDeps): JobDefinition {
  const { database, files, records } = deps;
  return jobHandler(CheckAttachment, {
    concurrency: MAX_CONCURRENT_CHECKS,
    async handle({ attachmentId }) {
      const row = await database.run(SCOPE, async (uow) => Attachment.query(uow.trx).findById(attachmentId));
      if (row === undefined) return;
      if (row.state === 'checking') {
        const verdict = await judge(deps, row, await files.arrived(row));
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
              size: verdict.content.length,
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
