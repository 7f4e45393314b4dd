import { createHash } from 'node:crypto';
import { describeFailure, type WorkLog } from '../observability/failure.ts';
import type { Jobs } from './agenda-jobs.ts';
import type { JobDefinition } from './definition.ts';

/** Repeated work: one run at a time across processes. Must be safe to run twice, since a worker can crash in it. */
export interface PeriodicTask {
  /** Unique among tasks and jobs, and stable, such as `identity.tidy`. */
  readonly name: string;
  /** Milliseconds between runs. A run that takes longer leaves out those it covers. */
  readonly every: number;
  /** A failure is logged, and the next run is the next attempt. */
  run(): Promise<unknown>;
}

export interface PeriodicDeps {
  readonly jobs: Jobs;
  /** The time of the database. */
  readonly now: () => Date;
  readonly log: WorkLog;
}

/** The job store keeps one live job per name and key: that makes it one run across all processes. */
const KEY = 'next';

/**
 * When the task runs after `now`: at fixed instants of the database's time, shifted by the task's name. All processes
 * compute the same instant, so a restart postpones nothing, and tasks of one interval do not all begin together.
 */
export function nextRun({ name, every }: PeriodicTask, now: Date): Date {
  const shift = createHash('sha256').update(name).digest().readUInt32BE() % every;
  return new Date((Math.floor((now.getTime() - shift) / every) + 1) * every + shift);
}

/** The job that runs the task and enqueues the next run. */
export function periodicJob(
  task: PeriodicTask,
  { jobs, now, log }: PeriodicDeps,
): JobDefinition<{ at?: string }> {
  return {
    name: task.name,
    concurrency: 1,
    async handle({ at }) {
      await task.run().catch((error: unknown) => {
        log.warn({ task: task.name, reason: describeFailure(error) }, 'a periodic task failed');
      });
      // A timer that fires early must not compute its own instant again.
      await enqueue(task, jobs, new Date(Math.max(now().getTime(), at === undefined ? 0 : Date.parse(at))));
    },
  };
}

/**
 * Ensures that every task has its next run; what another process has enqueued stays unchanged. A run in progress enqueues
 * the next when it ends: enqueued now, it could begin beside it.
 */
export async function schedulePeriodic(
  tasks: readonly PeriodicTask[],
  { jobs, now }: Pick<PeriodicDeps, 'jobs' | 'now'>,
): Promise<void> {
  for (const task of tasks) await enqueue(task, jobs, now(), { unlessBegun: true });
}

async function enqueue(
  task: PeriodicTask,
  jobs: Jobs,
  after: Date,
  options: { readonly unlessBegun?: boolean } = {},
): Promise<void> {
  const at = nextRun(task, after);
  await jobs.enqueue(task.name, KEY, { at: at.toISOString() }, { at, ...options });
}
