import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { WorkerSession } from '../../api/src/kernel/coordination/worker-session.ts';
import { connect } from '../../api/src/kernel/db/connection.ts';
import { migrateUrl } from '../../api/src/kernel/db/migrate.ts';
import { AgendaJobs } from '../../api/src/kernel/jobs/agenda-jobs.ts';
import { PostgresJobStore } from '../../api/src/kernel/jobs/postgres-store.ts';
import { startEmbeddedPostgres } from '../../api/src/postgres/embedded.ts';

/** The limit of an SLA clock: marked within two seconds of its time, on a machine that is not busy. */
const LIMIT_MS = 2_000;
/** After the last timer was due, for the slowest machine: what has not fired by then is lost. */
const LOST_AFTER_MS = 300_000;

const options = new Command('bench timers')
  .description(
    'How late timers fire, spread over some seconds, with handlers that do nothing, beside bare timers with one query; fails two seconds beyond those',
  )
  .option('--timers <n>', 'timers', '500')
  .option('--seconds <n>', 'over how many seconds they are spread', '10')
  .parse()
  .opts<{ timers: string; seconds: string }>();
const timers = Number(options.timers);

const folder = await mkdtemp(join(tmpdir(), 'kiwimesh-bench-'));
const server = await startEmbeddedPostgres({ dataDir: folder });
try {
  await migrateUrl(server.url);
  const session = new WorkerSession({ url: server.url });
  await session.open();
  const store = new PostgresJobStore({ connection: { url: server.url }, joinsUnitOfWork: false });
  const jobs = new AgendaJobs({ store });
  const late: number[] = [];
  /** How late timers of Node that send one query are, in the same run: what this machine takes at this moment. */
  const bare: number[] = [];
  const owner = connect(server.url, { as: 'owner', poolMax: 4, acquireTimeout: LOST_AFTER_MS });
  const set = new Map<string, number>();
  await jobs.start(
    [
      {
        name: 'timer',
        // A timer that could only be set when it was due is not late for that.
        handle: async ({ due }: { readonly due: number }, { key }) =>
          void late.push(Date.now() - Math.max(due, set.get(key) ?? due)),
      },
    ],
    session,
  );
  const first = Date.now() + 2_000;
  for (let n = 0; n < timers; n += 1) {
    const due = Math.round(first + (n / timers) * Number(options.seconds) * 1_000);
    await jobs.enqueue('timer', `t${n}`, { due }, { at: new Date(due) });
    const now = Date.now();
    set.set(`t${n}`, now);
    setTimeout(
      () => void owner.raw('select 1').then(() => bare.push(Date.now() - Math.max(due, now))),
      Math.max(0, due - now),
    );
  }
  const lost = Date.now() + Number(options.seconds) * 1_000 + LOST_AFTER_MS;
  while ((late.length < timers || bare.length < timers) && Date.now() < lost) {
    await new Promise((done) => setTimeout(done, 20));
  }
  for (const all of [late, bare]) all.sort((a, b) => a - b);
  const at = (all: readonly number[], share: number) =>
    all[Math.min(all.length - 1, Math.floor(all.length * share))] ?? Number.NaN;
  const figures = (all: readonly number[]) => `p50 ${at(all, 0.5)}  p99 ${at(all, 0.99)}  most ${at(all, 1)}`;
  console.log(`${timers} timers, ms late: ${figures(late)}  (limit ${LIMIT_MS} beyond bare timers)`);
  const ratio = at(late, 0.5) / Math.max(1, at(bare, 0.5));
  console.log(
    `bare timers with one query: ${figures(bare)}  (at p50 the others are ${ratio.toFixed(1)} times as late)`,
  );
  if (late.length < timers) console.error(`${timers - late.length} timers never fired`);
  if (late.length < timers || at(late, 1) > at(bare, 1) + LIMIT_MS) process.exitCode = 1;
  await owner.destroy();
  await jobs.drain();
  await session.close();
  await store.close();
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
