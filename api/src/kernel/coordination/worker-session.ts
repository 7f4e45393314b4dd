import pg from 'pg';
import { APP_ROLE } from '../db/connection.ts';
import { describeFailure, NO_LOG, type WorkLog } from '../observability/failure.ts';
import { Outages } from '../observability/outages.ts';

/** How background work connects to Postgres, beside the units of work: the product's URL, as the app role. */
export interface BackgroundConnection {
  readonly url: string;
  /** False when the URL's own user already is the app role, see `connect` in kernel/db. Default true. */
  readonly switchRole?: boolean;
}

/**
 * Settings of a plain pg connection as the app role. With keepalives Postgres notices within about ten seconds that a
 * machine vanished without closing its connections (a killed process closes them immediately).
 */
export function clientSettings(
  { url, switchRole = true }: BackgroundConnection,
  name: string,
): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: name,
    keepAlive: true,
    // A process must start even when the machine is busy.
    connectionTimeoutMillis: 15_000,
    options: [
      ...(switchRole ? [`-c role=${APP_ROLE}`] : []),
      '-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3',
    ].join(' '),
  };
}

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

const RECONNECT_MS = [50, 200, 500, 1_000, 2_000];

/**
 * The connection that proves this process is alive and receives its wake-ups: it holds the worker's advisory lock and
 * LISTENs. Reconnects forever, with the same id. Code that relies on a wake-up also sweeps, since those sent while it
 * was down are lost.
 */
export class WorkerSession {
  /** 1 to 2^31-1; unique among the living workers. */
  #id = 0;
  #client: pg.Client | undefined;
  #closed = false;
  #retry: NodeJS.Timeout | undefined;
  readonly #settings: pg.ClientConfig;
  readonly #log: WorkLog;
  readonly #outages: Outages;
  readonly #listeners = new Map<string, Set<(payload: string) => void>>();
  /** Ends with the last queued statement. */
  #turn: Promise<unknown> = Promise.resolve();
  /** NOTIFYs that wait to be sent: channel and payload. */
  readonly #unsent = new Set<string>();

  constructor(connection: BackgroundConnection, log: WorkLog = NO_LOG) {
    this.#settings = clientSettings(connection, 'kiwimesh worker');
    this.#log = log;
    this.#outages = new Outages(log);
  }

  get id(): number {
    if (this.#id === 0) throw new Error('the worker session is not open');
    return this.#id;
  }

  /** Whether the connection is up; while it is down, sweeps replace wake-ups. */
  get connected(): boolean {
    return this.#client !== undefined;
  }

  /** The ids of all living workers, this one among them; undefined while the connection is down. */
  async living(): Promise<readonly number[] | undefined> {
    const reply = await this.#inTurn((client) =>
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
    await this.#connect();
  }

  /**
   * Calls `wake` for every NOTIFY of other processes on `channel`, and once after each reconnection, since some may
   * have been missed.
   */
  async listen(channel: string, wake: (payload: string) => void): Promise<void> {
    const wakes = this.#listeners.get(channel) ?? new Set();
    this.#listeners.set(channel, wakes.add(wake));
    if (wakes.size > 1) return;
    await this.#inTurn((client) => client?.query(`listen ${pg.escapeIdentifier(channel)}`));
  }

  /** Wakes the other processes that listen. Does nothing while the connection is down: their sweeps find the work. */
  notify(channel: string, payload = ''): void {
    const message = `${channel} ${payload}`;
    // One that still waits to be sent covers this one too.
    if (this.#unsent.has(message)) return;
    this.#unsent.add(message);
    // The sweeps of the others find the work, also when the connection is lost while this is sent.
    this.#inTurn((client) => {
      this.#unsent.delete(message);
      return client?.query('select pg_notify($1, $2)', [channel, payload]);
    }).catch(() => undefined);
  }

  /**
   * Runs one statement after another: pg will reject queries of a client that is busy. @param ask gets no client while
   * the connection is down.
   */
  #inTurn<T>(ask: (client: pg.Client | undefined) => Promise<T> | undefined): Promise<T | undefined> {
    const reply = this.#turn.then(() => ask(this.#client));
    // The caller gets the failure through `reply`; the next in line only waits for its end.
    this.#turn = reply.catch(() => undefined);
    return reply;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    const client = this.#client;
    this.#client = undefined;
    // A connection that is already lost cannot be ended; nothing is left to do.
    await client?.end().catch(() => undefined);
  }

  async #connect(): Promise<void> {
    const client = new pg.Client(this.#settings);
    // Without a listener a connection lost between two queries would end the process.
    client.on('error', () => undefined);
    client.on('end', () => this.#lost(client));
    client.on('notification', ({ channel, payload, processId }) => {
      if (processId !== (client as pg.Client & { processID: number }).processID)
        this.#wake(channel, payload ?? '');
    });
    try {
      await client.connect();
      await this.#prove(client);
      for (const channel of this.#listeners.keys()) {
        await client.query(`listen ${pg.escapeIdentifier(channel)}`);
      }
    } catch (error) {
      client.removeAllListeners('end');
      // The caller needs the reason why connecting failed, not that ending failed too.
      await client.end().catch(() => undefined);
      throw error;
    }
    if (this.#closed) {
      await client.end();
      return;
    }
    this.#client = client;
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

  #lost(client: pg.Client): void {
    if (this.#closed || client !== this.#client) return;
    this.#client = undefined;
    this.#log.warn({ worker: this.#id }, 'worker session lost; reconnecting');
    this.#reconnect(0);
  }

  #reconnect(tries: number): void {
    const wait = RECONNECT_MS[Math.min(tries, RECONNECT_MS.length - 1)];
    this.#retry = setTimeout(() => {
      this.#connect().then(
        () => {
          this.#log.info({ worker: this.#id }, 'worker session is back');
          for (const channel of this.#listeners.keys()) this.#wake(channel, '');
        },
        (error: unknown) => {
          const reason = describeFailure(error);
          this.#outages.report('warn', reason, { reason }, 'worker session cannot reconnect yet');
          if (!this.#closed) this.#reconnect(tries + 1);
        },
      );
    }, wait);
  }

  #wake(channel: string, payload: string): void {
    for (const wake of this.#listeners.get(channel) ?? []) wake(payload);
  }
}
