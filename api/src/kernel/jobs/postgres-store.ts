import { PostgresJobRepository } from '@agendajs/postgres-backend';
import { type AgendaBackend, type JobParameters, toJobId } from 'agenda';
import pg from 'pg';
import { type BackgroundConnection, clientSettings } from '../coordination/background-connection.ts';
import {
  allowedSuspectsSql,
  type FreedWork,
  isClearSql,
  isGivenUpSql,
  isSuspectSql,
  pauseAfterCrashSql,
  WORKER_CRASHED,
} from '../coordination/crashes.ts';
import { workerLives } from '../coordination/worker-session.ts';
import type { WriteJobs } from '../db/unit/unit-of-work.ts';
import type { BeforeDeadLetter } from '../events/dead-letters.ts';
import { HeldJobs } from './held-jobs.ts';
import {
  type DeadJob,
  type JobData,
  type JobStore,
  jobData,
  NEVER_EXPIRES,
  type PutOptions,
} from './store.ts';

/** Channel on which workers get the name of a job that is due now or very soon. */
export const JOB_CHANNEL = 'kiwimesh_job';

const TABLE = 'agenda_job';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const LIVE = '(next_run_at is not null or locked_at is not null)';

/** A job due sooner than this causes a wake-up; workers find the others by polling, half a second ahead. */
export const SOON_MS = 2_000;

/** `on conflict` makes twenty concurrent callers leave one row; the new id takes it from its holder. */
const REPLACE_PENDING = `
    on conflict (name, (data ->> 'key')) where next_run_at is not null or locked_at is not null
    do update set id = gen_random_uuid(), data = excluded.data, next_run_at = excluded.next_run_at,
      locked_at = null, last_modified_by = null, last_run_at = null, last_finished_at = null,
      fail_count = null, fail_reason = null, failed_at = null, crashes = 0, updated_at = now()`;

/** A job that has begun has no next run. `$4`: whether such a one stays. */
const PUT = `
  with written as (
    insert into ${TABLE} as job (name, data, next_run_at) values ($1, $2::jsonb, coalesce($3::timestamptz, now()))${REPLACE_PENDING}
    where not $4::boolean or job.next_run_at is not null
    returning name, next_run_at
  )
  select pg_notify('${JOB_CHANNEL}', name) from written where next_run_at < now() + ${SOON_MS} * interval '1 millisecond'`;

const REMOVE = `delete from ${TABLE} where name = $1 and data ->> 'key' = $2 and ${LIVE}`;

/**
 * No NOTIFY: in a transaction of the product it would let only one of them commit at a time (see `appendEventsAnd`).
 */
const WRITE_IN_UNIT = `
  with given as (
    select * from jsonb_to_recordset(cast(:orders as jsonb))
      as given (name text, data jsonb, next_run_at timestamptz, cancel boolean)
  ), cancelled as (
    delete from ${TABLE} as job using given
     where given.cancel and job.name = given.name and job.data ->> 'key' = given.data ->> 'key'
       and (job.next_run_at is not null or job.locked_at is not null)
  )
  insert into ${TABLE} (name, data, next_run_at)
  select name, data, coalesce(next_run_at, now()) from given where not cancel${REPLACE_PENDING}`;

/** Writes the jobs of a unit of work in its own transaction, in one statement. */
export const writeInUnit: WriteJobs = async (uow, orders) => {
  await uow.trx.raw(WRITE_IN_UNIT, {
    orders: JSON.stringify(
      orders.map(({ job, key, data, at, cancel }) => ({
        name: job.name,
        data: jobData(key, data),
        next_run_at: at?.toISOString() ?? null,
        cancel,
      })),
    ),
  });
};

/**
 * $1 is the lifetime of a lock in milliseconds, $2 the worker that asks, $3 the jobs it holds. Its own rows are judged
 * by the jobs it holds, not by age or session: neither a pause of the process nor a lost session makes a job run twice.
 */
