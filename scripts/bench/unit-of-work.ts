import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import pg from 'pg';
import { type Scope, systemScope } from '../../api/src/kernel/auth/scope.ts';
import { connect } from '../../api/src/kernel/db/connection.ts';
import { migrateUrl } from '../../api/src/kernel/db/migrate.ts';
import { Database } from '../../api/src/kernel/db/unit/database.ts';
import { appendEvents } from '../../api/src/kernel/events/append.ts';
import { event } from '../../api/src/kernel/events/event.ts';
import { job } from '../../api/src/kernel/jobs/job.ts';
import { writeInUnit } from '../../api/src/kernel/jobs/postgres-store.ts';
import { count, object } from '../../api/src/kernel/payload/shapes.ts';
import { SYSTEM_ONLY } from '../../api/src/kernel/tenancy/declarations.ts';
import { TenantModel } from '../../api/src/kernel/tenancy/model.ts';
import type { Tenancy } from '../../api/src/kernel/tenancy/reach.ts';
import { startEmbeddedPostgres } from '../../api/src/postgres/embedded.ts';

/**
 * What a unit of work costs: begin, set the scope, read one row, commit, against the same done with bare pg. Every
 * variant reads the same row by its primary key over the same number of connections. A second group writes a job, and an
 * event, in the unit.
 */
const program = new Command('bench-unit-of-work')
  .description('units of work a second, against bare begin-select-commit on the same Postgres')
  .option('--seconds <n>', 'how long each variant runs', '4')
  .option('--connections <n>', 'units in flight at once', '8')
  .option('--only <text>', 'run only the variants whose name contains this')
  .option('--url <url>', 'a migrated database to use; default: a throw-away embedded Postgres');

const HOSPITAL = '00000000-0000-7000-8000-0000000000a1';
const ROWS = 1_000;

class Hospital extends TenantModel {
  static override tableName = 'hospital';
  static override tenancy: Tenancy = {
    ...SYSTEM_ONLY,
    super_admin: 'all',
    hospital_admin: { column: 'id', equals: 'hospitalId' },
  };
}

const scope: Scope = { ...systemScope('bench'), role: 'hospital_admin', hospitalId: HOSPITAL, reason: null };
const BenchJob = job('bench', object({ n: count }));
const BenchChanged = event('bench.changed', {
  description: 'A thing changed.',
  data: object({ n: count }),
  example: { n: 1 },
});
/** Nothing becomes due while this runs. */
const NEXT_YEAR = new Date(Date.now() + 365 * 86_400_000);
const INSERT_JOB = `insert into agenda_job (name, data, next_run_at) values ('bench', $1, now() + interval '1 year')`;
let keys = 0;
const nextKey = () => String(++keys);

const SELECT = 'select * from hospital where id = $1';

interface Figures {
  readonly perSecond: number;
  readonly cpuMicroseconds: number;
  readonly p50: number;
  readonly p99: number;
}

async function measure(unit: () => Promise<unknown>, seconds: number, inFlight: number): Promise<Figures> {
  for (let n = 0; n < 200; n += 1) await unit();
  const latencies: number[] = [];
  const cpu = process.cpuUsage();
  const start = performance.now();
  const end = start + seconds * 1_000;
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      while (performance.now() < end) {
        const began = performance.now();
        await unit();
        latencies.push(performance.now() - began);
      }
    }),
  );
  const elapsed = (performance.now() - start) / 1_000;
  const used = process.cpuUsage(cpu);
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.floor(latencies.length * share)] ?? 0;
  return {
    perSecond: latencies.length / elapsed,
    cpuMicroseconds: (used.user + used.system) / latencies.length,
    p50: at(0.5),
    p99: at(0.99),
  };
}

