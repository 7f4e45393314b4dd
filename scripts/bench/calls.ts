/**
 * Many calls at once on scripted speech, each with a connection and words of its own, at several hospitals: how long
 * frames take to be acknowledged, what a second of a call costs, whether memory grows, and whether words come into another
 * call. Beside it, in the same run, a bare Socket.IO server that takes the same frames and does nothing with them. The
 * service, the speech engine, the callers and the database are processes of their own, so that each is measured apart.
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Kiwimesh, ProblemError } from '@kiwimesh/sdk';
import { Command } from 'commander';
import { loadPolicies } from '../../api/src/features/booking/index.ts';
import { staffPasswords } from '../../api/src/features/identity/index.ts';
import { connect } from '../../api/src/kernel/db/connection.ts';
import { migrateUrl } from '../../api/src/kernel/db/migrate.ts';
import { Database } from '../../api/src/kernel/db/unit/database.ts';
import { DataKeys } from '../../api/src/kernel/sealing/data-keys.ts';
import { startEmbeddedPostgres } from '../../api/src/postgres/embedded.ts';
import { demoLogins, type Login } from '../demo/logins.ts';
import { seedDemo } from '../demo/seed.ts';
import { type Began, FRAME_MS, framesOf, type SpeakTask, type Spoke } from './calls-clients.ts';
import { saidIn } from './calls-words.ts';
import { type BenchChild, startChild } from './child.ts';
import { processCpuMicros } from './load.ts';

const HERE = import.meta.dirname;
const MAIN = path.resolve(HERE, '../../api/src/main.ts');
const DATA_KEY = 'bench-data-key-bench-data-key-bench-data-key';
/** The goal for frames on 2 cores that do nothing else, milliseconds. */
const GOAL_MS = 100;
/** The bare server needs no more to show what it costs. */
const BARE_SECONDS = 20;
/** Before memory counts: what is loaded and compiled once, share of the run. */
const WARM_SHARE = 0.2;
const SAMPLE_MS = 1_000;
/** For signing in, which costs much by intention, on a machine that does other things as well. */
const PATIENCE_MS = 120_000;

const options = new Command('bench calls')
  .description('Many calls at once on scripted speech, beside a bare Socket.IO server')
  .option('--calls <n>', 'calls at once', '200')
  .option('--seconds <n>', 'how long each of them speaks', '60')
  .option('--minutes <n>', 'the same in minutes; memory says most after 10')
  .option('--profile <folder>', 'writes processor profiles of the service, the engine and the callers there')
  .parse()
  .opts<{ calls: string; seconds: string; minutes?: string; profile?: string }>();
