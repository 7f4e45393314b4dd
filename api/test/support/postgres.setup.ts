import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildKnowledge } from '../../src/features/triage/knowledge/build.ts';
import { migrateUrl } from '../../src/kernel/db/migrate.ts';
import { startEmbeddedPostgres } from '../../src/postgres/embedded.ts';

/** Name of the migrated database that each test file clones. */
export const TEMPLATE = 'kiwimesh_template';

declare module 'vitest' {
  interface ProvidedContext {
    /** Owner's URL of the template database. */
    postgresTemplateUrl: string;
  }
}

/** Throw-away data: durability is not needed. */
const FAST = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  autovacuum: 'off',
  shared_buffers: '64MB',
  max_connections: '300',
};

interface Shared {
  readonly url: string;
  users: number;
  stop(): Promise<void>;
}

/** Both projects of one vitest run load this file in one process: the first starts the server, the last stops it. */
const registry = globalThis as { kiwimeshTestPostgres?: Promise<Shared> | undefined };

const PREFIX = 'kiwimesh-test-';
const OWNER = 'owner.pid';

/** Removes what killed runs left behind. */
async function sweep(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue;
    const folder = join(tmpdir(), name);
    const pid = Number(await readFile(join(folder, OWNER), 'utf8').catch(() => ''));
    if (pid > 0 && !isAlive(pid)) await rm(folder, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** What all files use: the server, and compiled knowledge, which every process with the service would compile again. */
async function start(): Promise<Shared> {
  await sweep();
  buildKnowledge();
  const folder = await mkdtemp(join(tmpdir(), PREFIX));
  await writeFile(join(folder, OWNER), String(process.pid));
  const clean = () => rm(folder, { recursive: true, force: true });
  try {
    const server = await startEmbeddedPostgres({ dataDir: folder, database: TEMPLATE, settings: FAST });
    const stop = () => server.stop().then(clean);
    await migrateUrl(server.url).catch((error) => stop().then(() => Promise.reject(error)));
    return { url: server.url, users: 0, stop };
  } catch (error) {
    await clean();
    throw error;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  registry.kiwimeshTestPostgres ??= start();
  const shared = await registry.kiwimeshTestPostgres;
  shared.users += 1;
  project.provide('postgresTemplateUrl', shared.url);
  return async () => {
    shared.users -= 1;
    if (shared.users > 0) return;
    registry.kiwimeshTestPostgres = undefined;
    await shared.stop();
  };
}