function variants(
  url: string,
  inFlight: number,
): { groups: readonly Readonly<Record<string, () => Promise<unknown>>>[]; close(): Promise<void> } {
  const bare = new pg.Pool({ connectionString: url, max: inFlight });
  const app = new pg.Pool({ connectionString: url, max: inFlight, options: '-c role=kiwimesh_app' });
  // Ending a pool and the server's own goodbye may cross.
  for (const pool of [bare, app]) pool.on('error', () => {});
  const knex = connect(url, { as: 'owner', poolMax: inFlight });
  const database = new Database(connect(url, { as: 'app', poolMax: inFlight }), {
    appendEvents,
    writeJobs: writeInUnit,
  });
  const settings = `select set_config('kiwimesh.role', 'hospital_admin', true), set_config('kiwimesh.hospital_id', '${HOSPITAL}', true)`;
  const withClient = async (
    pool: pg.Pool,
    begin: string[],
    [statement, values]: readonly [string, string[]] = [SELECT, [HOSPITAL]],
  ) => {
    const client = await pool.connect();
    try {
      for (const opening of begin) await client.query(opening);
      await client.query(statement, values);
      await client.query('commit');
    } finally {
      client.release();
    }
  };
  return {
    groups: [
      {
        'pg: begin, select, commit (no scope, no row security)': () => withClient(bare, ['begin']),
        'pg: begin, scope, select, commit (row security)': () => withClient(app, ['begin', settings]),
        'pg: begin+scope, select, commit (row security)': () => withClient(app, [`begin; ${settings}`]),
        'knex: begin, select, commit (no scope, no row security)': () =>
          knex.transaction(async (trx) => trx('hospital').where({ id: HOSPITAL })),
        'unit of work, raw select (row security)': () =>
          database.run(scope, async (uow) => uow.trx.raw('select * from hospital where id = ?', [HOSPITAL])),
        'unit of work, knex select (row security)': () =>
          database.run(scope, async (uow) => uow.trx('hospital').where({ id: HOSPITAL })),
        'unit of work, model select (both layers)': () =>
          database.run(scope, async () => Hospital.query().findById(HOSPITAL)),
      },
      {
        'pg: begin+scope, insert a job, commit': () =>
          withClient(
            app,
            [`begin; ${settings}`],
            [INSERT_JOB, [JSON.stringify({ key: nextKey(), payload: { n: 1 } })]],
          ),
        'unit of work that enqueues a job': () =>
          database.run(scope, async (uow) => uow.enqueue(BenchJob.at(nextKey(), { n: 1 }, NEXT_YEAR))),
        'unit of work that emits an event': () =>
          database.run(scope, async (uow) => uow.emit(BenchChanged(nextKey(), { n: 1 }))),
        'unit of work that does both': () =>
          database.run(scope, async (uow) => {
            uow.emit(BenchChanged(nextKey(), { n: 1 }));
            uow.enqueue(BenchJob.at(nextKey(), { n: 1 }, NEXT_YEAR));
          }),
      },
    ],
    close: async () => {
      await Promise.all([bare.end(), app.end(), knex.destroy(), database.close()]);
    },
  };
}

async function seed(url: string): Promise<void> {
  const owner = connect(url, { as: 'owner', poolMax: 1 });
  await owner.raw(
    `INSERT INTO hospital (id, name, timezone) SELECT gen_random_uuid(), 'bench ' || n, 'UTC' FROM generate_series(1, ?) n`,
    [ROWS],
  );
  await owner('hospital').insert({ id: HOSPITAL, name: 'bench', timezone: 'UTC' }).onConflict('id').ignore();
  await owner.raw('ANALYZE hospital');
  await owner.destroy();
}

async function main(): Promise<void> {
  program.parse();
  const { seconds, connections, url, only } = program.opts<{
    seconds: string;
    connections: string;
    url?: string;
    only?: string;
  }>();
  const folder = url === undefined ? await mkdtemp(join(tmpdir(), 'kiwimesh-bench-')) : undefined;
  const server = folder === undefined ? undefined : await startEmbeddedPostgres({ dataDir: folder });
  const target = url ?? server?.url ?? '';
  try {
    if (server !== undefined) {
      await migrateUrl(target);
      await seed(target);
    }
    const { groups, close } = variants(target, Number(connections));
    console.log(`${connections} units in flight, ${seconds} s each; cpu is this process' own`);
    for (const units of groups) {
      let base: Figures | undefined;
      console.log('');
      for (const [name, unit] of Object.entries(units)) {
        if (only !== undefined && !name.includes(only)) continue;
        const figures = await measure(unit, Number(seconds), Number(connections));
        base ??= figures;
        console.log(
          `${name.padEnd(56)} ${figures.perSecond.toFixed(0).padStart(6)}/s  x${(figures.perSecond / base.perSecond).toFixed(2)}` +
            `  cpu ${figures.cpuMicroseconds.toFixed(0).padStart(4)} us  p50 ${figures.p50.toFixed(2)} ms  p99 ${figures.p99.toFixed(2)} ms`,
        );
      }
    }
    await close();
  } finally {
    await server?.stop();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  }
}

await main();
