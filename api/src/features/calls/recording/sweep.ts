import { systemScope } from '../../../kernel/auth/scope.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Call } from '../models.ts';
import type { CallsNeeds } from '../needs.ts';
import { deletePieces, recordingsIn } from './files.ts';
import { CallRecording } from './models.ts';

const DAY_MS = 86_400_000;
/** Recordings at a time, so that a unit of work stays short. */
const BATCH = 500;
const SCOPE = systemScope('delete recordings of calls');

/**
 * Deletes recordings whose time is over, and files without a recording: those of the former, of calls that were deleted,
 * and of processes that stored one more while it was. Without the row no one can open its files in any case.
 * @returns how many recordings had files that are deleted now.
 */
export async function sweepRecordings({
  database,
  storage,
  system,
}: Pick<CallsNeeds, 'database' | 'storage' | 'system'>): Promise<number> {
  const { retentionDays } = (await system.settings.current()).calls.recording;
  await database.run(SCOPE, (uow) => expire(uow, retentionDays));
  let deleted = 0;
  for await (const ids of recordingsIn(storage, BATCH)) {
    // The row of a recording is there before its first file.
    const known = await database.run(SCOPE, async (uow) =>
      CallRecording.query(uow.trx).select('id').whereIn('id', ids),
    );
    const kept = new Set(known.map(({ id }) => id));
    for (const id of ids) {
      if (kept.has(id)) continue;
      await deletePieces(storage, id);
      deleted += 1;
    }
  }
  return deleted;
}

async function expire(uow: UnitOfWork, retentionDays: number): Promise<void> {
  const old = await CallRecording.query(uow.trx)
    .select('id', 'call_id')
    .where('created_at', '<', new Date(uow.now.getTime() - retentionDays * DAY_MS))
    .limit(BATCH);
  if (old.length === 0) return;
  await Call.query(uow.trx)
    .patch({ recording: 'deleted' })
    .whereIn(
      'id',
      old.map(({ callId }) => callId),
    );
  await CallRecording.query(uow.trx)
    .delete()
    .whereIn(
      'id',
      old.map(({ id }) => id),
    );
}
