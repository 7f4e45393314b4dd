import { Agenda, type Job } from 'agenda';
import { type Backoff, backoffDelay, DEFAULT_BACKOFF } from '../coordination/backoff.ts';
import { SUSPECT, WORKER_CRASHED } from '../coordination/crashes.ts';
import type { WorkerSession } from '../coordination/worker-session.ts';
import type { JsonObject } from '../ground/json.ts';
import { runInContext } from '../observability/context.ts';
import { describeFailure, NO_LOG, type WorkLog } from '../observability/failure.ts';
import { Outages } from '../observability/outages.ts';
import { WakeChannel } from './channel.ts';
import type { JobDefinition } from './definition.ts';
import { JOB_CHANNEL } from './postgres-store.ts';
import { type JobData, type JobStore, jobData, type PutOptions, workerName } from './store.ts';

export interface AgendaJobsOptions {
  readonly store: JobStore;
  readonly log?: WorkLog;
  readonly backoff?: Backoff;
  /**
   * How often to poll for jobs, and how far ahead to claim them, milliseconds. A job claimed ahead starts by a timer of
   * this process, to the millisecond; a poll is one indexed query, and one for each kind that has a job to claim. Default
   * 500.
   */
  readonly processEvery?: number;
  /** How often to free the jobs of dead workers, milliseconds. Default 1 000. */
  readonly sweepEvery?: number;
  /** Concurrent runs in this process over all kinds. Default 10: most use a connection of the process' pool. */
  readonly maxConcurrency?: number;
  /**
   * A lock that was not renewed for this long is taken from a worker that is alive but hangs, milliseconds. Default 60
   * 000.
   */
  readonly lockLifetime?: number;
}

/** Writes jobs outside units of work: for the kernel and for tests. */
export type Jobs = Pick<AgendaJobs, 'enqueue' | 'cancel'>;

const DEFAULT_ATTEMPTS = 5;
const DEFAULT_CONCURRENCY = 10;

/**
 * Durable, keyed background work on Agenda. A process that only enqueues never calls {@link start}.
 *  Timers survive any restart: a job is a row until it has succeeded; a worker marks what it holds with its id, which
 *  is valid while its session's advisory lock is held, and the next sweep of any worker (once a second, and at start)
 *  frees the rest.
 */
export class AgendaJobs {
  readonly #store: JobStore;
  readonly #log: WorkLog;
  readonly #outages: Outages;
  readonly #options: Required<Omit<AgendaJobsOptions, 'store' | 'log'>>;
  readonly #channel = new WakeChannel();
  #agenda: Agenda | undefined;
  #definitions: ReadonlyMap<string, JobDefinition> = new Map();
  #timer: NodeJS.Timeout | undefined;
  #sweeping: Promise<void> | undefined;
  #worker = '';

