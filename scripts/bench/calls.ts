/**
 * Many calls at once on scripted speech, each with a connection and words of its own: how long frames take to be
 * acknowledged, what a second of a call costs, whether memory grows, and whether words come into another call. Beside it,
 * in the same run, a bare Socket.IO server that takes the same frames and does nothing with them.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Kiwimesh, memoryStore } from '@kiwimesh/sdk';
import { Command } from 'commander';
import { speakTones } from '../../api/src/adapters/speech/sandbox/tones.ts';
import { loadPolicies } from '../../api/src/features/booking/index.ts';
import { staffPasswords } from '../../api/src/features/identity/index.ts';
import { connect } from '../../api/src/kernel/db/connection.ts';
import { migrateUrl } from '../../api/src/kernel/db/migrate.ts';
import { Database } from '../../api/src/kernel/db/unit/database.ts';
import { DataKeys } from '../../api/src/kernel/sealing/data-keys.ts';
import { startEmbeddedPostgres } from '../../api/src/postgres/embedded.ts';
import { demoLogins, type Login } from '../demo/logins.ts';
import { seedDemo } from '../demo/seed.ts';
import { saidIn, VOCABULARY } from './calls-words.ts';
import { type BenchChild, startChild } from './child.ts';
import { processCpuMicros } from './load.ts';

const HERE = import.meta.dirname;
const MAIN = path.resolve(HERE, '../../api/src/main.ts');
const DATA_KEY = 'bench-data-key-bench-data-key-bench-data-key';
const FRAME_MS = 100;
const FRAME_SAMPLES = 16 * FRAME_MS;
/** The goal for frames on 2 cores that do nothing else, milliseconds. */
const GOAL_MS = 100;
/** Before memory counts: what is loaded and compiled once, share of the run. */
const WARM_SHARE = 0.3;

const options = new Command('bench calls')
  .description('Many calls at once on scripted speech, beside a bare Socket.IO server')
  .option('--calls <n>', 'calls at once', '200')
  .option('--seconds <n>', 'how long each of them speaks', '30')
  .parse()
  .opts<{ calls: string; seconds: string }>();
const CALLS = Number(options.calls);
const SECONDS = Number(options.seconds);

interface Spoken {
  readonly acknowledgedMs: readonly number[];
  /** Frames that were sent. */
  readonly frames: number;
  /** How late the frames were sent, at most: the load itself did not keep up where this is much. */
  readonly lateMs: number;
  readonly serverCpuMs: number;
  /** Resident memory of the server, MiB, a sample a second. */
  readonly memory: readonly number[];
}

const folder = await mkdtemp(path.join(tmpdir(), 'kiwimesh-bench-calls-'));
const postgres = await startEmbeddedPostgres({ dataDir: path.join(folder, 'postgres') });
const children: BenchChild[] = [];
try {
  await migrateUrl(postgres.url);
  const dispatcher = await seed(postgres.url);
  const start = async (script: string, env: Record<string, string>) => {
    const child = await startChild(script, env);
    children.push(child);
    return child;
  };
  const engine = await start(path.join(HERE, 'calls-engine.ts'), {});
  const bare = await start(path.join(HERE, 'calls-bare-server.ts'), {});
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
  const audio = Array.from({ length: CALLS }, (_, nth) => framesOf(saidIn(nth)));

  const bareIds = audio.map(() => crypto.randomUUID());
  const baseline = await speak(bare, await clients(bare.url, CALLS), bareIds, audio, false);

  const operator = new Kiwimesh({ baseUrl: kiwimesh.url });
  await operator.login(dispatcher);
  const ids: string[] = [];
  for (let nth = 0; nth < CALLS; nth += 1) {
    const callerPhone = `+9198${String(10_000_000 + nth)}`;
    ids.push((await operator.post('/v1/calls', { body: { channel: 'phone', callerPhone } })).id);
  }
  const token = await signIn(kiwimesh.url, dispatcher);
  const engineCpu = await processCpuMicros(engine.pid);
  const ours = await speak(kiwimesh, await clients(kiwimesh.url, CALLS, token), ids, audio, true);
  const engineMs = ((await processCpuMicros(engine.pid)) - engineCpu) / 1_000;
  console.log(report(baseline, ours, engineMs));
  console.log(mixedText(await transcripts(operator, ids)));
} finally {
  await Promise.all(children.map((child) => child.stop()));
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}

/** A connection for each call, as callers have. */
async function clients(baseUrl: string, count: number, accessToken = 'bench') {
  const session = { accessToken, refreshToken: '', expiresAt: Number.MAX_SAFE_INTEGER };
  return Promise.all(
    Array.from({ length: count }, () => new Kiwimesh({ baseUrl, store: memoryStore(session) }).liveCalls()),
  );
}