const RELEASE_LOST = `
  with touched as (
    update ${TABLE} set locked_at = now()
     where last_modified_by = $2 and id = any($3::uuid[]) and locked_at < now() - $1 / 3 * interval '1 millisecond'
  ), lost as (
    -- Agenda clears next_run_at when it begins a run: only then was it cut short.
    select id, crashes + (next_run_at is null and last_modified_by is distinct from $2)::integer as deaths
      from ${TABLE}
     where locked_at is not null
       and case when last_modified_by = $2
             -- Claimed by a statement whose reply was lost, or dropped without an update.
             then id <> all($3::uuid[]) and locked_at < now() - $1 / 6 * interval '1 millisecond'
             else locked_at < now() - $1 * interval '1 millisecond'
               or last_modified_by like 'worker:%' and not ${workerLives('last_modified_by', "'worker:' || objid::text")} end
       for update skip locked
  ), freed as (
    update ${TABLE} as job
       set locked_at = null, last_modified_by = null, updated_at = now(), crashes = deaths,
           -- Without a time and a holder it is a dead letter.
           next_run_at = case when next_run_at is not null then next_run_at when deaths = crashes then now()
                              when not ${isGivenUpSql('deaths')} then now() + ${pauseAfterCrashSql('deaths')} end,
           fail_reason = case when deaths > crashes then '${WORKER_CRASHED}' else fail_reason end,
           failed_at = case when deaths > crashes then date_trunc('milliseconds', now()) else failed_at end
      from lost
     where job.id = lost.id
    returning job.id, name, next_run_at is null as dead
  )
  select id, name as kind, dead as "givenUp" from freed`;

const RETRY = `
  with letter as (
    select id, name, data from ${TABLE}
     where id = $1 and next_run_at is null and locked_at is null for update
  ), superseded as (
    delete from ${TABLE} using letter
     where ${TABLE}.id = letter.id and exists (
       select from ${TABLE} as newer where newer.name = letter.name and newer.data ->> 'key' = letter.data ->> 'key'
          and (newer.next_run_at is not null or newer.locked_at is not null))
    returning ${TABLE}.id
  ), queued as (
    update ${TABLE} as job set next_run_at = now(), fail_count = null, fail_reason = null, failed_at = null, crashes = 0
      from letter where job.id = letter.id and not exists (select from superseded)
    returning job.name
  )
  select (select pg_notify('${JOB_CHANNEL}', name) from queued)::text from letter`;

const dueJob = (condition: string, order: string): string => `
    select job.id, job.crashes, job.next_run_at as due from ${TABLE} as job
     where name = $1 and not disabled and locked_at is null and next_run_at <= now() + $2 * interval '1 millisecond'
       and ${condition}
     order by ${order} limit 1
       for update skip locked`;

/**
 * Claims the job of a name that is due first. Among suspects the one with the fewest crashes is next, and only while
 * the worker holds few enough of them, see kernel/coordination/crashes.ts.
 */
const TAKE = `
  with held as (
    select count(*) as suspects from ${TABLE} as job
     where ${isSuspectSql('job')} and locked_at is not null and last_modified_by = $3
  ), clear as (
    ${dueJob(isClearSql('job'), 'next_run_at, priority desc')}
  ), suspected as (
    ${dueJob(isSuspectSql('job'), 'crashes, next_run_at')}
  ), suspect as (${allowedSuspectsSql('suspected', '(select suspects from held)')}
  )
  update ${TABLE} set locked_at = now(), last_modified_by = $3
   where id = (select id from (select id, due from clear union all select id, due from suspect) as first
                order by due limit 1)
  returning *, extract(epoch from next_run_at - now()) * 1000 as due_in`;

/** The kinds among $1 that have a job to claim at most $2 milliseconds from now. */
const DUE = `
  select asked.name from unnest($1::text[]) as asked (name), lateral (
    select from ${TABLE} as job
     where job.name = asked.name and not disabled and locked_at is null
       and next_run_at <= now() + $2 * interval '1 millisecond'
     limit 1) as due`;

const at = (parameter: string) =>
  `date_trunc('milliseconds', now() + ${parameter}::float8 * interval '1 millisecond')`;

const SAVE = `
  update ${TABLE}
     set locked_at = case when $3 then now() end, next_run_at = ${at('$4')}, last_run_at = ${at('$5')}, fail_reason = $6,
         fail_count = $7, failed_at = ${at('$8')}, last_finished_at = ${at('$9')}, last_modified_by = $10
   where id = $1 and name = $2 and last_modified_by is not distinct from $10`;

/**
 * Milliseconds from now to a time of Agenda's, which reads the clock of the process. Times are passed to and from the
 * database as such distances: a process whose clock is wrong neither runs jobs early nor lets its locks expire.
 */
