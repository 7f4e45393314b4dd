import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, createApp } from '../../src/app.ts';
import { type Config, loadConfig } from '../../src/config.ts';
import type { Backoff } from '../../src/kernel/coordination/backoff.ts';
import type { Database } from '../../src/kernel/db/unit/database.ts';
import type { Clock } from '../../src/kernel/ground/clock.ts';
import { createLogger } from '../../src/kernel/observability/logger.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { TEST_DATA_KEY } from './worlds/data-keys.ts';

export interface TestAppOptions {
  readonly policiesDir?: string;
  /** Further settings, as environment variables: `{ KIWIMESH_ROLE: 'serve' }`. */
  readonly env?: Readonly<Record<string, string>>;
  /** The database to use, such as that of another test app; {@link TestApp.stop} leaves it open. */
  readonly on?: Pick<TestApp, 'testDatabase'>;
  readonly clock?: Clock;
  /** The clock of the process, for one that is wrong; `clock` moves the time of the product itself. */
  readonly processClock?: Clock;
  /** Between attempts of events and jobs, for tests that wait for dead letters. */
  readonly backoff?: Backoff;
  /** Gets every line the app logs, from trace on. */
  readonly onLogLine?: (line: string) => void;
}

export interface TestApp {
  readonly url: string;
  /** The app's own, with both tenancy layers. */
  readonly database: Database;
  /** The cloned test database: its URL, and the owner's pool that sees everything. */
  readonly testDatabase: TestDatabase;
  readonly config: Config;
  readonly app: App;
  /** Signs in at `POST /v1/auth/login`. */
  readonly superAdmin: { readonly email: string; readonly password: string };
  /** Resolves when everything that follows from earlier requests has been done: events, jobs, messages. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

const SUPER_ADMIN = { email: 'root@test.example', password: 'correct horse battery lantern' };

/**
 * The real app on a free port with a database of its own. Every reply is checked against the contract: one that breaks
 * it becomes a 500 whose detail says how. Log lines appear with `KIWIMESH_TEST_LOG=debug` (or another level).
 */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const clone = options.on?.testDatabase ?? (await testDatabase());
  const dataDir = await mkdtemp(join(tmpdir(), 'kiwimesh-app-'));
  const level = process.env.KIWIMESH_TEST_LOG ?? 'silent';
  const config = loadConfig({
    KIWIMESH_ENV: 'test',
    KIWIMESH_HOST: '127.0.0.1',
    PORT: '0',
    DATABASE_URL: clone.url,
    KIWIMESH_DATA_DIR: dataDir,
    KIWIMESH_LOG_LEVEL: level,
    KIWIMESH_SECRET: 'development-secret-of-the-tests-0123456789',
    KIWIMESH_DATA_KEY: TEST_DATA_KEY,
    KIWIMESH_SHUTDOWN_SECONDS: '10',
    ...(options.policiesDir === undefined ? {} : { KIWIMESH_POLICIES_DIR: options.policiesDir }),
    ...options.env,
  });
  const app = await createApp(config, {
    databaseUrl: clone.url,
    log:
      options.onLogLine === undefined
        ? createLogger(config.logLevel)
        : createLogger('trace', { write: options.onLogLine }),
    ...(options.clock === undefined ? {} : { clock: options.clock }),
    ...(options.processClock === undefined ? {} : { processClock: options.processClock }),
    ...(options.backoff === undefined ? {} : { backoff: options.backoff }),
  });
  const { url } = await app.start();
  await app.features.identity.ensureSuperAdmin({ ...SUPER_ADMIN, name: 'Test Root' });
  let stopped: Promise<void> | undefined;
  const stop = async () => {
    await app.stop();
    if (options.on === undefined) await clone.close();
    await rm(dataDir, { recursive: true, force: true });
  };
  return {
    url,
    database: app.database,
    testDatabase: clone,
    config,
    app,
    superAdmin: SUPER_ADMIN,
    settled: () => app.background.idle(),
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}