const CALLS = Number(options.calls);
const PROFILED =
  options.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${path.resolve(options.profile)}`];
const SECONDS = options.minutes === undefined ? Number(options.seconds) : Number(options.minutes) * 60;

/** A hospital with who takes its calls. */
interface Desk {
  readonly operator: Kiwimesh;
  readonly token: string;
}

interface Measured extends Spoke {
  /** Processor time of the server while they spoke, milliseconds a second of a call. */
  readonly serverCpu: number;
  readonly clientCpu: number;
  /** Resident memory of the server, MiB, a sample a second. */
  readonly memory: readonly number[];
  readonly others: Readonly<Record<string, number>>;
}

const folder = await mkdtemp(path.join(tmpdir(), 'kiwimesh-bench-calls-'));
const postgres = await startEmbeddedPostgres({ dataDir: path.join(folder, 'postgres') });
const children: BenchChild[] = [];
try {
  await migrateUrl(postgres.url);
  const logins = await seed(postgres.url);
  const start = async (script: string, env: Record<string, string> = {}) => {
    const child = await startChild(script, env, PROFILED);
    children.push(child);
    return child;
  };
  const engine = await start(path.join(HERE, 'calls-engine.ts'));
  const clients = await start(path.join(HERE, 'calls-clients.ts'));
  const bare = await start(path.join(HERE, 'calls-bare-server.ts'));
  const audio = Array.from({ length: CALLS }, () => ({ id: crypto.randomUUID(), token: 'bench' }));
  const seconds = Math.min(SECONDS, BARE_SECONDS);
  const baseline = await measure(bare, clients, { url: bare.url, calls: audio, seconds, transcribes: false });
  await bare.stop();

  const kiwimesh = await start(MAIN, {
    DATABASE_URL: postgres.url,
    KIWIMESH_DATA_DIR: folder,
    KIWIMESH_ENV: 'staging',
    KIWIMESH_SECRET: 'bench-secret-bench-secret-bench-secret',
    KIWIMESH_PUBLIC_URL: 'http://localhost',
    KIWIMESH_DATA_KEY: DATA_KEY,
    KIWIMESH_LIMIT_ADDRESS: '0',
    KIWIMESH_LOG_LEVEL: 'warn',
    KIWIMESH_HOST: '127.0.0.1',
    PORT: '0',
    SPEECH_BASE_URL: `${engine.url}/v1`,
    SPEECH_CONCURRENCY: '8',
  });
  const desks = await Promise.all(logins.map((login) => deskOf(kiwimesh.url, login)));
  const calls: { id: string; token: string }[] = [];
  for (let nth = 0; nth < CALLS; nth += 1) {
    const { operator, token } = deskOfCall(desks, nth);
    const callerPhone = `+9198${String(10_000_000 + nth)}`;
    calls.push({
      id: (await operator.post('/v1/calls', { body: { channel: 'phone', callerPhone } })).id,
      token,
    });
  }
  const task = { url: kiwimesh.url, calls, seconds: SECONDS, transcribes: true };
  const database = await postgresPid(postgres.url);
  const ours = await measure(kiwimesh, clients, task, {
    'speech engine': () => processCpuMicros(engine.pid),
    Postgres: () => postgresCpuMicros(database),
  });
  console.log(report(baseline, ours));
  console.log(await mixedText(desks, calls));
} finally {
  await Promise.all(children.map((child) => child.stop()));
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}

function deskOfCall(desks: readonly Desk[], nth: number): Desk {
  return desks[nth % desks.length] as Desk;
}

/** Lets the calls speak, and reads what the processes used meanwhile. */
async function measure(
  server: BenchChild,
  clients: BenchChild,
  task: SpeakTask,
  others: Readonly<Record<string, () => Promise<number>>> = {},
): Promise<Measured> {
  const used = async () => {
    const readings = [['server', () => processCpuMicros(server.pid)] as const, ...Object.entries(others)];
    return Promise.all(readings.map(async ([name, read]) => [name, await read()] as const));
  };
  const next = () =>
    new Promise<Began | Spoke>(
      (resolve) => void clients.process.once('message', (sent) => resolve(sent as Spoke)),
    );
  clients.process.send(task);
  await next();
  const before = new Map(await used());
  const memory: number[] = [];
  const sampling = setInterval(
    () =>
      void megabytesOf(server.pid).then(
        (size) => memory.push(size),
        () => undefined,
      ),
    SAMPLE_MS,
  );
  const spoke = (await next()) as Spoke;
  clearInterval(sampling);
  const share = (micros: number) => micros / 1_000 / (task.calls.length * task.seconds);
  const figures = (await used()).map(
    ([name, after]) => [name, share(after - (before.get(name) ?? 0))] as const,
  );
  const { server: serverCpu = Number.NaN, ...rest } = Object.fromEntries(figures);
  return { ...spoke, serverCpu, clientCpu: share(spoke.cpuMs * 1_000), memory, others: rest };
}

function report(bare: Measured, ours: Measured): string {
  const line = (name: string, { taken, frames, p50, p95, p99, max, lateMs, serverCpu }: Measured) =>
    `  ${name.padEnd(10)}${String(taken).padStart(9)}${String(frames).padStart(9)}` +
    [p50, p95, p99, max].map((ms) => ms.toFixed(1).padStart(9)).join('') +
    `${lateMs.toFixed(0).padStart(9)}${serverCpu.toFixed(2).padStart(10)}`;
  const apart = { callers: ours.clientCpu, ...ours.others };
  const total = ours.serverCpu + Object.values(apart).reduce((sum, one) => sum + one, 0);
  const settled = ours.memory.slice(Math.floor(ours.memory.length * WARM_SHARE));
  const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
  const third = Math.ceil(settled.length / 3);
  const thirds = [0, 1, 2].map((nth) => mean(settled.slice(nth * third, (nth + 1) * third)).toFixed(0));
  return [
    `${CALLS} calls at once, ${SECONDS} s each, frames of ${FRAME_MS} ms`,
    '               taken     sent   p50 ms   p95 ms   p99 ms   max ms  late ms  CPU ms a call-second',
    line('Kiwimesh', ours),
    line('bare', bare),
    `  ratio: p99 ${(ours.p99 / bare.p99).toFixed(1)}, CPU ${(ours.serverCpu / bare.serverCpu).toFixed(1)}   (goal: p99 at most ${GOAL_MS} ms on 2 cores that do nothing else)`,
    `  beside it, CPU ms a call-second: ${Object.entries(apart)
      .map(([name, cpu]) => `${name} ${cpu.toFixed(2)}`)
      .join(', ')}; ${total.toFixed(2)} in all, ${((total * CALLS) / 1_000).toFixed(2)} cores`,
    `  memory of the service: ${thirds.join(', ')} MiB (thirds of the run after its first ${WARM_SHARE * 100} %)`,
  ].join('\n');
}

/** What was heard beside what was said: words of another call, and those that are missing or twice. */
async function mixedText(desks: readonly Desk[], calls: readonly { readonly id: string }[]): Promise<string> {
  let [heard, expected, foreign, wrong, open] = [0, 0, 0, 0, 0];
  for (const [nth, { id }] of calls.entries()) {
    const own = saidIn(nth)
      .split(' ')
      .filter((word) => word !== '...');
    const words = (await transcriptOf(deskOfCall(desks, nth).operator, id))
      .split(' ')
      .filter((word) => word !== '');
    heard += words.length;
    foreign += words.filter((word) => !own.includes(word)).length;
    wrong += words.filter((word, index) => word !== own[index % own.length]).length;
    const secondsOnce = framesOf(saidIn(nth)).length * (FRAME_MS / 1_000);
    expected += Math.floor(SECONDS / secondsOnce) * own.length;
    if (desks.length > 1 && !(await isHidden(deskOfCall(desks, nth + 1).operator, id))) open += 1;
  }
  return (
    `  words: ${heard} heard of at least ${expected} said; ${foreign} of another call, ${wrong} out of order; ` +
    `${open} calls shown to another hospital`
  );
}

async function transcriptOf(operator: Kiwimesh, callId: string): Promise<string> {
  let text = '';
  for (let after: number | null = 0; after !== null; ) {
    const page: { data: readonly { text: string }[]; nextSequence: number | null } = await operator.get(
      '/v1/calls/{callId}/transcript',
      { path: { callId }, query: { after, limit: 200 } },
    );
    text += page.data.map((segment) => ` ${segment.text}`).join('');
    after = page.nextSequence;
  }
  return text.trim();
}

async function isHidden(stranger: Kiwimesh, callId: string): Promise<boolean> {
  try {
    await stranger.get('/v1/calls/{callId}/transcript', { path: { callId } });
    return false;
  } catch (error) {
    return error instanceof ProblemError && error.status === 404;
  }
}

async function megabytesOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1_024;
}

/** Fields of /proc from the third on: state, parent, and so on. */
async function statOf(pid: number): Promise<string[]> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** The process that all others of the database are children of. */
async function postgresPid(url: string): Promise<number> {
  const knex = connect(url, { as: 'app', poolMax: 1 });
  try {
    const { rows } = await knex.raw<{ rows: { pid: number }[] }>('select pg_backend_pid() as pid');
    return Number((await statOf(rows[0]?.pid ?? 0))[1]);
  } finally {
    await knex.destroy();
  }
}

/** Of the database's processes, those that have ended as well. */
async function postgresCpuMicros(main: number): Promise<number> {
  const ticks = async (pid: number) => {
    const fields = await statOf(pid);
    const own = Number(fields[11]) + Number(fields[12]);
    if (pid === main) return own + Number(fields[13]) + Number(fields[14]);
    return Number(fields[1]) === main ? own : 0;
  };
  const pids = (await readdir('/proc')).map(Number).filter((pid) => Number.isInteger(pid));
  const all = await Promise.all(pids.map(ticks));
  return all.reduce((sum, one) => sum + one, 0) * 10_000;
}

async function deskOf(url: string, login: Login): Promise<Desk> {
  const operator = new Kiwimesh({ baseUrl: url, timeoutMs: PATIENCE_MS });
  await operator.login(login);
  const reply = await fetch(`${url}/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(login),
  });
  return { operator, token: ((await reply.json()) as { accessToken: string }).accessToken };
}

/** @returns who takes calls at each hospital of the demo. */
async function seed(url: string): Promise<Login[]> {
  const database = new Database(connect(url, { as: 'app', poolMax: 2 }), {
    dataKeys: new DataKeys([DATA_KEY]),
  });
  try {
    const hashPassword = staffPasswords.hash;
    const { world } = await seedDemo({ database, policies: loadPolicies(), widgetOrigins: [], hashPassword });
    const keys = world.hospitals.map(({ id }) => ({
      hospitalId: id,
      publishableKey: '',
      allowedOrigins: [],
    }));
    const { hospitals } = demoLogins(world, '', keys);
    if (hospitals.length === 0) throw new Error('the demo has no hospital');
    return hospitals.map(({ dispatcher: { email, password } }) => ({ email, password }));
  } finally {
    await database.close();
  }
}