function fromNow(time: Date | null | undefined): number | null {
  return time == null ? null : time.getTime() - Date.now();
}

/** Agenda's repository on our table, with the query that every worker polls written so that an index answers it. */
class Repository extends PostgresJobRepository {
  readonly #pool: pg.Pool;
  /** Kinds that are asked for in this turn of the event loop, and those of them that have a job to claim. */
  #asked: { readonly names: Set<string>; readonly due: Promise<ReadonlySet<string>> } | undefined;
  readonly held = new HeldJobs();

  constructor(pool: pg.Pool) {
    super({ pool, tableName: TABLE, ensureSchema: false });
    this.#pool = pool;
  }

  /**
   * The original also looks for expired locks, in one condition joined by OR: with ten thousand timers in the future it
   * reads them all at every poll. Expired locks are left to the sweep (`releaseLost`).
   */
  override async getNextJobToRun(
    name: string,
    nextScanAt: Date,
    _lockDeadline: Date,
    _now: Date | undefined,
    options?: { lastModifiedBy?: string | undefined },
  ): Promise<JobParameters | undefined> {
    const ahead = fromNow(nextScanAt) ?? 0;
    if (!(await this.#mayBeDue(name, ahead))) return undefined;
    return this.held.claim(() => this.#take(name, ahead, options?.lastModifiedBy));
  }

  /** A poll asks for all kinds at once, of which few have a job: one query finds these. */
  async #mayBeDue(name: string, ahead: number): Promise<boolean> {
    if (this.#asked === undefined) {
      const names = new Set<string>();
      const due = Promise.resolve().then(() => {
        this.#asked = undefined;
        return this.#due(names, ahead);
      });
      this.#asked = { names, due };
    }
    this.#asked.names.add(name);
    const due = await this.#asked.due;
    return due.has(name);
  }

  async #due(names: ReadonlySet<string>, ahead: number): Promise<ReadonlySet<string>> {
    // Claiming is one query too.
    if (names.size === 1) return names;
    const { rows } = await this.#pool.query<{ name: string }>(DUE, [[...names], ahead]);
    return new Set(rows.map((row) => row.name));
  }

  async #take(name: string, ahead: number, worker: string | undefined): Promise<JobParameters | undefined> {
    const { rows } = await this.#pool.query<JobRow>(TAKE, [name, ahead, worker ?? null]);
    const row = rows[0];
    return row && toParameters(row);
  }

  /**
   * Times are written as distances from now, and locks as of now, by the database's clock. Agenda calls it when it
   * begins a run and when the run is over, and drops the job then, whether this succeeds or not.
   */
  override async saveJobState(
    job: JobParameters,
    options?: { lastModifiedBy?: string | undefined },
  ): Promise<void> {
    let begun = false;
    try {
      const { rowCount } = await this.#pool.query(SAVE, [
        String(job._id),
        job.name,
        job.lockedAt != null,
        fromNow(job.nextRunAt),
        fromNow(job.lastRunAt),
        job.failReason ?? null,
        job.failCount ?? null,
        fromNow(job.failedAt),
        fromNow(job.lastFinishedAt),
        options?.lastModifiedBy ?? null,
      ]);
      // Moved, cancelled or claimed by another worker: Agenda expects an error.
      if (rowCount !== 1) throw new Error('the job is not there any more');
      begun = job.lockedAt != null;
    } finally {
      if (!begun) this.held.drop(job);
    }
  }

  /** Agenda does not await this one: a failure would be an unhandled rejection, which ends the process. */
  override async unlockJob(job: JobParameters): Promise<void> {
    this.held.drop(job);
    await super.unlockJob(job).catch(() => undefined);
  }
}

interface JobRow {
  id: string;
  name: string;
  priority: number;
  next_run_at: Date | null;
  type: 'normal' | 'single';
  locked_at: Date;
  /** Milliseconds from now to `next_run_at`, as text. */
  due_in: string | null;
  last_run_at: Date | null;
  last_finished_at: Date | null;
  fail_count: number | null;
  crashes: number;
  data: JobData;
}

