import { type ChildProcess, spawn } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, isSameProcess, processMark } from './data-folder/process-mark.ts';
import { type PostgresHome, runBinary, serverEnvironment } from './embedded-binaries.ts';

export interface Server {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * Runs the server ("$@") beside a watch on our pipe (standard input, moved to 3): when the pipe closes, whatever the
 * reason, the server gets SIGINT, its "fast shutdown". The shell ends with the server.
 */
const SUPERVISOR = `exec 3<&0
"$@" </dev/null 3<&- & server=$!
{ cat <&3 >/dev/null; kill -INT $server 2>/dev/null; } &
exec 3<&-
wait $server`;

const START_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 15_000;

/** Starts the cluster's server and resolves when it takes connections. */
export async function launch(
  home: PostgresHome,
  port: number,
  settings: Readonly<Record<string, string>>,
  onLog: (text: string) => void,
): Promise<Server> {
  const flags = { listen_addresses: '127.0.0.1', unix_socket_directories: '', ...settings };
  const server = [
    join(home.bin, 'postgres'),
    ...['-D', home.cluster, '-p', String(port)],
    ...Object.entries(flags).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  const child = spawn('/bin/sh', ['-c', SUPERVISOR, 'kiwimesh-postgres', ...server], {
    ...home.user,
    cwd: '/',
    // A group of its own: Ctrl-C in the terminal must not stop the database before the requests in flight are done.
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
    env: serverEnvironment(),
  });
  const exited = new Promise<void>((done) => child.once('exit', () => done()));
  child.stdin?.on('error', () => {});
  await ready(child, exited, onLog);
  // Neither the child nor its pipes keep our process alive: forgetting to stop it must not hang a command.
  child.unref();
  (child.stdin as unknown as { unref(): void }).unref();
  (child.stderr as unknown as { unref(): void }).unref();
  await writeFile(ownerFile(home), await processMark(process.pid));
  return {
    port,
    stop: async () => {
      child.ref();
      child.stdin?.end();
      const stopped = await within(
        STOP_LIMIT_MS,
        exited.then(() => true),
        false,
      );
      if (!stopped) await runBinary(home, 'pg_ctl', ['stop', '-D', home.cluster, '-m', 'immediate', '-w']);
      await rm(ownerFile(home), { force: true });
    },
  };
}

async function within<T, Late>(limitMs: number, outcome: Promise<T>, late: Late): Promise<T | Late> {
  const timer = new AbortController();
  const lateness = sleep(limitMs, late, { signal: timer.signal }).catch(() => late);
  try {
    return await Promise.race([outcome, lateness]);
  } finally {
    timer.abort();
  }
}

async function ready(
  child: ChildProcess,
  exited: Promise<void>,
  onLog: (text: string) => void,
): Promise<void> {
  let said = '';
  let announce: (state: 'ready') => void = () => {};
  const announced = new Promise<'ready'>((resolve) => {
    announce = resolve;
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    const text = chunk.toString('utf8');
    onLog(text);
    if (said.length < 20_000) said += text;
    if (said.includes('database system is ready to accept connections')) announce('ready');
  });
  const outcome = await within(
    START_LIMIT_MS,
    Promise.race([announced, exited.then(() => 'exited' as const)]),
    'late' as const,
  );
  if (outcome === 'ready') return;
  child.stdin?.end();
  throw new Error(`Postgres did not start (${outcome}): ${said.trim().slice(-2_000)}`);
}

/**
 * The server that already runs on this cluster, when a living process owns it. A server whose owner died is on its way
 * down: this waits for its end (and asks once more). A pid file without a server is removed.
 */
export async function livingServer(home: PostgresHome): Promise<{ port: number } | undefined> {
  const pidFile = join(home.cluster, 'postmaster.pid');
  for (let waited = 0; ; waited += 1) {
    const [pidLine, , , portLine, , , , stateLine] = (await readFile(pidFile, 'utf8').catch(() => '')).split(
      '\n',
    );
    const pid = Number(pidLine);
    if (!pidLine || !Number.isInteger(pid)) return undefined;
    if (!(await isPostgres(pid))) {
      await rm(pidFile, { force: true });
      return undefined;
    }
    const owner = await readFile(ownerFile(home), 'utf8').catch(() => '');
    const starting = stateLine?.trim() !== 'ready';
    if (!starting && (await isSameProcess(owner))) return { port: Number(portLine) };
    if (waited === 80 && !starting) process.kill(pid, 'SIGINT');
    if (waited > 1_200)
      throw new Error(`an orphaned Postgres (process ${pid}) keeps running on ${home.cluster}`);
    await sleep(25);
  }
}

function ownerFile(home: PostgresHome): string {
  return join(home.cluster, 'kiwimesh.owner');
}

async function isPostgres(pid: number): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform !== 'linux') return true;
  const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
  return name.trim() === 'postgres';
}
