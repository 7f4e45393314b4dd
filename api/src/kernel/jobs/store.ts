import type { AgendaBackend } from 'agenda';
import type { FreedWork } from '../coordination/crashes.ts';
import type { WriteJobs } from '../db/unit/unit-of-work.ts';
import type { BeforeDeadLetter } from '../events/dead-letters.ts';
import type { JsonObject } from '../ground/json.ts';
import { currentContext, currentCorrelationId, makeContext } from '../observability/context.ts';
import type { HeldJobs } from './held-jobs.ts';

/** What is stored of a job: ids only, as for events. `key` is what the unique index is on. */
export interface JobData {
  readonly key: string;
  readonly payload: JsonObject;
  readonly correlationId: string;
  readonly traceparent: string;
  /**
   * Runs that ended because the worker crashed. Not written: set when the job is claimed, see {@link
   * JobStore.releaseLost}.
   */
  readonly crashes?: number;
}

/** What is stored of a job that is enqueued in the present context. */
export function jobData(key: string, payload: JsonObject): JobData {
  return {
    key,
    payload,
    correlationId: currentCorrelationId(),
    traceparent: currentContext()?.traceparent ?? makeContext(undefined, undefined).traceparent,
  };
}

/** A job that used up its attempts. */
export interface DeadJob {
  readonly id: string;
  readonly name: string;
  readonly reason: string;
  readonly attempts: number;
  readonly failedAt: Date;
  readonly correlationId: string | null;
}

export interface PutOptions {
  readonly unlessBegun?: boolean;
}

/**
 * Where Agenda stores jobs, with what Agenda itself cannot do: one live job per (name, key) with any number of
 * concurrent callers, telling the jobs of dead workers from those in progress, and dead letters.
 */
export interface JobStore {
  /** Passed to Agenda. */
  readonly backend: AgendaBackend;
  /** What Agenda holds through it. */
  readonly held: HeldJobs;
  /**
   * Writes the job, due at once without `at`, in place of the live one of the same name and key. The old job's id is
   * replaced: a worker that already holds it cannot begin it any more, and one that has begun it can neither reschedule
   * it nor remove the new one.
   * @param options.unlessBegun leaves a live one that has begun as it is, and writes nothing.
   */
  put(name: string, data: JobData, at: Date | undefined, options?: PutOptions): Promise<void>;
  remove(name: string, key: string): Promise<void>;
  /** Writes a unit's jobs in its own transaction; only where the jobs are in the product's database. */
  readonly writeInUnit?: WriteJobs;
  /** Deletes a job that succeeded. */
  finish(id: string): Promise<void>;
  /**
   * Frees jobs held by workers that are dead or whose lock was not renewed for `lockLifetime` milliseconds. A begun run
   * is counted in `crashes`. From the second on fewer and fewer such jobs run at once, see
   * kernel/coordination/crashes.ts, and after the last of them it is a dead letter. The locks of the jobs that
   * `worker`, a worker of this process, holds are renewed; a row marked as held by it that it no longer holds is freed,
   * without counting.
   */
  releaseLost(lockLifetime: number, worker?: string): Promise<readonly FreedWork[]>;
  /** Frees what `worker` holds and has not begun. */
  releaseUnbegun(worker: string): Promise<void>;
  /** Whether a job should be running now, or is. */
  anyDue(): Promise<boolean>;
  /** Newest first, those before `before`. */
  deadLetters(limit: number, before?: BeforeDeadLetter): Promise<readonly DeadJob[]>;
  /**
   * Queues it again with its attempts counted from zero. When a newer job has its key, the newer one stays instead.
   * @returns false when there is no such dead letter.
   */
  retry(id: string): Promise<boolean>;
  close(): Promise<void>;
}

/** How workers mark the jobs they hold. */
export const workerName = (id: number): string => `worker:${id}`;

/**
 * The lock time that Agenda sees. Agenda would judge the age of locks by the clock of the process, and drop what is too
 * old without giving up its place; the sweep judges it by the database's clock, see {@link JobStore.releaseLost}.
 */
export const NEVER_EXPIRES = new Date(8.64e15);
