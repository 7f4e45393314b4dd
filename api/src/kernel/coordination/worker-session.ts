import type pg from 'pg';
import { describeFailure, NO_LOG, type WorkLog } from '../observability/failure.ts';
import { Outages } from '../observability/outages.ts';
import { BackgroundClient } from './background-client.ts';
import type { BackgroundConnection } from './background-connection.ts';

/** First half of the advisory lock a living worker holds: the ASCII bytes of `work`. The second half is its id. */
export const WORKER_LOCKS = 0x776f726b;

/**
 * SQL that is true while the worker whose id `expression` equals is alive, as `objid` is written by `id`. Postgres
 * frees a session's locks when the session ends, also when its process was killed. So the work of a dead worker can be
 * distinguished from work in progress, without leases that expire too early or too late.
 */
export const workerLives = (expression: string, id = 'objid::bigint'): string => `exists (
  select from pg_locks
   where locktype = 'advisory' and classid = ${WORKER_LOCKS} and objsubid = 2 and granted
     and database = (select oid from pg_database where datname = current_database())
     and ${id} = ${expression})`;

/**
 * The connection that proves this process is alive and receives its wake-ups: it holds the worker's advisory lock and
 * LISTENs. Reconnects forever, with the same id. Code that relies on a wake-up also sweeps, since those sent while it
 * was down are lost.
 */
export class WorkerSession {
  /** 1 to 2^31-1; unique among the living workers. */
  #id = 0;
  readonly #client: BackgroundClient;
  readonly #listeners = new Map<string, Set<(payload: string) => void>>();
  /** NOTIFYs that wait to be sent: channel and payload. */
  readonly #unsent = new Set<string>();

  constructor(connection: BackgroundConnection, log: WorkLog = NO_LOG) {
    const outages = new Outages(log);
    this.#client = new BackgroundClient(connection, 'kiwimesh worker', {
      channels: () => this.#listeners.keys(),
      prepare: (client) => this.#prove(client),
      notified: (channel, payload, own) => {
        if (!own) this.#wake(channel, payload);
      },
      connected: (first) => {
        if (first) return;
        log.info({ worker: this.#id }, 'worker session is back');
        for (const channel of this.#listeners.keys()) this.#wake(channel, '');
      },
      lost: () => log.warn({ worker: this.#id }, 'worker session lost; reconnecting'),
      refused: (error) => {
        const reason = describeFailure(error);
        outages.report('warn', reason, { reason }, 'worker session cannot reconnect yet');
      },
    });
  }

  get id(): number {
    if (this.#id === 0) throw new Error('the worker session is not open');
    return this.#id;
  }

  /** Whether the connection is up; while it is down, sweeps replace wake-ups. */
  get connected(): boolean {
    return this.#client.connected;
  }

  /** The ids of all living workers, this one among them; undefined while the connection is down. */
  async living(): Promise<readonly number[] | undefined> {
    const reply = await this.#client.inTurn((client) =>
      client?.query<{ id: number }>(
        `select objid::bigint::integer as id from pg_locks
          where locktype = 'advisory' and classid = $1 and objsubid = 2 and granted
            and database = (select oid from pg_database where datname = current_database())`,
        [WORKER_LOCKS],
      ),
    );
    return reply?.rows.map(({ id }) => id);
  }

  /** @throws when Postgres cannot be reached; it reconnects by itself after later losses. */
  async open(): Promise<void> {
    await this.#client.open();
  }

  /**
   * Calls `wake` for every NOTIFY of other processes on `channel`, and once after each reconnection, since some may
   * have been missed.
   */
  async listen(channel: string, wake: (payload: string) => void): Promise<void> {
    const wakes = this.#listeners.get(channel) ?? new Set();
    this.#listeners.set(channel, wakes.add(wake));
    if (wakes.size > 1) return;
    await this.#client.listen(channel);
  }

  /** Wakes the other processes that listen. Does nothing while the connection is down: their sweeps find the work. */
  notify(channel: string, payload = ''): void {
    const message = `${channel} ${payload}`;
    // One that still waits to be sent covers this one too.
    if (this.#unsent.has(message)) return;
    this.#unsent.add(message);
    this.#client
      .inTurn((client) => {
        this.#unsent.delete(message);
        return client?.query('select pg_notify($1, $2)', [channel, payload]);
      })
      // Lost with the connection: the sweeps of the others find the work.
      .catch(() => undefined);
  }

  async close(): Promise<void> {
    await this.#client.close();
  }

  /**
   * Takes the worker's lock: a new id the first time, the same one after a loss (its old session may take a moment to
   * end).
   */
  async #prove(client: pg.Client): Promise<void> {
    const fresh = this.#id === 0;
    for (let tries = 0; tries < 20; tries += 1) {
      const id = fresh ? 1 + Math.floor(Math.random() * (2 ** 31 - 2)) : this.#id;
      const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1, $2) as held', [
        WORKER_LOCKS,
        id,
      ]);
      if (rows[0]?.held === true) {
        this.#id = id;
        return;
      }
      await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error('the lock of this worker is held by another session');
  }

  #wake(channel: string, payload: string): void {
    for (const wake of this.#listeners.get(channel) ?? []) wake(payload);
  }
}
