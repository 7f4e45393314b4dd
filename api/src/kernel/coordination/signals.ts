import { BackgroundClient } from './background-client.ts';
import type { BackgroundConnection } from './background-connection.ts';

/** A cut cable sends no error: a connection that does not answer within this many milliseconds counts as lost. */
const HEARTBEAT_MS = 1_000;

/**
 * Signals between API processes: a session was ended, a key changed. While the connection is down no signal arrives and
 * `connected` is false: caches must not be used then. After each connection every listener is called with null, since any
 * signal may have been missed.
 */
export class Signals {
  readonly #listeners = new Map<string, (payload: string | null) => void>();
  readonly #client: BackgroundClient;

  constructor(connection: BackgroundConnection) {
    const listeners = this.#listeners;
    this.#client = new BackgroundClient(
      connection,
      'kiwimesh signals',
      {
        channels: () => listeners.keys(),
        notified: (channel, payload) => listeners.get(channel)?.(payload),
        connected: () => {
          for (const listener of listeners.values()) listener(null);
        },
      },
      HEARTBEAT_MS,
    );
  }

  get connected(): boolean {
    return this.#client.connected;
  }

  /** Register before {@link open}; one listener per channel. */
  on(channel: string, listener: (payload: string | null) => void): void {
    this.#listeners.set(channel, listener);
  }

  /** @throws when Postgres cannot be reached; it reconnects by itself after later losses. */
  open(): Promise<void> {
    return this.#client.open();
  }

  close(): Promise<void> {
    return this.#client.close();
  }
}
