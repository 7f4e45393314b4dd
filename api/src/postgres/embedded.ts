import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { isTaken, takeLockFile } from './data-folder/lock-file.ts';
import { isAlive } from './data-folder/process-mark.ts';
import { type PostgresHome, postgresHome, runBinary } from './embedded-binaries.ts';
import { launch, livingServer } from './embedded-server.ts';

export interface EmbeddedOptions {
  /** Where the cluster, its password and its port are kept. Made when absent. */
  readonly dataDir: string;
  /** Default `kiwimesh`. Created when absent. */
  readonly database?: string;
  /** Extra server settings, e.g. `{ fsync: 'off' }` for throw-away clusters. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Gets the server's own log lines. Default: they are dropped. */
  readonly onLog?: (text: string) => void;
}

export interface EmbeddedPostgres {
  /** postgres://… of the owner, on the loopback address. */
  readonly url: string;
  readonly port: number;
  /** True when this process started the server; false when another living process did and we share it. */
  readonly owned: boolean;
  /** Stops the server cleanly if this process started it. */
  stop(): Promise<void>;
}

const USER = 'kiwimesh';
/** A start that fails because the server was just ending is tried again. */
const START_TRIES = 5;
const LOCK_POLL_MS = 50;
/** Making a cluster takes seconds, a busy machine many times as long. */
const LOCK_LIMIT_MS = 300_000;

/**
 * Starts (or joins) the Postgres kept in a data folder.
 *
 * The server is a child with a process group of its own, so that Ctrl-C reaches it only through {@link EmbeddedPostgres.stop};
 * a small shell beside it holds a pipe from us and stops the server when the pipe closes, also after `kill -9` of this
 * process. A stale `postmaster.pid` (power loss, both killed) is removed once nothing of that cluster runs any more.
 * @throws when the server cannot be started, with what it said.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const folder = resolve(options.dataDir);
  await mkdir(folder, { recursive: true });
  return withStartLock(folder, async () => {
    const home = await postgresHome(folder);
    const password = await keptSecret(join(folder, 'postgres.password'));
    if (!existsSync(join(home.cluster, 'PG_VERSION'))) await initialise(home, password);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return (
          (await joinServer(home, options, password)) ?? (await startServer(home, folder, options, password))
        );
      } catch (error) {
        if (attempt === START_TRIES) throw error;
        await sleep(200 * attempt);
      }
    }
  });
}

/** The Postgres of a data folder when another living process has started it; undefined when none has, or not yet. */
export async function findEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres | undefined> {
  const folder = resolve(options.dataDir);
  if (!existsSync(join(folder, 'postgres.password'))) return undefined;
  return withStartLock(folder, async () => {
    const home = await postgresHome(folder);
    return joinServer(home, options, await keptSecret(join(folder, 'postgres.password')));
  });
}

/**
 * One process at a time makes the cluster, picks the port and starts the server. Without this lock two that start at once
 * could each make a password, and the second could take a server whose owner is not yet written down for an orphan.
 */
async function withStartLock<T>(folder: string, start: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + LOCK_LIMIT_MS;
  for (;;) {
    const outcome = await takeLockFile(join(folder, 'postgres.starting'), { pid: process.pid });
    if (isTaken(outcome)) {
      try {
        return await start();
      } finally {
        await outcome.release();
      }
    }
    if (performance.now() > deadline)
      throw new Error(
        `process ${outcome.pid} has been starting the Postgres of ${folder} for too long: end it`,
      );
    await sleep(LOCK_POLL_MS);
  }
}

async function joinServer(
  home: PostgresHome,
  options: EmbeddedOptions,
  password: string,
): Promise<EmbeddedPostgres | undefined> {
  const living = await livingServer(home);
  if (living === undefined) return undefined;
  const database = databaseOf(options);
  await createDatabase(living.port, password, database);
  return {
    url: urlOf(living.port, password, database),
    port: living.port,
    owned: false,
    stop: async () => {},
  };
}

async function startServer(
  home: PostgresHome,
  folder: string,
  options: EmbeddedOptions,
  password: string,
): Promise<EmbeddedPostgres> {
  const wanted = await keptPort(join(folder, 'postgres.port'));
  const { port, stop } = await launch(home, wanted, options.settings ?? {}, options.onLog ?? (() => {}));
  const database = databaseOf(options);
  try {
    await createDatabase(port, password, database);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: urlOf(port, password, database), port, owned: true, stop };
}

function databaseOf(options: EmbeddedOptions): string {
  return options.database ?? 'kiwimesh';
}

function urlOf(port: number, password: string, database: string): string {
  return `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`;
}

async function keptSecret(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch {
    const secret = randomBytes(24).toString('hex');
    await writeFile(file, `${secret}\n`, { mode: 0o600, flag: 'wx' });
    return secret;
  }
}

/** The port of last time while it is free, so that saved URLs keep working; else a new one. */
async function keptPort(file: string): Promise<number> {
  const kept = Number(await readFile(file, 'utf8').catch(() => ''));
  const port = Number.isInteger(kept) && kept > 0 && (await isFree(kept)) ? kept : await freePort();
  await writeFile(file, `${port}\n`);
  return port;
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => found(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

function isFree(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const probe = createServer();
    probe.once('error', () => answer(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => answer(true)));
  });
}

/**
 * Makes the cluster beside its place and moves it there when whole: a process killed during initdb leaves nothing that
 * looks like a cluster. When two processes do this at once, the second finds the place taken and drops its own.
 */
async function initialise(home: PostgresHome, password: string): Promise<void> {
  const draft = `${home.cluster}.${process.pid}`;
  const passwordFile = `${draft}.password`;
  await removeDrafts(home.cluster);
  await mkdir(draft, { recursive: true, mode: 0o700 });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (home.user !== undefined) {
    await chown(draft, home.user.uid, home.user.gid);
    await chown(passwordFile, home.user.uid, home.user.gid);
  }
  try {
    await runBinary(home, 'initdb', [
      `--pgdata=${draft}`,
      '--auth=scram-sha-256',
      `--username=${USER}`,
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      // The same order of strings on every machine, whatever its locales.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--no-instructions',
      '--no-sync',
    ]);
    await rename(draft, home.cluster).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(passwordFile, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
}

/** Drafts of processes that were killed while making them. */
async function removeDrafts(cluster: string): Promise<void> {
  const name = `${basename(cluster)}.`;
  for (const entry of await readdir(dirname(cluster))) {
    const pid = Number(entry.slice(name.length).replace('.password', ''));
    if (!entry.startsWith(name) || !(pid > 0) || (pid !== process.pid && isAlive(pid))) continue;
    await rm(join(dirname(cluster), entry), { recursive: true, force: true });
  }
}

async function createDatabase(port: number, password: string, database: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(port, password, 'postgres') });
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
  } catch (error) {
    // Another process starting on the same folder made it first.
    const code = (error as { code?: string }).code;
    if (code !== '42P04' && code !== '23505') throw error;
  } finally {
    await client.end();
  }
}
