import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { emptyDatabase, type TestDatabase, testDatabase } from '../test/support/database.ts';
import { eventually } from '../test/support/eventually.ts';

const MAIN = path.join(import.meta.dirname, 'main.ts');
const dataDir = mkdtempSync(path.join(tmpdir(), 'kiwimesh-main-'));
let clone: TestDatabase;
const children: ChildProcess[] = [];

beforeAll(async () => {
  clone = await testDatabase();
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(async () => {
  await clone.close();
  rmSync(dataDir, { recursive: true, force: true });
});

interface Process {
  readonly child: ChildProcess;
  readonly url: string;
  /** The exit code, once the process has ended. */
  readonly ended: Promise<number | null>;
  readonly output: () => string;
}

/** Starts a process; resolves when it reports ready or has ended. */
async function start(env: Record<string, string>): Promise<Process> {
  const child = spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      PORT: '0',
      KIWIMESH_HOST: '127.0.0.1',
      KIWIMESH_ENV: 'test',
      KIWIMESH_DATA_DIR: dataDir,
      DATABASE_URL: clone.url,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  children.push(child);
  let output = '';
  child.stdout?.on('data', (text) => {
    output += text;
  });
  child.stderr?.on('data', (text) => {
    output += text;
  });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const ready = once(child, 'message').then(([message]) => (message as { url: string }).url);
  const url = await Promise.race([ready, ended.then(() => '')]);
  return { child, url, ended, output: () => output };
}

describe('a process', () => {
  it('answers the running request at shutdown, rejects new ones and exits with 0', async () => {
    const { child, url, ended, output } = await start({});
    const body = JSON.stringify({ email: 'nobody@test.example', password: 'wrong password' });
    const slow = request(`${url}/v1/auth/login`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        // The server answers it once the request is running.
        expect: '100-continue',
      },
    });
    const runs = once(slow, 'continue');
    const answered = once(slow, 'response').then(([response]) => response as { statusCode: number });
    slow.flushHeaders();
    await runs;
    slow.write(body.slice(0, 10));
    child.kill('SIGTERM');
    const refused = await eventually('a new request is refused', async () => {
      const reply = await fetch(`${url}/v1/region`);
      return reply.status === 200 ? undefined : reply;
    });
    const readiness = await fetch(`${url}/health/ready`);
    const liveness = await fetch(`${url}/health/live`);
    expect([refused.status, readiness.status, liveness.status]).toEqual([503, 503, 200]);
    expect(((await refused.json()) as { code: string }).code).toBe('shutting_down');
    slow.end(body.slice(10));
    expect((await answered).statusCode).toBe(401);
    expect(await ended).toBe(0);
    expect(output()).toContain('"finished":true');
  });

  it.each(['serve', 'work'])('in the role %s starts, reports its health and stops', async (role) => {
    const { child, url, ended, output } = await start({ KIWIMESH_ROLE: role });
    expect(url, output()).not.toBe('');
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    expect((await fetch(`${url}/v1/region`)).status).toBe(role === 'serve' ? 200 : 404);
    child.kill('SIGINT');
    expect(await ended).toBe(0);
  });

  it('exits with 78 and lists every invalid setting', async () => {
    const { ended, output } = await start({ KIWIMESH_ENV: 'production', PORT: 'x' });
    expect(await ended).toBe(78);
    expect(output()).toContain('PORT must be a whole number');
    expect(output()).toContain('KIWIMESH_ALLOW_SANDBOX=messaging');
  });

  it('exits with 1 before the migrations and names the command to run', async () => {
    const empty = await emptyDatabase();
    try {
      const { ended, output } = await start({ DATABASE_URL: empty.url, KIWIMESH_MIGRATE: 'false' });
      expect(await ended).toBe(1);
      expect(output()).toMatch(
        /lacks the migration 20261126000100_kernel and \d+ more: run kiwimesh db migrate/,
      );
    } finally {
      await empty.close();
    }
  });

  it('stops when its parent process is gone', async () => {
    const { child, output } = await start({});
    // Not `ended`: Node emits no `close` for a child whose channel the parent closed.
    const exited = once(child, 'exit');
    child.disconnect();
    expect(await exited).toEqual([0, null]);
    await eventually('it says so', () => output().includes('"finished":true'));
  });

  it('exits with 1 without its database and does not print the URL', async () => {
    const { ended, output } = await start({ DATABASE_URL: 'postgres://u:hidden@127.0.0.1:1/x' });
    expect(await ended).toBe(1);
    expect(output()).toContain('could not start');
    expect(output()).not.toContain('hidden');
  });
});
