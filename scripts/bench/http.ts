import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadPolicies } from '../../api/src/features/booking/index.ts';
import { staffPasswords } from '../../api/src/features/identity/index.ts';
import { connect } from '../../api/src/kernel/db/connection.ts';
import { migrateUrl } from '../../api/src/kernel/db/migrate.ts';
import { Database } from '../../api/src/kernel/db/unit/database.ts';
import { DataKeys } from '../../api/src/kernel/sealing/data-keys.ts';
import { startEmbeddedPostgres } from '../../api/src/postgres/embedded.ts';
import { demoLogins } from '../demo/logins.ts';
import { seedDemo } from '../demo/seed.ts';
import { type Aftermath, measureSealing } from './audit.ts';
import { type BenchChild, startChild } from './child.ts';
import { type FanOut, measureFanOut } from './fan-out.ts';
import { applyLoad, type LoadPlan, type LoadResult, middle } from './load.ts';

/*
 * The product against a bare Fastify + pg server that does the same SQL on the same database, in one run: rounds in
 * turn (A B A B …), the middle of each figure, and the ratio of the two. Load, servers and Postgres share the machine's
 * processors, so absolute figures say little.
 */

const DATA_KEY = 'bench-data-key-bench-data-key-bench-data-key';
const DATA_KEYS = new DataKeys([DATA_KEY]);
const HERE = import.meta.dirname;
const MAIN = path.resolve(HERE, '../../api/src/main.ts');

export interface HttpBenchOptions {
  readonly seconds: number;
  readonly rounds: number;
  readonly connections: number;
  readonly sockets: number;
}

interface Pair<T> {
  readonly kiwimesh: T;
  readonly bare: T;
}

export interface HttpBench {
  /** `prepared`: the bare server with its statement prepared, which pg does not do by itself. */
  readonly read: Pair<LoadResult> & { readonly prepared: LoadResult; readonly unrecorded: LoadResult };
  /** `unrecorded`: the product without its audit log. */
  readonly create: Pair<LoadResult> & { readonly unrecorded: LoadResult };
  readonly audit: Aftermath;
  readonly fanOut: Pair<FanOut>;
  /** Where the read's processor time goes: share of samples by function, the heaviest first. */
  readonly profile: readonly { readonly share: number; readonly name: string }[];
}

export async function benchHttp(options: HttpBenchOptions): Promise<HttpBench> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kiwimesh-bench-'));
  const postgres = await startEmbeddedPostgres({ dataDir: path.join(folder, 'postgres') });
  const children: BenchChild[] = [];
  try {
    await migrateUrl(postgres.url);
    const { world } = await seed(postgres.url);
    const logins = demoLogins(
      world,
      '',
      world.hospitals.map(({ id }) => keyOf(id)),
    );
    const [hospital] = logins.hospitals;
    if (hospital === undefined) throw new Error('the demo has no hospital');
    const admin = world.staff.find(({ email }) => email === hospital.admin.email);
    const residents = world.residents.filter(
      ({ communityId }) =>
        world.communities.find(({ id }) => id === communityId)?.hospitalIds[0] === hospital.id,
    );
    const settings = {
      DATABASE_URL: postgres.url,
      KIWIMESH_DATA_DIR: folder,
      KIWIMESH_POLICIES_DIR: await unlimitedAmbulance(path.join(folder, 'policies')),
      // As production answers: no checking of replies, no limits that would end the bench.
      KIWIMESH_ENV: 'staging',
      KIWIMESH_SECRET: 'bench-secret-bench-secret-bench-secret',
      KIWIMESH_PUBLIC_URL: 'http://localhost',
      KIWIMESH_DATA_KEY: DATA_KEY,
      KIWIMESH_LIMIT_ADDRESS: '0',
      KIWIMESH_LOG_LEVEL: 'warn',
      KIWIMESH_ROLE: 'serve',
      KIWIMESH_HOST: '127.0.0.1',
      PORT: '0',
    };
    const start = async (script: string, env: Record<string, string>, flags: string[] = []) => {
      const child = await startChild(script, env, flags);
      children.push(child);
      return child;
    };
    const bareSettings = {
      DATABASE_URL: postgres.url,
      BENCH_HOSPITAL: hospital.id,
      BENCH_STAFF: admin?.id ?? '',
    };
    const bare = await start(path.join(HERE, 'bare-server.ts'), bareSettings);
    const prepared = await start(path.join(HERE, 'bare-server.ts'), { ...bareSettings, BENCH_PREPARED: '1' });
    const kiwimesh = await start(MAIN, settings);
    const unrecorded = await start(path.join(HERE, 'unrecorded-server.ts'), settings);
    const token = await signIn(kiwimesh.url, hospital.admin);
    const booking = await firstBooking(kiwimesh.url, token);

    const headers = { authorization: `Bearer ${token}` };
    const load = { connections: options.connections, seconds: options.seconds };
    const readPath = `/v1/bookings/${booking}`;
    const read = await inTurn(options.rounds, { kiwimesh, unrecorded, bare, prepared }, (server) => ({
      ...load,
      pid: server.pid,
      url: `${server.url}${readPath}`,
      headers,
    }));
    let next = 0;
    const create = await inTurn(options.rounds, { kiwimesh, unrecorded, bare }, (server) => ({
      ...load,
      pid: server.pid,
      url: `${server.url}/v1/bookings`,
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      nextHeaders: () => ({ 'idempotency-key': crypto.randomUUID() }),
      nextBody: () => {
        next += 1;
        return JSON.stringify({
          serviceType: UNLIMITED,
          residentId: residents[next % residents.length]?.id,
        });
      },
    }));

    const sockets = await start(path.join(HERE, 'realtime-server.ts'), { DATABASE_URL: postgres.url });
    const plan = { sockets: options.sockets, messages: 200 };
    const bareFanOut = await measureFanOut(bare, async () => {}, '', plan);
    const ours = await measureFanOut(sockets, (socket) => socket.emitWithAck('watch', {}), '/bookings', plan);
    const audit = await measureSealing(postgres.url, settings.KIWIMESH_SECRET);
    const profile = await profileRead(folder, settings, { token, readPath, load });
    return { read, create, audit, fanOut: { kiwimesh: ours, bare: bareFanOut }, profile };
  } finally {
    await Promise.all(children.map((child) => child.stop()));
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

const UNLIMITED = 'bench_ambulance';

/** The ambulance's policy without its limit of open bookings a resident, which a bench reaches at once. */
async function unlimitedAmbulance(folder: string): Promise<string> {
  const shipped = path.resolve(HERE, '../../api/src/features/booking/policies/ambulance.yaml');
  const policy = (await readFile(shipped, 'utf8'))
    .replace(/^id: .*$/m, `id: ${UNLIMITED}`)
    .replace(/^(emergency|maxOpen): .*\n/gm, '');
  await mkdir(folder);
  await writeFile(path.join(folder, `${UNLIMITED}.yaml`), policy);
  return folder;
}

/** Rounds of each server in turn, and the middle of its figures. */
async function inTurn<Name extends string>(
  rounds: number,
  servers: Readonly<Record<Name, BenchChild>>,
  plan: (server: BenchChild) => LoadPlan,
): Promise<Record<Name, LoadResult>> {
  const names = Object.keys(servers) as Name[];
  const results = new Map<Name, LoadResult[]>(names.map((name) => [name, []]));
  // One round of each is thrown away: compilation and caches.
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of names) {
      const result = await applyLoad(plan(servers[name]));
      if (round > 0) results.get(name)?.push(result);
    }
  }
  return Object.fromEntries(names.map((name) => [name, middle(results.get(name) ?? [])])) as Record<
    Name,
    LoadResult
  >;
}

