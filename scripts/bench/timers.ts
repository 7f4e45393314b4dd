import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { migrateUrl } from '../../api/src/kernel/db/migrate.ts';
import { AgendaJobs } from '../../api/src/kernel/jobs/agenda-jobs.ts';
import { PostgresJobStore } from '../../api/src/kernel/jobs/postgres-store.ts';
import { WorkerSession } from '../../api/src/kernel/work/worker-session.ts';
import { startEmbeddedPostgres } from '../../api/src/postgres/embedded.ts';

/** The limit of an SLA clock: marked within two seconds of its time. */
const LIMIT_MS = 2_000;

const options = new Command('bench timers')
  .description(
    'How late timers fire, spread over some seconds, with handlers that do nothing; fails beyond two seconds',
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
    set.set(`t${n}`, Date.now());
  }
  while (late.length < timers) await new Promise((done) => setTimeout(done, 20));
  late.sort((a, b) => a - b);
  const at = (share: number) => late[Math.min(timers - 1, Math.floor(timers * share))] as number;
  console.log(
    `${timers} timers, ms late: p50 ${at(0.5)}  p99 ${at(0.99)}  most ${at(1)}  (limit ${LIMIT_MS})`,
  );
  if (at(1) > LIMIT_MS) process.exitCode = 1;
  await jobs.drain();
  await session.close();
  await store.close();
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
