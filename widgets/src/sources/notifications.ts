import type { Notification } from '../domain/wire.ts';
import type { SessionSource } from './session.ts';
import { Source } from './source.ts';

const PAGE = 20;

/** What the person was notified of: how much of it they have not read, and the list itself. */
export class NotificationsSource extends Source {
  /** How many are unread; null while that is not known. */
  unread: number | null = null;
  readonly #session: SessionSource;
  /** The id of whom it was read for. */
  #personId: string | undefined;

  constructor(session: SessionSource) {
    super();
    this.#session = session;
    session.addEventListener('change', () => this.#follow());
  }

  /** Reads how many are unread. Never rejects: the list says what is wrong when it is opened. */
  async refresh(): Promise<void> {
    if (this.#session.me) await this.page({ limit: 1 }).catch(() => undefined);
  }

  /** The newest first, a page at a time. */
  async page({
    cursor,
    limit = PAGE,
  }: {
    readonly cursor?: string | undefined;
    readonly limit?: number;
  } = {}) {
    const personId = this.#session.me?.id;
    const query = { limit, ...(cursor && { cursor }) };
    const page = await this.#session.client.get('/v1/notifications', { query });
    if (personId === this.#session.me?.id) this.#show(page.unread);
    return page;
  }

  /** This one and all before it were seen. What came meanwhile stays unread. */
  async markRead({ id }: Notification): Promise<void> {
    const { unread } = await this.#session.client.post('/v1/notifications/read', { body: { upTo: id } });
    this.#show(unread);
  }

  /** Calls back when notifications were added or read, here or on another device. Returns what stops it. */
  follow(onChange: () => void): () => void {
    const live = this.#session.client.live();
    // What changed while the connection was lost is asked for when it is back.
    live.notifications(onChange, { onConnection: (up) => up && onChange() });
    return () => live.close();
  }

  #follow(): void {
    const id = this.#session.me?.id;
    if (id === this.#personId) return;
    this.#personId = id;
    this.#show(null);
    void this.refresh();
  }

  #show(unread: number | null): void {
    if (unread === this.unread) return;
    this.unread = unread;
    this.changed();
  }
}