async function seed(url: string) {
  const database = new Database(connect(url, { as: 'app', poolMax: 2 }), { dataKeys: DATA_KEYS });
  try {
    return await seedDemo({
      database,
      policies: loadPolicies(),
      widgetOrigins: [],
      hashPassword: staffPasswords.hash,
    });
  } finally {
    await database.close();
  }
}

const keyOf = (hospitalId: string) => ({ hospitalId, publishableKey: '', allowedOrigins: [] });

async function signIn(url: string, login: { email: string; password: string }): Promise<string> {
  const reply = await fetch(`${url}/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(login),
  });
  return ((await reply.json()) as { accessToken: string }).accessToken;
}

async function firstBooking(url: string, token: string): Promise<string> {
  const reply = await fetch(`${url}/v1/bookings?limit=1`, { headers: { authorization: `Bearer ${token}` } });
  return ((await reply.json()) as { data: { id: string }[] }).data[0]?.id ?? '';
}

/** Runs the read once more under V8's profiler and adds up the samples by function. */
async function profileRead(
  folder: string,
  settings: Record<string, string>,
  {
    token,
    readPath,
    load,
  }: { token: string; readPath: string; load: { connections: number; seconds: number } },
): Promise<HttpBench['profile']> {
  const forked = performance.now();
  const profiled = await startChild(MAIN, settings, ['--cpu-prof', `--cpu-prof-dir=${folder}`]);
  const begun = performance.now();
  await applyLoad({
    ...load,
    pid: profiled.pid,
    url: `${profiled.url}${readPath}`,
    headers: { authorization: `Bearer ${token}` },
  });
  const ended = performance.now();
  await profiled.stop();
  const file = (await readdir(folder)).find((name) => name.endsWith('.cpuprofile'));
  if (file === undefined) return [];
  const profile = JSON.parse(await readFile(path.join(folder, file), 'utf8')) as CpuProfile;
  const nodes = new Map(profile.nodes.map((node) => [node.id, node.callFrame]));
  const samples = new Map<string, number>();
  let busy = 0;
  // Only what was sampled under load: starting the process is not what is asked about. Times are in microseconds.
  let at = 0;
  for (const [index, id] of profile.samples.entries()) {
    at += profile.timeDeltas[index] ?? 0;
    if (at < (begun - forked) * 1_000 || at > (ended - forked) * 1_000) continue;
    const frame = nodes.get(id);
    if (frame === undefined || frame.functionName === '(idle)' || frame.functionName === '(program)')
      continue;
    busy += 1;
    const name = `${frame.functionName || '(anonymous)'}  ${placeOf(frame.url)}`;
    samples.set(name, (samples.get(name) ?? 0) + 1);
  }
  return [...samples]
    .sort(([, a], [, b]) => b - a)
    .slice(0, 15)
    .map(([name, count]) => ({ name, share: count / busy }));
}

interface CpuProfile {
  readonly nodes: readonly { id: number; callFrame: { functionName: string; url: string } }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

function placeOf(url: string): string {
  const inModules = url.split('/node_modules/').at(-1);
  return inModules === url ? url.replace(/^.*\/api\/src\//, 'api/') : (inModules ?? '');
}
