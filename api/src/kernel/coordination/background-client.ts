import pg from 'pg';
import { type BackgroundConnection, clientSettings } from './background-connection.ts';

/** Milliseconds until the next attempt to connect; the last value is repeated. */
const RECONNECT_MS = [50, 200, 500, 1_000];

/** What the owner of a {@link BackgroundClient} does at each point of a connection's life. */
export interface BackgroundClientEvents {
  /** The channels that each new connection LISTENs on. */
  channels(): Iterable<string>;
  /** Runs on each new connection before anything else. @throws to refuse it; the next attempt follows. */
  prepare?(client: pg.Client): Promise<void>;
  /** A NOTIFY arrived. `own`: this connection sent it. */
  notified(channel: string, payload: string, own: boolean): void;
  /** A connection is up; `first` is false after a loss, when notifications may have been missed. */
  connected?(first: boolean): void;
  lost?(): void;
  /** An attempt to reconnect failed; it is repeated. */
  refused?(error: unknown): void;
}

/** One Postgres connection for background work that LISTENs and reconnects until it is closed. */
export class BackgroundClient {
  readonly #settings: pg.ClientConfig;
  readonly #events: BackgroundClientEvents;
  readonly #heartbeatMs: number | null;
  #client: pg.Client | undefined;
  #retry: NodeJS.Timeout | undefined;
  #heartbeat: NodeJS.Timeout | undefined;
  #closed = false;
  /** Ends with the last queued statement. */
  #turn: Promise<unknown> = Promise.resolve();

  /**
   * @param name shown in pg_stat_activity
   * @param heartbeatMs milliseconds between two checks that the connection still answers, and how long an answer may take; a
   *   connection cut without an error is noticed by it. Null: no checks.
   */
  constructor(
    connection: BackgroundConnection,
    name: string,
    events: BackgroundClientEvents,
    heartbeatMs: number | null = null,
  ) {
    this.#settings = clientSettings(connection, name);
    this.#events = events;
    this.#heartbeatMs = heartbeatMs;
  }

  get connected(): boolean {
    return this.#client !== undefined;
  }

  /** @throws when Postgres cannot be reached; it reconnects by itself after later losses. */
  async open(): Promise<void> {
    this.#closed = false;
    await this.#connect(true);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    clearTimeout(this.#heartbeat);
    const client = this.#client;
    this.#client = undefined;
    // A connection that is already lost cannot be ended; nothing is left to do.
    await client?.end().catch(() => undefined);
  }

  /** LISTENs on a channel that {@link BackgroundClientEvents.channels} has just gained; later connections do it by themselves. */
  async listen(channel: string): Promise<void> {
    await this.inTurn((client) => client?.query(`listen ${pg.escapeIdentifier(channel)}`));
  }

  /**
   * Runs one statement after another: pg rejects queries of a client that is busy. @param ask gets no client while the
   * connection is down.
   */
  inTurn<T>(ask: (client: pg.Client | undefined) => Promise<T> | undefined): Promise<T | undefined> {
    const reply = this.#turn.then(() => ask(this.#client));
    // The caller gets the failure through `reply`; the next in line only waits for its end.
    this.#turn = reply.catch(() => undefined);
    return reply;
  }

  async #connect(first: boolean): Promise<void> {
    const client = new pg.Client(this.#settings);
    // Without a listener a connection lost between two queries would end the process.
    client.on('error', () => undefined);
    client.on('notification', ({ channel, payload, processId }) => {
      const own = processId === (client as pg.Client & { processID: number }).processID;
      this.#events.notified(channel, payload ?? '', own);
    });
    try {
      await client.connect();
      await this.#events.prepare?.(client);
      for (const channel of this.#events.channels()) {
        await client.query(`listen ${pg.escapeIdentifier(channel)}`);
      }
    } catch (error) {
      // The caller needs the reason why connecting failed, not that ending failed too.
      await client.end().catch(() => undefined);
      throw error;
    }
    client.on('end', () => this.#lost(client));
    if (this.#closed) {
      await client.end();
      return;
    }
    this.#client = client;
    if (this.#heartbeatMs !== null) this.#beat(client, this.#heartbeatMs);
    this.#events.connected?.(first);
  }

  #lost(client: pg.Client): void {
    if (this.#closed || client !== this.#client) return;
    this.#client = undefined;
    this.#events.lost?.();
    this.#reconnect(0);
  }

  #beat(client: pg.Client, intervalMs: number): void {
    const drop = () => {
      // It stopped answering; `#lost` opens another.
      client.end().catch(() => undefined);
      this.#lost(client);
    };
    this.#heartbeat = setTimeout(() => {
      const silent = setTimeout(drop, intervalMs);
      this.inTurn((current) => (current === client ? client.query('select 1') : undefined)).then(
        () => {
          clearTimeout(silent);
          if (client === this.#client) this.#beat(client, intervalMs);
        },
        () => {
          clearTimeout(silent);
          drop();
        },
      );
    }, intervalMs);
    this.#heartbeat.unref();
  }

  #reconnect(tries: number): void {
    this.#retry = setTimeout(
      () => {
        this.#connect(false).catch((error: unknown) => {
          this.#events.refused?.(error);
          if (!this.#closed) this.#reconnect(tries + 1);
        });
      },
      RECONNECT_MS[Math.min(tries, RECONNECT_MS.length - 1)],
    );
  }
}
