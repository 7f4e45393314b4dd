import type { Announcement } from '../domain/wire.ts';
import type { SessionSource } from './session.ts';
import { Source } from './source.ts';

/** How many are fetched: older ones are no news. */
const MAX_ANNOUNCEMENTS = 20;

/** What the hospital of the page announces to the person's community. Fetched when a person has signed in. */
export class AnnouncementsSource extends Source {
  current: readonly Announcement[] = [];
  readonly #session: SessionSource;
  /** The id of whom they were fetched for. */
  #personId: string | undefined;

  constructor(session: SessionSource) {
    super();
    this.#session = session;
    session.addEventListener('change', () => this.#follow());
  }

  #follow(): void {
    const id = this.#session.me?.id;
    if (id === this.#personId) return;
    this.#personId = id;
    this.#show([]);
    if (id !== undefined) void this.#fetch(id);
  }

  /** Never rejects: booking works without announcements, and there is nothing the person could do. */
  async #fetch(personId: string): Promise<void> {
    const { client, hospital } = this.#session;
    const query = { limit: MAX_ANNOUNCEMENTS, ...(hospital && { hospitalId: hospital.id }) };
    const page = await client.get('/v1/announcements', { query }).catch(() => null);
    // Signed out meanwhile: nothing of the person is shown again.
    if (page && personId === this.#personId) this.#show(page.data);
  }

  #show(current: readonly Announcement[]): void {
    this.current = current;
    this.changed();
  }
}
