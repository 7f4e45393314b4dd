import { systemScope } from '../auth/scope.ts';
import type { BackgroundConnection } from '../coordination/background-connection.ts';
import { type Backoff, DEFAULT_BACKOFF } from '../coordination/backoff.ts';
import { WorkerSession } from '../coordination/worker-session.ts';
import type { Database } from '../db/unit/database.ts';
import type { UnitOfWork, WriteJobs } from '../db/unit/unit-of-work.ts';
import { OUTBOX_CHANNEL } from '../events/append.ts';
import { anyDue, lastPosition } from '../events/deliveries.ts';
import { purgeTask } from '../events/purge.ts';
import { Relay, type RelayOptions } from '../events/relay.ts';
import type { Subscriber } from '../events/subscriber.ts';
import { registerSubscribers } from '../events/subscriptions.ts';
import { NO_LOG, type WorkLog } from '../observability/failure.ts';
import { AgendaJobs, type AgendaJobsOptions, type Jobs } from './agenda-jobs.ts';
import type { JobDefinition } from './definition.ts';
import { openJobStore } from './open-store.ts';
import { type PeriodicTask, periodicJob, schedulePeriodic } from './periodic.ts';
import { JOB_CHANNEL, SOON_MS } from './postgres-store.ts';
import type { JobStore } from './store.ts';
import { jobOrders, throughOutbox } from './through-outbox.ts';

export interface BackgroundOptions {
  readonly database: Database;
  readonly connection: BackgroundConnection;
  /** `postgres://…` or `mongodb://…`; absent means the product's own database. */
  readonly jobsUrl?: string | undefined;
  readonly log?: WorkLog;
  readonly backoff?: Backoff;
  readonly relay?: Partial<
    Pick<RelayOptions, 'parallel' | 'batch' | 'maxAttempts' | 'sweepEvery' | 'handlerTimeout'>
  >;
  readonly agenda?: Partial<Pick<AgendaJobsOptions, 'processEvery' | 'sweepEvery' | 'maxConcurrency'>>;
  /** How long delivered events are kept, days. Default 14. */
  readonly keepDays?: number;
}

/** The work that features register. */
export interface Work {
  readonly subscribers?: readonly Subscriber[];
  readonly jobs?: readonly JobDefinition[];
  readonly periodic?: readonly PeriodicTask[];
}

/** How long commits are collected before other processes are woken: a few round trips to the database. */
const ANNOUNCE_MS = 5;
const IDLE = systemScope('event delivery');

/**
 * Everything that happens after a request was answered: the outbox relay and the jobs of one process. Units of work
 * write their jobs through {@link writeJobs}.
 */
export class Background {
  /** Writes outside units of work; see {@link AgendaJobs.enqueue}. */
  readonly jobs: Jobs;
  /** For the dead letters of jobs. */
  readonly store: JobStore;
  readonly #agenda: AgendaJobs;
  readonly #session: WorkerSession;
  /** The session by which this worker holds jobs; the same as `#session` unless jobs are in a Postgres of their own. */
  readonly #jobsSession: WorkerSession;
  readonly #options: BackgroundOptions & { readonly log: WorkLog; readonly backoff: Backoff };
  #relay: Relay | undefined;
  #consumers: readonly string[] = [];
  #announcing: NodeJS.Timeout | undefined;
  #eventsDue = false;
  /** Kinds of jobs that were committed and are due, until other processes are notified. */
  readonly #dueJobs = new Set<string>();

