/** The face of announcements: what they tell others, and what may be published. */
import type { UnitOfWork } from '../../kernel/db/unit/unit-of-work.ts';

export { AnnouncementPublished, CommunityAnnouncementPublished } from './events.ts';

export interface NewCommunityAnnouncement {
  readonly communityId: string;
  readonly title: string;
  readonly message: string;
  readonly endsAt: Date | null;
}

/** How many announcements a community can have, in any 24 hours. */
export interface Allowance {
  readonly perDay: number;
  /** Now. */
  readonly left: number;
  /** When the next one can be published; null where one can be now. */
  readonly nextAt: Date | null;
}

export interface AnnouncementsFace {
  /** @throws Problem `not_found`, and `unprocessable` for what could not be published at all. */
  allowance(
    uow: UnitOfWork,
    announcement: Pick<NewCommunityAnnouncement, 'communityId' | 'endsAt'>,
  ): Promise<Allowance>;
  /** Whether an announcement of a hospital, or of the managers of a community, is still shown. */
  isShown(uow: UnitOfWork, by: 'hospital' | 'community', id: string): Promise<boolean>;
}
