import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../../test/support/eventually.ts';
import { startEmbeddedPostgres } from './embedded.ts';

const folders: string[] = [];
const children: ChildProcess[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const folder of folders.splice(0)) {
    await until(() => running(folder) === undefined);
    rmSync(folder, { recursive: true, force: true });
  }
});

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'kiwimesh-embedded-'));
  // mkdtemp makes it 0700 for its owner; Postgres runs as another account when we are root.
  chmodSync(made, 0o755);
  folders.push(made);
  return made;
}

const QUICK = { fsync: 'off' };

/** A folder with a cluster that was stopped cleanly. Making one takes most of the time of a first start. */
let madeOnce: string;
beforeAll(async () => {
  madeOnce = mkdtempSync(join(tmpdir(), 'kiwimesh-embedded-'));
  chmodSync(madeOnce, 0o755);
  await (await startEmbeddedPostgres({ dataDir: madeOnce, settings: QUICK })).stop();
});
afterAll(() => rmSync(madeOnce, { recursive: true, force: true }));

/** A folder with a cluster of its own. */
function madeFolder(): string {
  const copy = folder();
  execFileSync('cp', ['-a', `${madeOnce}/.`, copy]);
  return copy;
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

function running(dataDir: string): number | undefined {
  const pid = Number(readPid(dataDir));
  if (!pid) return undefined;
  try {
    process.kill(pid, 0);
    return pid;
  } catch {
    return undefined;
  }
}

function readPid(dataDir: string): string {
  try {
    return readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0] ?? '';
  } catch {
    return '';
  }
}

const until = (done: () => boolean) => eventually('what the test waits for', done);

/** Another Node process that starts the server in `dataDir`, prints its URL and stays. */
async function other(dataDir: string): Promise<{ child: ChildProcess; url: string }> {
  const module = new URL('./embedded.ts', import.meta.url).href;
  const code = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(module)});
    const server = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, settings: { fsync: 'off' } });
    console.log(JSON.stringify({ url: server.url }));
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const line = await new Promise<string>((found, failed) => {
    child.stdout?.once('data', (chunk: Buffer) => found(chunk.toString('utf8')));
    child.once('exit', (code) => failed(new Error(`ended with ${code}`)));
  });
  return { child, url: (JSON.parse(line) as { url: string }).url };
}