  private constructor(
    options: BackgroundOptions & { readonly log: WorkLog; readonly backoff: Backoff },
    session: WorkerSession,
    jobs: { readonly store: JobStore; readonly session: WorkerSession },
  ) {
    this.#options = options;
    this.#session = session;
    this.#jobsSession = jobs.session;
    this.store = jobs.store;
    this.#agenda = new AgendaJobs({
      store: jobs.store,
      log: options.log,
      backoff: options.backoff,
      ...options.agenda,
    });
    this.jobs = this.#agenda;
  }

  /** Opens no connection yet. */
  static async open(given: BackgroundOptions): Promise<Background> {
    const options = { log: NO_LOG, backoff: DEFAULT_BACKOFF, ...given };
    const session = new WorkerSession(options.connection, options.log);
    const jobs = await openJobStore({
      connection: options.connection,
      jobsUrl: options.jobsUrl,
      session,
      log: options.log,
    });
    return new Background(options, session, jobs);
  }

  /** The id of this process' worker session in the product's database; null until it is open. */
  get worker(): number | null {
    return this.#session.connected ? this.#session.id : null;
  }

  /**
   * Registers the features' subscribers (every process does, so that the events it emits reach them) and, when `work`
   * is true, starts delivering events and running jobs and periodic tasks.
   */
  async start(features: readonly Work[], { work }: { readonly work: boolean }): Promise<void> {
    const { database, log, backoff, keepDays } = this.#options;
    const subscribers = [...features.flatMap((feature) => feature.subscribers ?? []), this.#jobOrders()];
    await registerSubscribers(database, subscribers);
    this.#consumers = subscribers.map(({ name }) => name);
    await this.#session.open();
    if (!work) return;
    if (this.#jobsSession !== this.#session) await this.#jobsSession.open();
    const purge = purgeTask({ database, subscribers, ...(keepDays === undefined ? {} : { keepDays }) });
    const periodic = [...features.flatMap((feature) => feature.periodic ?? []), purge];
    const deps = { jobs: this.jobs, now: () => database.now(), log };
    const definitions = [
      ...features.flatMap((feature) => feature.jobs ?? []),
      ...periodic.map((task) => periodicJob(task, deps)),
    ];
    this.#relay = new Relay({
      database,
      session: this.#session,
      subscribers,
      log,
      backoff,
      ...this.#options.relay,
    });
    await this.#agenda.start(definitions, this.#jobsSession);
    await this.#relay.start();
    await schedulePeriodic(periodic, deps);
  }

  /**
   * Events to deliver were committed: wakes this process' relay, and those of other processes once every few
   * milliseconds however many commits there are. For `appendEventsAnd`.
   */
  readonly announce = (): void => {
    this.#relay?.wake();
    this.#eventsDue = true;
    this.#wakeOthersSoon();
  };

  /** Writes the jobs of units of work: in their transactions where the store allows it, else through the outbox. For `Database`. */
  readonly writeJobs: WriteJobs = async (uow, orders) => {
    if (this.store.writeInUnit === undefined) return throughOutbox(uow, orders);
    await this.store.writeInUnit(uow, orders);
    const soon = Date.now() + SOON_MS;
    const due = orders.filter(({ at, cancel }) => !cancel && (at === null || at.getTime() < soon));
    if (due.length > 0) uow.afterCommit(() => this.#announceJobs(due.map(({ job }) => job.name)));
  };

  #announceJobs(names: readonly string[]): void {
    for (const name of names) {
      this.#agenda.wake(name);
      this.#dueJobs.add(name);
    }
    this.#wakeOthersSoon();
  }

  #wakeOthersSoon(): void {
    this.#announcing ??= setTimeout(() => {
      this.#announcing = undefined;
      if (this.#eventsDue) this.#session.notify(OUTBOX_CHANNEL);
      for (const name of this.#dueJobs) this.#jobsSession.notify(JOB_CHANNEL, name);
      this.#eventsDue = false;
      this.#dueJobs.clear();
    }, ANNOUNCE_MS);
  }

  /**
   * Receives jobs that came through the outbox: from processes of this store, or from one that does not know the store.
   */
  #jobOrders() {
    return jobOrders(async ({ name, key, data, at, cancel }, uow: UnitOfWork) => {
      if (this.store.writeInUnit !== undefined) {
        await this.writeJobs(uow, [{ job: { name, check() {} }, key, data, at, cancel }]);
      } else if (cancel) await this.jobs.cancel(name, key);
      else await this.jobs.enqueue(name, key, data, at === null ? {} : { at });
    });
  }

  /** For health: whether wake-ups arrive. Without them the sweeps still do the work, up to a second later. */
  get awake(): boolean {
    return this.#session.connected;
  }

  /** For metrics. */
  get load(): { readonly running: number; readonly waiting: number } {
    return this.#relay?.load ?? { running: 0, waiting: 0 };
  }

  /**
   * Resolves when no event and no job is due: everything that follows from earlier requests has been done. @throws
   * after `timeout` milliseconds.
   */
  async idle(timeout = 120_000): Promise<void> {
    const deadline = Date.now() + timeout;
    for (;;) {
      const before = await this.#lastEvent();
      await (this.#relay?.idle(deadline - Date.now()) ?? this.#othersIdle(deadline));
      // A job may have emitted more events, also one that ended between the two looks.
      if (await this.store.anyDue()) await this.#agenda.idle(deadline - Date.now());
      else if ((await this.#lastEvent()) === before) return;
    }
  }

  #lastEvent(): Promise<string> {
    return this.#options.database.run(IDLE, (uow) => lastPosition(uow));
  }

  /** In a process that does no background work: until the relays of others have nothing left. */
  async #othersIdle(deadline: number): Promise<void> {
    while (await this.#options.database.run(IDLE, (uow) => anyDue(uow, this.#consumers))) {
      if (Date.now() > deadline)
        throw new Error('events were still due; is a process with background work running?');
      await new Promise((done) => setTimeout(done, 10));
    }
  }

  /** Claims nothing more, waits for what runs (`timeout` milliseconds at most), then closes its connections. */
  async stop(timeout = 10_000): Promise<void> {
    await Promise.all([this.#relay?.drain(timeout), this.#agenda.drain(timeout)]);
    clearTimeout(this.#announcing);
    await this.#jobsSession.close();
    await this.#session.close();
    await this.store.close();
  }
}
