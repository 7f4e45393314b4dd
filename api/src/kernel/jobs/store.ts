import type { AgendaBackend } from 'agenda';
import type { FreedWork } from '../coordination/crashes.ts';
import type { WriteJobs } from '../db/unit/unit-of-work.ts';
import type { BeforeDeadLetter } from '../events/dead-letters.ts';
import type { JsonObject } from '../ground/json.ts';
import { currentContext, currentCorrelationId, makeContext } from '../observability/context.ts';

/** What is kept of a job: ids only, like events. `key` is what the unique index is on. */
export interface JobData {
  readonly key: string;
  readonly payload: JsonObject;
  readonly correlationId: string;
  readonly traceparent: string;
  /** Runs that ended because the worker died. Not written: set when the job is taken, see {@link JobStore.releaseLost}. */
  readonly crashes?: number;
}

/** What is stored of a job that is asked for in the present context. */
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

/**
 * Where Agenda keeps jobs, with what Agenda itself cannot do: one live job a (name, key) however many ask at once,
 * telling the jobs of dead workers from those being worked on, and dead letters.
 */
export interface JobStore {
  /** Given to Agenda. */
  readonly backend: AgendaBackend;
  /**
   * Writes the job, due at once without `at`, in place of the live one of the same name and key, which loses its identity by that: a worker that
   * already holds it cannot begin it any more, and one that has begun it cannot put it back or remove the new one.
   */
  put(name: string, data: JobData, at: Date | undefined): Promise<void>;
  remove(name: string, key: string): Promise<void>;
  /** Writes a unit's jobs in its own transaction; only where the jobs are in the product's database. */
  readonly writeInUnit?: WriteJobs;
  /** Forgets a job that succeeded. */
  finish(id: string): Promise<void>;
  /**
   * Frees jobs held by workers that are dead or whose lock was not touched for `lockLifetime` milliseconds. A begun run
   * is counted in `crashes`. From the second on fewer and fewer such jobs run at once, see kernel/coordination/crashes.ts, and after the last of them it is a dead letter.
   * The locks of what `worker`, a worker of this process, has in hand are renewed; what it holds and has no more in hand
   * is freed, uncounted.
   */
  releaseLost(lockLifetime: number, worker?: string): Promise<readonly FreedWork[]>;
  /** Frees what `worker` holds and has not begun. */
  giveBack(worker: string): Promise<void>;
  /** Whether a job should be running now, or is. */
  anyDue(): Promise<boolean>;
  /** Newest first, those before `before`. */
  deadLetters(limit: number, before?: BeforeDeadLetter): Promise<readonly DeadJob[]>;
  /** Queues it again with its attempts counted from zero. When a newer job has its key, that one stays instead. @returns false when there is no such dead letter. */
  retry(id: string): Promise<boolean>;
  close(): Promise<void>;
}

/** How workers sign what they hold. */
export const workerName = (id: number): string => `worker:${id}`;

/**
 * When Agenda is told a lock was taken. It would judge the age of locks by the clock of the process, and drop what is too
 * old without giving up its place; the sweep judges it, by the database's clock, see {@link JobStore.releaseLost}.
 */
export const NEVER_EXPIRES = new Date(8.64e15);
