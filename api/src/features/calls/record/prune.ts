import { systemScope } from '../../../kernel/auth/scope.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { SystemFace } from '../../system/index.ts';
import { Call } from '../models.ts';

const DAY_MS = 86_400_000;
/** Rows deleted by one run at most, so that a run stays short. */
const PRUNED_PER_RUN = 500;

/** Deletes calls past the retention time of the settings, with their words and timelines. @returns how many. */
export async function pruneCalls(database: Database, system: SystemFace): Promise<number> {
  const { retentionDays } = (await system.settings.current()).calls;
  return database.run(systemScope('delete old calls'), async (uow) => {
    const old = await Call.query(uow.trx)
      .select('id')
      .where('created_at', '<', new Date(uow.now.getTime() - retentionDays * DAY_MS))
      .limit(PRUNED_PER_RUN);
    if (old.length === 0) return 0;
    const ids = old.map(({ id }) => id);
    return Call.query(uow.trx).delete().whereIn('id', ids);
  });
}
