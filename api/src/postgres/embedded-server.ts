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

/** Recovery after a crash may take minutes; a server that fails ends by itself. */
const START_LIMIT_MS = 300_000;
const STOP_LIMIT_MS = 30_000;
const POLL_MS = 25;
/** Polls between two signals to a server without an owner: 2 s. The first one may come before it handles signals. */
const SIGNAL_EVERY = 80;
/** Polls until an orphan is given up: 2 min. Its last checkpoint takes long on a busy disk. */
const ORPHAN_LIMIT = 4_800;

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
      if (!stopped) await stopAtOnce(home, exited);
      await rm(ownerFile(home), { force: true });
    },
  };
}

async function stopAtOnce(home: PostgresHome, exited: Promise<void>): Promise<void> {
  try {
    await runBinary(home, 'pg_ctl', ['stop', '-D', home.cluster, '-m', 'immediate', '-w']);
  } catch (error) {
    // It fails when the server ends by itself just then.
    const stopped = await within(
      POLL_MS * SIGNAL_EVERY,
      exited.then(() => true),
      false,
    );
    if (!stopped) throw error;
  }
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
    if (waited > 0 && waited % SIGNAL_EVERY === 0 && !starting) requestShutdown(pid);
    if (waited > ORPHAN_LIMIT)
      throw new Error(`an orphaned Postgres (process ${pid}) keeps running on ${home.cluster}`);
    await sleep(POLL_MS);
  }
}

function requestShutdown(pid: number): void {
  try {
    process.kill(pid, 'SIGINT');
  } catch {
    // It has ended since it was found.
  }
}

function ownerFile(home: PostgresHome): string {
  return join(home.cluster, 'kiwimesh.owner');
}

async function isPostgres(pid: number): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform !== 'linux') return true;
  // The state after the name is Z when the process has ended and is only listed.
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return /\(postgres\) [^ZX]/.test(stat);
}
