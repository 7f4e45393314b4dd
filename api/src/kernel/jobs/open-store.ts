import type { BackgroundConnection } from '../coordination/background-connection.ts';
import { WorkerSession } from '../coordination/worker-session.ts';
import type { WorkLog } from '../observability/failure.ts';
import { PostgresJobStore } from './postgres-store.ts';
import type { JobStore } from './store.ts';

export interface OpenStoreOptions {
  readonly connection: BackgroundConnection;
  readonly jobsUrl: string | undefined;
  /** The session that proves this process alive in the product's own database. */
  readonly session: WorkerSession;
  readonly log: WorkLog;
}

/**
 * The store that `JOBS_URL` names (the product's own database when it is absent), with the session by which its workers
 * are known to be alive: a separate Postgres can only check sessions of its own. Such a database is migrated like the
 * main one.
 */
export async function openJobStore({
  connection,
  jobsUrl,
  session,
  log,
}: OpenStoreOptions): Promise<{ readonly store: JobStore; readonly session: WorkerSession }> {
  if (jobsUrl === undefined || jobsUrl === connection.url) {
    return { store: new PostgresJobStore({ connection, joinsUnitOfWork: true }), session };
  }
  const scheme = new URL(jobsUrl).protocol;
  if (scheme === 'mongodb:' || scheme === 'mongodb+srv:') {
    // The driver takes 100 ms to load: only installations that use it pay for it.
    const { MongoJobStore } = await import('./mongo-store.ts');
    return { store: new MongoJobStore(jobsUrl, session), session };
  }
  const elsewhere = { ...connection, url: jobsUrl };
  return {
    store: new PostgresJobStore({ connection: elsewhere, joinsUnitOfWork: false }),
    session: new WorkerSession(elsewhere, log),
  };
}
