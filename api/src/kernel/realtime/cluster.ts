import { createAdapter } from '@socket.io/postgres-adapter';
import pg from 'pg';
import { type BackgroundConnection, clientSettings } from '../coordination/background-connection.ts';
import { describeFailure, type WorkLog } from '../observability/failure.ts';
import { Notifications } from './notifications.ts';

type AdapterFactory = ReturnType<typeof createAdapter>;

/**
 * Every process says every five seconds that it is there. One that was silent for so long is gone, milliseconds: far more
 * than a process is late that has too little of a processor.
 */
const SILENT_MS = 60_000;
/** How long the adapter may take to listen again on a new connection, milliseconds. */
const SETTLED_MS = 250;

/**
 * Carries what one process publishes to the sockets of all, by NOTIFY. Best effort: messages sent while a process' own
 * connection is being restored (one to three seconds) do not reach its sockets. `onGap` is called once it is restored,
 * so that clients reconnect and read the present state over HTTP.
 *  The adapter gets this in place of a pool, because with a real one it leaks a connection at every reconnection, lets
 *  an error on its listening connection end the process, and sends two messages in any order: each listening connection
 *  is one of its own here, and everything published goes through one connection, in order.
 */
export class Cluster {
  readonly adapter: AdapterFactory;
  readonly #settings: pg.ClientConfig;
  readonly #publisher: pg.Pool;
  readonly #listeners = new Set<pg.Client>();
  readonly #onGap: () => void;
  /** What this process itself sends comes back from these connections. */
  readonly #own = new Set<number>();
  /** When another process was heard last, or this one began to listen; infinity while it does not. */
  #heardAt = Number.POSITIVE_INFINITY;
  readonly #now: () => number;
  #listened = false;
  #closed = false;

  constructor(
    connection: BackgroundConnection,
    log: WorkLog,
    onGap: () => void,
    now = () => performance.now(),
  ) {
    this.#now = now;
    this.#onGap = onGap;
    this.#settings = clientSettings(connection, 'kiwimesh realtime');
    this.#publisher = new pg.Pool({ ...this.#settings, max: 1 });
    this.#publisher.on('error', () => undefined);
    this.#publisher.on('connect', (client) => this.#own.add(processOf(client)));
    this.#publisher.on('remove', (client) => this.#own.delete(processOf(client)));
    const notifications = new Notifications((text, values) => this.#publisher.query(text, values));
    const pool = {
      connect: () => this.#listen(),
      query: (text: string, values: unknown[] = []) =>
        notifications.take(text, values) ?? this.#publisher.query(text, values),
    };
    this.adapter = createAdapter(pool as unknown as pg.Pool, {
      tableName: 'socket_attachment',
      channelPrefix: 'kiwimesh',
      // NOTIFY takes less than 8,000 bytes; larger messages go through the table.
      payloadThreshold: 7_900,
      cleanupInterval: 30_000,
      errorHandler: (error) => {
        if (!this.#closed)
          log.warn({ reason: describeFailure(error) }, 'a message between processes was lost');
      },
    });
  }

  /** Whether no other process was there for a while: then what is published needs not be sent to any. */
  get alone(): boolean {
    return this.#now() - this.#heardAt > SILENT_MS;
  }

  async #listen(): Promise<pg.Client & { release(): void }> {
    if (this.#closed) throw new Error('closed');
    const client = new pg.Client(this.#settings);
    client.on('error', () => undefined);
    client.on('notification', ({ processId }) => {
      if (!this.#own.has(processId)) this.#heardAt = this.#now();
    });
    client.on('end', () => {
      this.#listeners.delete(client);
      this.#heardAt = Number.POSITIVE_INFINITY;
    });
    await client.connect();
    this.#heardAt = this.#now();
    if (this.#closed) {
      await client.end();
      throw new Error('closed');
    }
    this.#listeners.add(client);
    if (this.#listened) setTimeout(() => !this.#closed && this.#onGap(), SETTLED_MS).unref();
    this.#listened = true;
    // A connection that is already lost cannot be ended; nothing is left to do.
    return Object.assign(client, { release: () => void client.end().catch(() => undefined) });
  }

  /** After the adapters of all namespaces were closed. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const client of this.#listeners) {
      client.removeAllListeners('end');
      // Lost already: the others and the publisher are still to be closed.
      await client.end().catch(() => undefined);
    }
    await this.#publisher.end();
  }
}

/** The process of Postgres that a connection has, which its notifications name. */
const processOf = (client: pg.PoolClient): number => (client as unknown as { processID: number }).processID;