describe('a data folder', () => {
  test('keeps data, port and password between starts', async () => {
    const dataDir = madeFolder();
    const first = await startEmbeddedPostgres({ dataDir, settings: QUICK });
    expect(first.owned).toBe(true);
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS n');
    await first.stop();
    expect(running(dataDir)).toBeUndefined();
    const second = await startEmbeddedPostgres({ dataDir, settings: QUICK });
    expect(second.url).toBe(first.url);
    expect(await query(second.url, 'SELECT n FROM kept')).toEqual([{ n: 42 }]);
    await second.stop();
  });

  test('holds a password for its owner alone, and its server listens on loopback', async () => {
    const dataDir = madeFolder();
    const server = await startEmbeddedPostgres({ dataDir, settings: QUICK });
    const file = join(dataDir, 'postgres.password');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8').trim()).toMatch(/^[0-9a-f]{48}$/);
    const wrong = new URL(server.url);
    wrong.password = 'wrong';
    await expect(query(wrong.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
    expect(await query(server.url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    expect(readdirSync(dataDir).sort()).toEqual(['postgres', 'postgres.password', 'postgres.port']);
    await server.stop();
  });

  test('is served on another port when the old one is taken', async () => {
    const dataDir = madeFolder();
    const first = await startEmbeddedPostgres({ dataDir, settings: QUICK });
    await first.stop();
    const { createServer } = await import('node:net');
    const squatter = createServer().listen(first.port, '127.0.0.1');
    await new Promise((done) => squatter.once('listening', done));
    const second = await startEmbeddedPostgres({ dataDir, settings: QUICK });
    expect(second.port).not.toBe(first.port);
    await second.stop();
    await new Promise((done) => squatter.close(done));
  });

  test('is joined by a second process while the first one runs', async () => {
    const dataDir = madeFolder();
    const { child, url } = await other(dataDir);
    const here = await startEmbeddedPostgres({ dataDir, settings: QUICK });
    expect(here).toMatchObject({ url, owned: false });
    await here.stop();
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    child.kill('SIGKILL');
    await until(() => running(dataDir) === undefined);
  });

  test('is started once by several that start it at the same time', async () => {
    const dataDir = folder();
    const servers = await Promise.all(
      Array.from({ length: 5 }, () => startEmbeddedPostgres({ dataDir, settings: QUICK })),
    );
    expect(new Set(servers.map(({ url }) => url)).size).toBe(1);
    expect(servers.filter(({ owned }) => owned)).toHaveLength(1);
    for (const { stop } of servers) await stop();
  });

  test('is started once by several processes at the same time', async () => {
    const dataDir = folder();
    const servers = await Promise.all([other(dataDir), other(dataDir), other(dataDir)]);
    expect(new Set(servers.map((server) => server.url)).size).toBe(1);
  });
});

describe('after a crash', () => {
  test('stops the server and keeps committed work after kill -9 of its owner', async () => {
    const dataDir = madeFolder();
    for (let round = 1; round <= 3; round += 1) {
      const { child, url } = await other(dataDir);
      await query(url, 'CREATE TABLE IF NOT EXISTS kept (n int)');
      await query(url, `INSERT INTO kept VALUES (${round})`);
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
      // The old server is still shutting down.
      const next = await startEmbeddedPostgres({ dataDir, settings: QUICK });
      expect(next.owned).toBe(true);
      expect(await query(next.url, 'SELECT count(*)::int AS n FROM kept')).toEqual([{ n: round }]);
      await next.stop();
    }
  });

  test('recovers after kill -9 of the server too, with its stale pid file', async () => {
    const dataDir = madeFolder();
    const { child, url } = await other(dataDir);
    await query(url, 'CREATE TABLE kept AS SELECT 1 AS n');
    const postmaster = running(dataDir);
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    if (postmaster !== undefined) {
      try {
        process.kill(postmaster, 'SIGKILL');
      } catch {
        // It was quicker.
      }
    }
    const next = await startEmbeddedPostgres({ dataDir, settings: QUICK });
    expect(await query(next.url, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
    await next.stop();
  });

  test('replaces a pid file that names a process other than Postgres', async () => {
    const dataDir = madeFolder();
    const first = await startEmbeddedPostgres({ dataDir, settings: QUICK });
    await first.stop();
    writeFileSync(
      join(dataDir, 'postgres', 'postmaster.pid'),
      `${process.pid}\n${dataDir}/postgres\n0\n1\n\n127.0.0.1\n`,
    );
    const next = await startEmbeddedPostgres({ dataDir, settings: QUICK });
    expect(next.owned).toBe(true);
    await next.stop();
  });

  test('removes what a start killed during initdb has left', async () => {
    const dataDir = folder();
    writeFileSync(join(dataDir, 'postgres.password'), 'a'.repeat(48), { mode: 0o600 });
    execFileSync('mkdir', ['-p', join(dataDir, 'postgres.99999')]);
    writeFileSync(join(dataDir, 'postgres.99999', 'PG_VERSION'), '18\n');
    const server = await startEmbeddedPostgres({ dataDir, settings: QUICK });
    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(existsSync(join(dataDir, 'postgres.99999'))).toBe(false);
    await server.stop();
  });
});

/** Postgres refuses to run as root. Other users run it as themselves, and there is nothing to test. */
function asRoot(): void {
  test('runs the server as another account', async () => {
    const dataDir = madeFolder();
    const server = await startEmbeddedPostgres({ dataDir, settings: QUICK });
    const pid = running(dataDir);
    expect(statSync(`/proc/${pid}`).uid).not.toBe(0);
    await server.stop();
  });

  test('opens a private data folder for traversal, not for listing', async () => {
    const dataDir = folder();
    chmodSync(dataDir, 0o700);
    const server = await startEmbeddedPostgres({ dataDir, settings: QUICK });
    expect(existsSync(join(dataDir, 'postgres', 'PG_VERSION'))).toBe(true);
    await server.stop();
    expect(statSync(dataDir).mode & 0o777).toBe(0o701);
  });

  test('keeps the cluster elsewhere when the account cannot reach the folder', async () => {
    const elsewhere = () => (existsSync('/var/lib/kiwimesh') ? readdirSync('/var/lib/kiwimesh') : []);
    const privateParent = folder();
    chmodSync(privateParent, 0o700);
    const dataDir = join(privateParent, 'data');
    const server = await startEmbeddedPostgres({ dataDir, settings: QUICK });
    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    const port = server.port;
    await server.stop();
    expect(statSync(privateParent).mode & 0o777).toBe(0o700);
    const again = await startEmbeddedPostgres({ dataDir, settings: QUICK });
    expect(again.port).toBe(port);
    await again.stop();
    const origins = () =>
      elsewhere().filter((name) => {
        const file = join('/var/lib/kiwimesh', name, 'origin');
        return existsSync(file) && readFileSync(file, 'utf8').trim() === dataDir;
      });
    expect(origins()).toHaveLength(1);
    rmSync(dataDir, { recursive: true });
    const other = join(privateParent, 'other');
    await (await startEmbeddedPostgres({ dataDir: other, settings: QUICK })).stop();
    expect(origins()).toEqual([]);
    for (const name of elsewhere()) {
      const file = join('/var/lib/kiwimesh', name, 'origin');
      if (!existsSync(file) || readFileSync(file, 'utf8').trim() !== other) continue;
      rmSync(join('/var/lib/kiwimesh', name), { recursive: true });
    }
  });
}

if (process.getuid?.() === 0) describe('as root', asRoot);
