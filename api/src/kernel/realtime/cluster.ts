import { createAdapter } from '@socket.io/postgres-adapter';
import pg from 'pg';
import { type BackgroundConnection, clientSettings } from '../coordination/background-connection.ts';
import { describeFailure, type WorkLog } from '../observability/failure.ts';
import { Notifications } from './notifications.ts';

type AdapterFactory = ReturnType<typeof createAdapter>;

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
  #listened = false;
  #closed = false;

  constructor(connection: BackgroundConnection, log: WorkLog, onGap: () => void) {
    this.#onGap = onGap;
    this.#settings = clientSettings(connection, 'kiwimesh realtime');
    this.#publisher = new pg.Pool({ ...this.#settings, max: 1 });
    this.#publisher.on('error', () => undefined);
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

  async #listen(): Promise<pg.Client & { release(): void }> {
    if (this.#closed) throw new Error('closed');
    const client = new pg.Client(this.#settings);
    client.on('error', () => undefined);
    client.on('end', () => this.#listeners.delete(client));
    await client.connect();
    if (this.#closed) {
      await client.end();
      throw new Error('closed');
    }
    this.#listeners.add(client);
    if (this.#listened) setTimeout(() => !this.#closed && this.#onGap(), SETTLED_MS).unref();
    this.#listened = true;
    return Object.assign(client, { release: () => void client.end().catch(() => undefined) });
  }

  /** After the adapters of all namespaces were closed. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const client of this.#listeners) {
      client.removeAllListeners('end');
      await client.end().catch(() => undefined);
    }
    await this.#publisher.end();
  }
}
