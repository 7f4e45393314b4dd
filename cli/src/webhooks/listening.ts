import type { components } from '@kiwimesh/openapi/types';
import type { Kiwimesh } from '@kiwimesh/sdk';

export type RecordedEvent = components['schemas']['WebhookEventRecord'];
export type Envelope = RecordedEvent['event'];

/** What is delivered again although it was seen: by the service's promise a minute, here some more. */
const REMEMBERED_MS = 300_000;

/**
 * The events that are recorded from now on, oldest first, each once: the service keeps them for webhooks, whether or not
 * an endpoint has chosen them.
 */
export class RecordedEvents {
  readonly #kiwi: Kiwimesh;
  readonly #query: { readonly eventType?: string | undefined; readonly hospitalId?: string | undefined };
  /** The newest `recordedAt` received. */
  #since: string | undefined;
  #from = 0;
  /** Ids of the last minutes, with when they were recorded. */
  readonly #seen = new Map<string, number>();

  constructor(
    kiwi: Kiwimesh,
    query: { readonly eventType?: string | undefined; readonly hospitalId?: string | undefined } = {},
  ) {
    this.#kiwi = kiwi;
    this.#query = query;
  }

  /** Begins with what was recorded at `since` or later; without it after what was recorded so far. */
  async begin(since?: string): Promise<void> {
    if (since !== undefined) {
      this.#since = since;
      this.#from = Date.parse(since);
      return;
    }
    const newest = await this.#kiwi.get('/v1/webhook-events', { query: { ...this.#query, limit: 1 } });
    this.#since = newest.data[0]?.recordedAt ?? '2026-01-01T00:00:00Z';
    await this.next();
  }

  /** What was recorded since the last call. */
  async next(): Promise<readonly Envelope[]> {
    const fresh: Envelope[] = [];
    const query = { ...this.#query, updatedSince: this.#since, limit: 200 };
    for await (const { event, recordedAt } of this.#kiwi.pages('/v1/webhook-events', { query })) {
      this.#since = recordedAt;
      if (this.#seen.has(event.id) || Date.parse(recordedAt) < this.#from) continue;
      this.#seen.set(event.id, Date.parse(recordedAt));
      fresh.push(event);
    }
    const oldest = Date.parse(this.#since ?? '') - REMEMBERED_MS;
    for (const [id, at] of this.#seen) if (at < oldest) this.#seen.delete(id);
    return fresh;
  }
}
