import { flushCompileCache } from 'node:module';
import path from 'node:path';
import closeWithGrace from 'close-with-grace';
import type { App } from './app.ts';
import { type Config, ConfigFault, EXIT_CONFIG, loadConfig } from './config.ts';
import { migrateUrl, requireMigrated } from './kernel/db/migrate.ts';
import { createLogger, type Logger } from './kernel/observability/logger.ts';
import { DataKeys } from './kernel/sealing/data-keys.ts';
import { claimDataFolder } from './postgres/data-folder/claim.ts';
import type { LockFile } from './postgres/data-folder/lock-file.ts';
import { startFault } from './postgres/data-folder/start-fault.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './postgres/embedded.ts';

/** Time after `KIWIMESH_SHUTDOWN_SECONDS` for closing pools and Postgres before the process is ended. */
const CLOSING_MS = 10_000;

/** The database and what is stopped after the app. */
interface OpenDatabase {
  readonly databaseUrl: string;
  stop(): Promise<void>;
}

/** One process of Kiwimesh, in the role the settings give it. */
async function main(): Promise<void> {
  const config = readSettings();
  const log = createLogger(config.logLevel);
  const openedDatabase = await openDatabase(config);
  const app = await start(config, log, openedDatabase);

  const { close } = closeWithGrace(
    { delay: config.shutdownSeconds * 1000 + CLOSING_MS, logger: false },
    async ({ err, signal }) => {
      if (err) log.fatal({ err }, 'unhandled error');
      log.info({ signal: signal ?? null }, 'stopping');
      const finished = await app.stop();
      await openedDatabase.stop();
      log.info({ finished }, 'stopped');
    },
  );
  // The parent process that started this one has died without signalling it.
  process.once('disconnect', () => close());
}

function readSettings(): Config {
  try {
    return loadConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigFault)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(EXIT_CONFIG);
  }
}

/** The configured database, or the embedded one, which this process locks for as long as it runs. */
async function openDatabase({ database, dataDir, port }: Config): Promise<OpenDatabase> {
  if (database.url !== null) return { databaseUrl: database.url, stop: async () => {} };
  const claim = await claimDataFolder(dataDir, {
    program: 'api/src/main.ts',
    address: `http://localhost:${port}`,
    embedded: true,
  });
  try {
    const postgres = await startEmbeddedPostgres({ dataDir: path.join(dataDir, 'postgres') });
    return { databaseUrl: postgres.url, stop: () => stopAll(postgres, claim) };
  } catch (error) {
    await claim.release();
    throw error;
  }
}

async function stopAll(postgres: EmbeddedPostgres, claim: LockFile): Promise<void> {
  await postgres.stop();
  await claim.release();
}

async function start(config: Config, log: Logger, { databaseUrl, stop }: OpenDatabase): Promise<App> {
  try {
    const { appUrl, migrate } = config.database;
    if (migrate) {
      const applied = await migrateUrl(databaseUrl, { dataKeys: new DataKeys(config.dataKeys) });
      if (applied.length > 0) log.info({ applied }, 'migrated');
    } else await requireMigrated({ url: appUrl ?? databaseUrl, switchRole: appUrl === null });
    // Loading it takes a second of a processor: not before it is known that the process can start.
    const { createApp } = await import('./app.ts');
    const app = await createApp(config, { databaseUrl, log });
    const { url, port } = await app.start();
    log.info({ url, port, role: config.role, environment: config.environment }, 'started');
    // For a parent process that waits until this one is ready.
    process.send?.({ ready: true, url, port });
    // With NODE_COMPILE_CACHE the next start needs half the processor time, also when this process is killed.
    flushCompileCache();
    return app;
  } catch (error) {
    await stop();
    throw error;
  }
}

await main().catch((error: unknown) => {
  createLogger('info').fatal({ err: error }, 'could not start');
  const { DATABASE_URL, KIWIMESH_DATA_DIR, PORT } = process.env;
  const reason = startFault(error, {
    dataDir: KIWIMESH_DATA_DIR || '.data',
    embedded: !DATABASE_URL,
    port: Number(PORT || 8080),
  });
  process.stderr.write(`Kiwimesh could not start: ${reason}\n`);
  process.exit(1);
});
