import pg from 'pg';
import { type BackgroundConnection, clientSettings } from './worker-session.ts';

/** Milliseconds until the next attempt to connect; the last value is repeated. */
const RECONNECT_MS = [50, 200, 500, 1_000];

/** Milliseconds between two checks that the connection still answers, and how long an answer may take. */
const HEARTBEAT_MS = 1_000;

/**
 * Signals between API processes: a session was ended, a key changed. One Postgres connection that LISTENs. While it is
 * down no signal arrives and `connected` is false: caches must not be used then. After each reconnection every listener
 * is called with null, since any signal may have been missed.
 */
export class Signals {
  readonly #settings: pg.ClientConfig;
  readonly #listeners = new Map<string, (payload: string | null) => void>();
  #client: pg.Client | undefined;
  #retry: NodeJS.Timeout | undefined;
  #heartbeat: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(connection: BackgroundConnection) {
    this.#settings = clientSettings(connection, 'kiwimesh signals');
  }

  get connected(): boolean {
    return this.#client !== undefined;
  }

  /** Register before {@link open}; one listener per channel. */
  on(channel: string, listener: (payload: string | null) => void): void {
    this.#listeners.set(channel, listener);
  }

  /** @throws when Postgres cannot be reached; it reconnects by itself after later losses. */
  async open(): Promise<void> {
    this.#closed = false;
    await this.#connect();
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

  async #connect(): Promise<void> {
    const client = new pg.Client(this.#settings);
    // Without a listener a connection lost between two queries would end the process.
    client.on('error', () => undefined);
    client.on('notification', ({ channel, payload }) => this.#listeners.get(channel)?.(payload ?? ''));
    try {
      await client.connect();
      for (const channel of this.#listeners.keys())
        await client.query(`listen ${pg.escapeIdentifier(channel)}`);
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
    this.#beat(client);
    for (const listener of this.#listeners.values()) listener(null);
  }

  #lost(client: pg.Client): void {
    if (this.#closed || client !== this.#client) return;
    this.#client = undefined;
    this.#reconnect(0);
  }

  /** A cut cable sends no error: a connection that does not answer in time counts as lost. */
  #beat(client: pg.Client): void {
    this.#heartbeat = setTimeout(() => {
      const silent = setTimeout(() => this.#drop(client), HEARTBEAT_MS);
      client.query('select 1').then(
        () => {
          clearTimeout(silent);
          if (client === this.#client) this.#beat(client);
        },
        () => {
          clearTimeout(silent);
          this.#drop(client);
        },
      );
    }, HEARTBEAT_MS);
    this.#heartbeat.unref();
  }

  #drop(client: pg.Client): void {
    // It stopped answering; `#lost` opens another.
    client.end().catch(() => undefined);
    this.#lost(client);
  }

  #reconnect(tries: number): void {
    this.#retry = setTimeout(
      () => {
        this.#connect().catch(() => {
          if (!this.#closed) this.#reconnect(tries + 1);
        });
      },
      RECONNECT_MS[Math.min(tries, RECONNECT_MS.length - 1)],
    );
  }
}