function toParameters(row: JobRow): JobParameters {
  return {
    _id: toJobId(row.id),
    name: row.name,
    priority: row.priority,
    nextRunAt: row.due_in === null ? null : new Date(Date.now() + Math.ceil(Number(row.due_in))),
    type: row.type,
    lockedAt: NEVER_EXPIRES,
    data: { ...row.data, crashes: row.crashes },
    ...(row.last_run_at === null ? {} : { lastRunAt: row.last_run_at }),
    ...(row.last_finished_at === null ? {} : { lastFinishedAt: row.last_finished_at }),
    ...(row.fail_count === null ? {} : { failCount: row.fail_count }),
  };
}

export interface PostgresStoreOptions {
  readonly connection: BackgroundConnection;
  /** Whether the jobs are in the product's own database: then units of work write them in their transactions. */
  readonly joinsUnitOfWork: boolean;
  /** Default 4. */
  readonly poolMax?: number;
}

export class PostgresJobStore implements JobStore {
  readonly backend: AgendaBackend;
  readonly held: HeldJobs;
  readonly writeInUnit?: WriteJobs;
  readonly #pool: pg.Pool;

  constructor({ connection, joinsUnitOfWork, poolMax = 4 }: PostgresStoreOptions) {
    this.#pool = new pg.Pool({ ...clientSettings(connection, 'kiwimesh jobs'), max: poolMax });
    // An idle connection that breaks is replaced at the next query.
    this.#pool.on('error', () => undefined);
    if (joinsUnitOfWork) this.writeInUnit = writeInUnit;
    const repository = new Repository(this.#pool);
    this.held = repository.held;
    this.backend = {
      name: 'PostgreSQL',
      repository,
      ownsConnection: false,
      connect: async () => undefined,
      disconnect: async () => undefined,
    };
  }

  async put(
    name: string,
    data: JobData,
    at: Date | undefined,
    { unlessBegun = false }: PutOptions = {},
  ): Promise<void> {
    await this.#pool.query(PUT, [name, JSON.stringify(data), at?.toISOString() ?? null, unlessBegun]);
  }

  async remove(name: string, key: string): Promise<void> {
    await this.#pool.query(REMOVE, [name, key]);
  }

  async finish(id: string): Promise<void> {
    await this.#pool.query(`delete from ${TABLE} where id = $1`, [id]);
  }

  async releaseLost(lockLifetime: number, worker?: string): Promise<readonly FreedWork[]> {
    return this.held.sweep(async (ids) => {
      const { rows } = await this.#pool.query<FreedWork>(RELEASE_LOST, [lockLifetime, worker ?? null, ids]);
      return rows;
    });
  }

  async releaseUnbegun(worker: string): Promise<void> {
    await this.#pool.query(
      `update ${TABLE} set locked_at = null, last_modified_by = null
        where last_modified_by = $1 and locked_at is not null and next_run_at is not null`,
      [worker],
    );
  }

  async anyDue(): Promise<boolean> {
    const { rows } = await this.#pool.query<{ due: boolean }>(
      `select exists (select from ${TABLE} where next_run_at <= now())
           or exists (select from ${TABLE} where locked_at is not null and next_run_at is null) as due`,
    );
    return rows[0]?.due === true;
  }

  async deadLetters(limit: number, before?: BeforeDeadLetter): Promise<readonly DeadJob[]> {
    const { rows } = await this.#pool.query<DeadRow>(
      `select id, name, fail_reason, coalesce(fail_count, 0) + crashes as fail_count, coalesce(failed_at, created_at) as failed_at,
              data ->> 'correlationId' as correlation_id
         from ${TABLE}
        where next_run_at is null and locked_at is null
          and ($2::timestamptz is null or failed_at < $2 or failed_at = $2 and id < $3::uuid)
        order by failed_at desc, id desc limit $1`,
      [limit, before?.failedAt ?? null, before?.id ?? null],
    );
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      reason: row.fail_reason ?? '',
      attempts: row.fail_count ?? 0,
      failedAt: row.failed_at,
      correlationId: row.correlation_id,
    }));
  }

  async retry(id: string): Promise<boolean> {
    if (!UUID.test(id)) return false;
    const { rows } = await this.#pool.query(RETRY, [id]);
    return rows.length > 0;
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }
}

interface DeadRow {
  id: string;
  name: string;
  fail_reason: string | null;
  fail_count: number | null;
  failed_at: Date;
  correlation_id: string | null;
}
