import path from 'node:path';
import closeWithGrace from 'close-with-grace';
import { type App, createApp } from './app.ts';
import { type Config, ConfigFault, EXIT_CONFIG, loadConfig } from './config.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './kernel/db/embedded.ts';
import { migrateUrl } from './kernel/db/migrate.ts';
import { createLogger, type Logger } from './kernel/observability/logger.ts';
import { DataKeys } from './kernel/privacy/data-keys.ts';

/** Milliseconds beyond `KIWIMESH_SHUTDOWN_SECONDS` for closing pools and Postgres, then the process ends regardless. */
const CLOSING = 10_000;

/** One process of Kiwimesh, in the role the settings give it. */
async function main(): Promise<void> {
  const config = readSettings();
  const log = createLogger(config.logLevel);
  const postgres = await openPostgres(config);
  const databaseUrl = config.database.url ?? postgres?.url;
  if (databaseUrl === undefined) throw new Error('no database');
  const app = await start(config, log, databaseUrl, postgres);

  closeWithGrace(
    { delay: config.shutdownSeconds * 1000 + CLOSING, logger: false },
    async ({ err, signal }) => {
      if (err) log.fatal({ err }, 'an error nobody handled');
      log.info({ signal: signal ?? null }, 'stopping');
      const finished = await app.stop();
      await postgres?.stop();
      log.info({ finished }, 'stopped');
    },
  );
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

async function openPostgres({ database, dataDir }: Config): Promise<EmbeddedPostgres | null> {
  return database.url === null ? startEmbeddedPostgres({ dataDir: path.join(dataDir, 'postgres') }) : null;
}

async function start(
  config: Config,
  log: Logger,
  databaseUrl: string,
  postgres: EmbeddedPostgres | null,
): Promise<App> {
  try {
    if (config.database.migrate) {
      const applied = await migrateUrl(databaseUrl, { dataKeys: new DataKeys(config.dataKeys) });
      if (applied.length > 0) log.info({ applied }, 'migrated');
    }
    const app = await createApp(config, { databaseUrl, log });
    const { url, port } = await app.start();
    log.info({ url, port, role: config.role, environment: config.environment }, 'started');
    // For a parent process that started us and waits.
    process.send?.({ ready: true, url, port });
    return app;
  } catch (error) {
    await postgres?.stop();
    throw error;
  }
}

await main().catch((error: unknown) => {
  createLogger('info').fatal({ err: error }, 'could not start');
  process.stderr.write(
    `Kiwimesh could not start: ${error instanceof Error ? error.message : 'unknown error'}\n`,
  );
  process.exit(1);
});