  constructor({ store, log = NO_LOG, ...options }: AgendaJobsOptions) {
    this.#store = store;
    this.#log = log;
    this.#outages = new Outages(log);
    this.#options = {
      backoff: DEFAULT_BACKOFF,
      processEvery: 500,
      sweepEvery: 1_000,
      maxConcurrency: 10,
      lockLifetime: 60_000,
      ...options,
    };
  }

  /**
   * Writes a job to the store at once, outside units of work: for the kernel and for tests. Consequences of a change
   * are enqueued by its unit of work.
   */
  async enqueue(
    name: string,
    key: string,
    data: JsonObject,
    { at, ...options }: PutOptions & { readonly at?: Date } = {},
  ): Promise<void> {
    await this.#store.put(name, jobData(key, data), at, options);
    // For a store without wake-ups of its own (or a job of this process): it need not wait for the next poll.
    this.#channel.wake(name);
  }

  async cancel(name: string, key: string): Promise<void> {
    await this.#store.remove(name, key);
  }

  /** Starts running jobs of these kinds. The session must be open. */
  async start(definitions: readonly JobDefinition[], session: WorkerSession): Promise<void> {
    const { processEvery, maxConcurrency, lockLifetime, sweepEvery } = this.#options;
    this.#definitions = new Map(definitions.map((definition) => [definition.name, definition]));
    if (this.#definitions.size !== definitions.length) throw new Error('two kinds of job share a name');
    this.#worker = workerName(session.id);
    const agenda = new Agenda({
      name: this.#worker,
      backend: this.#store.backend,
      notificationChannel: this.#channel,
      processEvery,
      maxConcurrency,
      defaultLockLifetime: lockLifetime,
      // The handler's wrapper removes jobs that succeeded: Agenda does so only after its `complete` event, so that its
      // drain() would wait forever.
      removeOnComplete: false,
    });
    agenda.on('error', (error: unknown) => {
      this.#reportOutage(error, 'a job could not be handled');
    });
    // Agenda refills what it holds only at its next poll: a backlog would be worked off at that pace.
    agenda.on('complete', (job: Job) => {
      // A suspect of any kind may have waited for this one.
      if (((job.attrs.data as JobData).crashes ?? 0) >= SUSPECT) this.wake('');
      else this.#channel.wake(job.attrs.name);
    });
    for (const definition of definitions) this.#define(agenda, definition);
    this.#agenda = agenda;
    await session.listen(JOB_CHANNEL, (name) => this.wake(name));
    await this.#sweep();
    this.#store.held.open();
    await agenda.start();
    this.#timer = setInterval(() => void this.#sweep(), sweepEvery);
  }

  /**
   * Resolves when no job is due here or elsewhere; what waits for a later time does not count. @throws after `timeout`
   * milliseconds.
   */
  async idle(timeout = 120_000): Promise<void> {
    const deadline = Date.now() + timeout;
    while (await this.#store.anyDue()) {
      if (Date.now() > deadline) throw new Error(`jobs were still due after ${timeout} ms`);
      await new Promise((done) => setTimeout(done, 10));
    }
  }

  /**
   * Claims nothing more, waits for running jobs (`timeout` milliseconds at most, default 10 000), frees what was not
   * begun.
   */
  async drain(timeout = 10_000): Promise<void> {
    clearInterval(this.#timer);
    await this.#sweeping;
    const agenda = this.#agenda;
    if (agenda === undefined) return;
    this.#agenda = undefined;
    // Agenda does not wait for claims under way, and would hold what they claim after all else was freed.
    await this.#store.held.close();
    await agenda.drain({ timeout, closeConnection: false });
    await this.#store
      .releaseUnbegun(this.#worker)
      .catch((error: unknown) =>
        this.#log.warn({ reason: describeFailure(error) }, 'could not give jobs back'),
      );
  }

  /** Jobs of this kind may be due; of every kind, when the name is empty. */
  wake(name: string): void {
    if (name !== '') {
      if (this.#definitions.has(name)) this.#channel.wake(name);
      return;
    }
    for (const known of this.#definitions.keys()) this.#channel.wake(known);
  }

  #define(agenda: Agenda, definition: JobDefinition): void {
    const attempts = definition.maxAttempts ?? DEFAULT_ATTEMPTS;
    const concurrency = definition.concurrency ?? DEFAULT_CONCURRENCY;
    agenda.define(definition.name, (job: Job<JobData>) => this.#run(definition, attempts, job), {
      concurrency,
      // Twice what it can run: no pause between two jobs, and most of a backlog is left for other workers.
      lockLimit: concurrency * 2,
      backoff: ({ attempt }) => (attempt >= attempts ? null : backoffDelay(attempt, this.#options.backoff)),
    });
  }

  async #run(definition: JobDefinition, maxAttempts: number, job: Job<JobData>): Promise<void> {
    const { key, payload, correlationId, traceparent, crashes = 0 } = job.attrs.data;
    const failures = job.attrs.failCount ?? 0;
    const attempt = failures + crashes + 1;
    const id = String(job.attrs._id);
    const fields = { job: definition.name, key, attempt, correlationId };
    try {
      await runInContext({ correlationId, traceparent, operation: definition.name }, () =>
        definition.handle(payload, { key, attempt }),
      );
    } catch (error) {
      const reason = describeFailure(error);
      if (failures + 1 >= maxAttempts) this.#log.error({ ...fields, reason }, 'job became a dead letter');
      else this.#log.warn({ ...fields, reason }, 'job failed; it will be tried again');
      // Agenda stores the message: only what is safe to store is passed on.
      throw new Error(reason);
    }
    await this.#store.finish(id);
  }

  #sweep(): Promise<void> {
    this.#sweeping ??= this.#releaseLost().finally(() => {
      this.#sweeping = undefined;
    });
    return this.#sweeping;
  }

  async #releaseLost(): Promise<void> {
    try {
      const freed = await this.#store.releaseLost(this.#options.lockLifetime, this.#worker);
      for (const { id, kind, givenUp } of freed) {
        if (givenUp) this.#log.error({ job: kind, id, reason: WORKER_CRASHED }, 'job became a dead letter');
        else this.wake(kind);
      }
    } catch (error) {
      this.#reportOutage(error, 'could not look for jobs of dead workers');
    }
  }

  /** Polled several times a second: an outage of the database is not logged as often. */
  #reportOutage(error: unknown, message: string): void {
    const reason = describeFailure(error);
    this.#outages.report('warn', reason, { worker: this.#worker, reason }, message);
  }
}
