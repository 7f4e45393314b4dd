import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { type Config, ConfigFault, EXIT_CONFIG, loadConfig } from '@kiwimesh/api/config.ts';
import { isLoopback, listenOn } from '@kiwimesh/api/kernel/http/listen.ts';
import { claimDataFolder } from '@kiwimesh/api/postgres/data-folder/claim.ts';
import { startFault } from '@kiwimesh/api/postgres/data-folder/start-fault.ts';
import { startEmbeddedPostgres } from '@kiwimesh/api/postgres/embedded.ts';
import { demoLogins, writeDemoLogins } from './demo/logins.ts';
import { announce, speechInWords, warnOfNetwork } from './run/announce.ts';
import { Service, ServiceEnded } from './run/service.ts';

/**
 * `make run`: Postgres, schema, demo data, the service, and a page of a fictional hospital on another origin.
 * The service is `api/src/main.ts` in a process of its own, as in production; this one starts and stops things.
 */
const ROOT = path.resolve(import.meta.dirname, '..');

/** The demo page's port follows the API's, so that two copies on one machine do not collide. */
const DEMO_PORT_OFFSET = 1;
const MAX_PORT = 65_535;

async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const demoPort = config.port + DEMO_PORT_OFFSET;
  refuse(config, demoPort);
  const claim = await claimDataFolder(config.dataDir, {
    program: 'make run',
    address: `http://localhost:${config.port}`,
    embedded: config.database.url === null,
  });
  /** What has been started, undone in the opposite order. */
  const started: (() => Promise<unknown>)[] = [() => claim.release()];
  let stopping = false;
  const stop = async (code: number) => {
    if (stopping) return;
    stopping = true;
    if (started.length > 1) say('Stopping');
    for (const undo of started.toReversed()) {
      await undo().catch((error: unknown) => process.stderr.write(`${startFault(error, config)}\n`));
    }
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop(0));
  const fail = async (error: unknown) => {
    if (!(error instanceof ServiceEnded && error.told)) reportFault(error, config);
    await stop(1);
  };
  process.on('uncaughtException', (error) => void fail(error));

  try {
    for (const port of [config.port, demoPort]) await mustBeFree(port, config.host);
    let databaseUrl = config.database.url;
    if (databaseUrl === null) {
      say('Starting Postgres');
      const postgres = await startEmbeddedPostgres({ dataDir: path.join(config.dataDir, 'postgres') });
      started.push(() => postgres.stop());
      databaseUrl = postgres.url;
    }
    // After what may refuse to start: a full disk is known within seconds, a build takes a minute.
    await buildWidgets();
    // Loading these takes as long as everything before: not before it is known that there is a database to fill.
    const { localSpeechModels, prepareDatabase } = await import('./run/prepare.ts');
    const { startDemoHost } = await import('@kiwimesh/widgets/demo/server.ts');
    const origins = [`http://localhost:${demoPort}`, `http://127.0.0.1:${demoPort}`];
    const seeded = await prepareDatabase(databaseUrl, config, origins, say);

    const logFile = path.join(config.dataDir, 'kiwimesh.log');
    const service = new Service(databaseUrl, logFile);
    started.push(() => service.stop());
    await service.ready();
    void service.ended.then((ended) => {
      if (!stopping) void fail(ended);
    });
    const api = `http://localhost:${config.port}`;
    const logins = demoLogins(seeded.world, api, seeded.keys);
    const loginsFile = await writeDemoLogins(config.dataDir, logins);
    const first = logins.hospitals[0];
    if (!first) throw new Error('The demo has no hospital');
    const demo = await startDemoHost({
      apiUrl: api,
      publishableKey: first.publishableKey,
      port: demoPort,
      listen: (server, port) => listenOn(server, port, config.host),
    });
    started.push(() => demo.close());
    const speech = speechInWords(config.speech, localSpeechModels(ROOT));
    announce({ api, demoPort, logins, loginsFile, logFile, speech });
    if (!isLoopback(config.host)) warnOfNetwork(config.host, config.port);
  } catch (error) {
    await fail(error);
  }
}

/** What settings the service could run with and the demo cannot. */
function refuse({ environment, port }: Config, demoPort: number): void {
  if (environment !== 'development' && environment !== 'test') {
    throw new Error(
      `make run writes demo data with known passwords, which ${environment} must not hold: unset KIWIMESH_ENV, or start node api/src/main.ts`,
    );
  }
  if (port === 0 || demoPort > MAX_PORT) {
    throw new Error(
      `PORT=${port} cannot be used: the demo page takes the port after it, so choose one from 1 to ${MAX_PORT - DEMO_PORT_OFFSET}`,
    );
  }
}

/** The service serves the built widgets; a fresh clone has none yet. */
async function buildWidgets(): Promise<void> {
  const built = (file: string) => existsSync(path.join(ROOT, 'widgets/dist', file));
  if (built('kiwimesh.js') && built('account.js')) return;
  say('Building the widgets (once)');
  await new Promise<void>((resolve, reject) => {
    const build = spawn('npm', ['run', '--silent', 'build'], {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    build.once('error', reject);
    build.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error('the widgets could not be built')),
    );
  });
}

async function mustBeFree(port: number, host: string): Promise<void> {
  const probe = createServer();
  const listening = await listenOn(probe, port, host);
  await Promise.all([new Promise((closed) => probe.close(closed)), listening.close()]);
}

function say(what: string): void {
  process.stdout.write(`${what} …\n`);
}

function reportFault(error: unknown, { dataDir, database }: Pick<Config, 'dataDir' | 'database'>): void {
  const reason = startFault(error, { dataDir, embedded: database.url === null });
  process.stderr.write(`Kiwimesh could not start: ${reason}\n`);
}

await main().catch((error: unknown) => {
  if (error instanceof ConfigFault) {
    process.stderr.write(`${error.message}\n`);
    process.exit(EXIT_CONFIG);
  }
  const { DATABASE_URL, KIWIMESH_DATA_DIR } = process.env;
  const embedded = !DATABASE_URL;
  const reason = startFault(error, { dataDir: KIWIMESH_DATA_DIR || '.data', embedded });
  process.stderr.write(`Kiwimesh could not start: ${reason}\n`);
  process.exit(1);
});
