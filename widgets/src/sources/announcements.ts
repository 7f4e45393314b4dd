import type { Announcement } from '../domain/wire.ts';
import type { SessionSource } from './session.ts';
import { Source } from './source.ts';

/** How many are fetched: older ones are no news. */
const MAX_ANNOUNCEMENTS = 20;

/**
 * What the hospital of the page announces to the person's community, and what the managers of the community do, newest first.
 * Fetched when a person has signed in.
 */
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

  /** Fetches them again, for who was notified of one. */
  refresh(): void {
    if (this.#personId) void this.#fetch(this.#personId);
  }

  #follow(): void {
    const id = this.#session.me?.id;
    if (id === this.#personId) return;
    this.#personId = id;
    this.#show([]);
    this.refresh();
  }

  /** Never rejects: booking works without announcements, and there is nothing the person could do. */
  async #fetch(personId: string): Promise<void> {
    const { client, hospital, me } = this.#session;
    const limit = MAX_ANNOUNCEMENTS;
    const communityId = me?.communityId;
    const pages = await Promise.all([
      // What cannot be reached is left out: the other is shown without it.
      client
        .get('/v1/announcements', { query: { limit, ...(hospital && { hospitalId: hospital.id }) } })
        .catch(() => null),
      // As above; null also for who belongs to no community.
      communityId
        ? client
            .get('/v1/communities/{communityId}/announcements', { path: { communityId }, query: { limit } })
            .catch(() => null)
        : null,
    ]);
    // Signed out meanwhile: nothing of the person is shown again.
    if (personId !== this.#personId || !pages.some(Boolean)) return;
    const all = pages.flatMap((page): readonly Announcement[] => page?.data ?? []);
    this.#show(all.sort((a, b) => (a.publishedAt < b.publishedAt ? 1 : -1)));
  }

  #show(current: readonly Announcement[]): void {
    this.current = current;
    this.changed();
  }
}
