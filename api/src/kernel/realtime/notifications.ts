/** What the adapter sends for each message. */
const NOTIFY = 'SELECT pg_notify($1, $2)';
const NOTIFY_ALL =
  'select pg_notify(channel, payload) from unnest($1::text[], $2::text[]) as given (channel, payload)';

/** Messages that come within so many milliseconds of those before are sent together. */
const GATHER_MS = 20;
/** Messages in one statement, each up to 8,000 bytes. */
const MAX_TOGETHER = 100;

type Query = (text: string, values: unknown[]) => Promise<unknown>;

interface Waiting {
  readonly channel: string;
  readonly payload: string;
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * Sends many notifications in one transaction, in their order: each costs a round trip and a commit, and calls that are
 * being spoken publish hundreds a second. A message after a pause is sent at once.
 */
export class Notifications {
  readonly #query: Query;
  #waiting: Waiting[] = [];
  #timer: NodeJS.Timeout | undefined;
  #sentAt = Number.NEGATIVE_INFINITY;

  constructor(query: Query) {
    this.#query = query;
  }

  /** @returns undefined for what is no notification. */
  take(text: string, values: readonly unknown[]): Promise<void> | undefined {
    const [channel, payload] = values;
    if (text !== NOTIFY || typeof channel !== 'string' || typeof payload !== 'string') return undefined;
    return new Promise((resolve, reject) => {
      this.#waiting.push({ channel, payload, resolve, reject });
      const pauseMs = this.#sentAt + GATHER_MS - performance.now();
      if (pauseMs <= 0 || this.#waiting.length >= MAX_TOGETHER) this.#send();
      else this.#timer ??= setTimeout(() => this.#send(), pauseMs);
    });
  }

  #send(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#sentAt = performance.now();
    // Queries of one connection are sent in their order.
    for (const together of parts(this.#waiting.splice(0))) void this.#sendTogether(together);
  }

  async #sendTogether(together: readonly Waiting[]): Promise<void> {
    try {
      await this.#query(NOTIFY_ALL, [
        together.map(({ channel }) => channel),
        together.map(({ payload }) => payload),
      ]);
      for (const { resolve } of together) resolve();
    } catch (error) {
      for (const { reject } of together) reject(error);
    }
  }
}

/** Postgres sends what is the same in one transaction once: the second of two is in another. */
function parts(waiting: readonly Waiting[]): Waiting[][] {
  const all: Waiting[][] = [];
  let seen = new Set<string>();
  for (const one of waiting) {
    const message = `${one.channel} ${one.payload}`;
    if (all.length === 0 || seen.has(message)) {
      all.push([]);
      seen = new Set();
    }
    seen.add(message);
    all.at(-1)?.push(one);
  }
  return all;
}
