import { systemScope } from '../../../kernel/auth/scope.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { JobDefinition } from '../../../kernel/jobs/definition.ts';
import { jobHandler } from '../../../kernel/jobs/job.ts';
import { DeleteAttachmentFiles } from '../jobs.ts';
import { Attachment, type AttachmentState } from '../models.ts';
import { type AttachmentFiles, FILES, UPLOADS } from './files.ts';

interface SweepDeps {
  readonly database: Database;
  readonly files: AttachmentFiles;
}

/** Ids at a time, so that a unit of work stays short. */
const BATCH = 500;
/** After the time of its upload, for how long an attachment is kept that nobody completed, milliseconds. */
const ABANDONED_MS = 24 * 3_600_000;
const SCOPE = systemScope('delete what attachments leave');
/** In which somebody may still read what was uploaded. */
const AWAITED: readonly AttachmentState[] = ['pending', 'checking'];

/** Deletes the files of an attachment that a person deleted. */
export function deleteFilesJob(files: AttachmentFiles): JobDefinition {
  return jobHandler(DeleteAttachmentFiles, { handle: ({ attachmentId }) => files.deleteAll(attachmentId) });
}

/**
 * Deletes attachments whose upload nobody completed, uploads that came too late, and files without an attachment: those of
 * records that were deleted, and of a check that ended beside a deletion.
 * @returns how many attachments had something to delete.
 */
export async function sweepAttachments({ database, files }: SweepDeps): Promise<number> {
  let deleted = await database.run(SCOPE, async (uow) =>
    Attachment.query(uow.trx)
      .delete()
      .where('state', 'pending')
      .where('upload_until', '<', new Date(uow.now.getTime() - ABANDONED_MS)),
  );
  const known = (states: readonly AttachmentState[] | null) => (ids: readonly string[]) =>
    database.run(SCOPE, async (uow) => {
      const query = Attachment.query(uow.trx).select('id').whereIn('id', ids);
      if (states !== null) query.whereIn('state', states);
      return new Set((await query).map(({ id }) => id));
    });
  for await (const id of unknown(files.idsIn(UPLOADS), known(AWAITED))) {
    await files.deleteUpload(id);
    deleted += 1;
  }
  // The row of an attachment is there before its first file.
  for await (const id of unknown(files.idsIn(FILES), known(null))) {
    await files.deleteAll(id);
    deleted += 1;
  }
  return deleted;
}

/** Those that are not known. */
async function* unknown(
  ids: AsyncIterable<string>,
  known: (ids: readonly string[]) => Promise<ReadonlySet<string>>,
): AsyncIterable<string> {
  let batch: string[] = [];
  const rest = async () => {
    const found = await known(batch);
    const others = batch.filter((id) => !found.has(id));
    batch = [];
    return others;
  };
  for await (const id of ids) {
    // Others may keep what they like in a bucket.
    if (!/^[0-9a-f-]{36}$/.test(id)) continue;
    batch.push(id);
    if (batch.length === BATCH) yield* await rest();
  }
  if (batch.length > 0) yield* await rest();
}
