import { systemScope } from '../../../kernel/auth/scope.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { SystemFace } from '../../system/index.ts';
import { TrainingRun } from '../models.ts';

const DAY_MS = 86_400_000;
/** Rows deleted by one run at most, so that a run stays short. */
const PRUNED_PER_RUN = 500;

/** Deletes runs of training that are older than calls are kept. @returns how many. */
export async function pruneRuns(database: Database, system: SystemFace): Promise<number> {
  const { retentionDays } = (await system.settings.current()).calls;
  return database.run(systemScope('delete old runs of training'), async (uow) => {
    const old = await TrainingRun.query(uow.trx)
      .select('id')
      .where('created_at', '<', new Date(uow.now.getTime() - retentionDays * DAY_MS))
      .limit(PRUNED_PER_RUN);
    if (old.length === 0) return 0;
    const ids = old.map(({ id }) => id);
    return TrainingRun.query(uow.trx).delete().whereIn('id', ids);
  });
}