/** Lets every call speak its words at the pace of speech. Calls begin spread over a second. */
async function speak(
  server: BenchChild,
  lives: Awaited<ReturnType<typeof clients>>,
  ids: readonly string[],
  audio: readonly (readonly Int16Array[])[],
  transcribes: boolean,
): Promise<Spoken> {
  const acknowledgedMs: number[] = [];
  let joined = 0;
  const lines = lives.map((live, nth) =>
    live.join(
      ids[nth] as string,
      {
        onJoined: () => {
          joined += 1;
        },
        onFrameTaken: (_, ms) => acknowledgedMs.push(ms),
        onProblem: (error) => console.warn(error.message),
      },
      { side: 'caller' },
    ),
  );
  while (joined < lines.length) await delay(50);
  const memory: number[] = [];
  const cpu = await processCpuMicros(server.pid);
  const began = performance.now();
  const sampling = setInterval(() => void megabytesOf(server.pid).then((size) => memory.push(size)), 1_000);
  const perCall = (SECONDS * 1_000) / FRAME_MS;
  let lateMs = 0;
  for (let frame = 0; frame < perCall; frame += 1) {
    for (const [nth, line] of lines.entries()) {
      const due = began + frame * FRAME_MS + (nth / lines.length) * FRAME_MS;
      if (due - performance.now() > 1) await delay(due - performance.now());
      lateMs = Math.max(lateMs, performance.now() - due);
      const frames = audio[nth] as readonly Int16Array[];
      line.send(frames[frame % frames.length] as Int16Array, due);
    }
  }
  while (acknowledgedMs.length < perCall * lines.length && performance.now() - began < SECONDS * 4_000) {
    await delay(50);
  }
  if (transcribes) await Promise.all(lines.map((line) => line.finish()));
  clearInterval(sampling);
  const serverCpuMs = ((await processCpuMicros(server.pid)) - cpu) / 1_000;
  for (const live of lives) live.close();
  return { acknowledgedMs, frames: perCall * lines.length, lateMs, serverCpuMs, memory };
}

function framesOf(text: string): Int16Array[] {
  const { samples } = speakTones(text, VOCABULARY);
  const whole = new Int16Array(Math.ceil(samples.length / FRAME_SAMPLES) * FRAME_SAMPLES);
  whole.set(samples);
  return Array.from({ length: whole.length / FRAME_SAMPLES }, (_, nth) =>
    whole.subarray(nth * FRAME_SAMPLES, (nth + 1) * FRAME_SAMPLES),
  );
}

function report(bare: Spoken, ours: Spoken, engineMs: number): string {
  const at = (times: readonly number[], share: number) =>
    times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ??
    Number.NaN;
  const line = (name: string, { acknowledgedMs, frames, lateMs, serverCpuMs }: Spoken) =>
    `  ${name.padEnd(12)}${String(acknowledgedMs.length).padStart(9)}${String(frames).padStart(9)}` +
    `${at(acknowledgedMs, 0.5).toFixed(1).padStart(9)}${at(acknowledgedMs, 0.99).toFixed(1).padStart(9)}` +
    `${lateMs.toFixed(0).padStart(9)}${(serverCpuMs / (CALLS * SECONDS)).toFixed(2).padStart(17)}`;
  const settled = ours.memory.slice(Math.floor(ours.memory.length * WARM_SHARE));
  const half = Math.floor(settled.length / 2);
  const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
  const [earlier, later] = [mean(settled.slice(0, half)), mean(settled.slice(half))];
  return [
    `${CALLS} calls at once, ${SECONDS} s each, frames of ${FRAME_MS} ms`,
    '               taken     sent   p50 ms   p99 ms  late ms  CPU ms a call-second',
    line('Kiwimesh', ours),
    line('bare', bare),
    `  ratio: p99 ${(at(ours.acknowledgedMs, 0.99) / at(bare.acknowledgedMs, 0.99)).toFixed(1)}, CPU ${(ours.serverCpuMs / bare.serverCpuMs).toFixed(1)}   (goal: p99 at most ${GOAL_MS} ms on 2 idle cores)`,
    `  the scripted engine, in a process of its own: ${(engineMs / (CALLS * SECONDS)).toFixed(2)} CPU ms a call-second`,
    `  memory: ${earlier.toFixed(0)} MiB, then ${later.toFixed(0)} MiB (halves of the run after its first ${WARM_SHARE * 100} %)`,
  ].join('\n');
}

async function transcripts(operator: Kiwimesh, ids: readonly string[]): Promise<string[]> {
  const texts: string[] = [];
  for (const callId of ids) {
    const path = { callId };
    let text = '';
    for (let after: number | null = 0; after !== null; ) {
      const page: { data: readonly { text: string }[]; nextSequence: number | null } = await operator.get(
        '/v1/calls/{callId}/transcript',
        { path, query: { after, limit: 200 } },
      );
      text += page.data.map((segment) => ` ${segment.text}`).join('');
      after = page.nextSequence;
    }
    texts.push(text.trim());
  }
  return texts;
}

/** What was heard beside what was said: words of another call, and those that are missing or twice. */
function mixedText(texts: readonly string[]): string {
  let [heard, expected, foreign, wrong] = [0, 0, 0, 0];
  for (const [nth, text] of texts.entries()) {
    const own = saidIn(nth)
      .split(' ')
      .filter((word) => word !== '...');
    const words = text.split(' ').filter((word) => word !== '');
    heard += words.length;
    foreign += words.filter((word) => !own.includes(word)).length;
    wrong += words.filter((word, index) => word !== own[index % own.length]).length;
    const seconds = framesOf(saidIn(nth)).length * (FRAME_MS / 1_000);
    expected += Math.floor(SECONDS / seconds) * own.length;
  }
  return `  words: ${heard} heard of at least ${expected} said; ${foreign} of another call, ${wrong} out of order`;
}

async function megabytesOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1_024;
}

async function signIn(url: string, login: Login): Promise<string> {
  const reply = await fetch(`${url}/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(login),
  });
  return ((await reply.json()) as { accessToken: string }).accessToken;
}

/** @returns who takes calls at a hospital of the demo. */
async function seed(url: string): Promise<Login> {
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
    const [hospital] = demoLogins(world, '', keys).hospitals;
    if (hospital === undefined) throw new Error('the demo has no hospital');
    const { email, password } = hospital.dispatcher;
    return { email, password };
  } finally {
    await database.close();
  }
}
