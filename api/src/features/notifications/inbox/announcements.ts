import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { subscriber } from '../../../kernel/events/event.ts';
import type { Subscriber } from '../../../kernel/events/subscriber.ts';
import type { JobDefinition } from '../../../kernel/jobs/definition.ts';
import { jobHandler } from '../../../kernel/jobs/job.ts';
import type { JobRequest } from '../../../kernel/payload/job.ts';
import {
  AnnouncementPublished,
  type AnnouncementsFace,
  CommunityAnnouncementPublished,
} from '../../announcements/index.ts';
import type { PersonReference } from '../../organisations/index.ts';
import { TellOfAnnouncement, TellOfCommunityAnnouncement } from '../jobs.ts';
import { OTHER_CLASSES } from '../rules/rules.ts';
import { type Notice, type NotifyDeps, notify } from './notify.ts';

/** Residents in one transaction. */
const BATCH = 500;

interface AnnouncementDeps extends NotifyDeps {
  readonly announcements: Pick<AnnouncementsFace, 'isShown'>;
}

/** Notifies the managers of the communities that a hospital serves at once, and residents in jobs, some hundred each. */
export function announcementSubscribers(deps: NotifyDeps): readonly Subscriber[] {
  return [
    subscriber('notifications.announcements', [AnnouncementPublished], async ({ data }, uow) => {
      const { announcementId, hospitalId } = data;
      const managers: PersonReference[] = [];
      for (const communityId of await deps.organisations.communitiesServed(uow, hospitalId)) {
        const people = await deps.organisations.communityManagers(uow, communityId);
        managers.push(...people.map(({ id }) => ({ kind: 'staff' as const, id })));
      }
      await notify(uow, deps, ofHospital(announcementId, hospitalId), managers);
      uow.enqueue(TellOfAnnouncement.now(announcementId, { announcementId, hospitalId, after: null }));
    }),
    subscriber(
      'notifications.community_announcements',
      [CommunityAnnouncementPublished],
      async ({ data: { announcementId, communityId } }, uow) => {
        const first = { announcementId, communityId, after: null };
        uow.enqueue(TellOfCommunityAnnouncement.now(announcementId, first));
      },
    ),
  ];
}

export function announcementJobs(database: Database, deps: AnnouncementDeps): readonly JobDefinition[] {
  const { organisations, announcements } = deps;
  return [
    jobHandler(TellOfAnnouncement, {
      concurrency: 1,
      handle: ({ announcementId, hospitalId, after }) =>
        database.asSystem('notify of an announcement', async (uow) => {
          // Withdrawn before all were notified; the same below.
          if (!(await announcements.isShown(uow, 'hospital', announcementId))) return;
          const ids = await organisations.residentsServed(uow, hospitalId, { after, limit: BATCH });
          await notifyResidents(uow, deps, ofHospital(announcementId, hospitalId), ids, (last) =>
            TellOfAnnouncement.now(`${announcementId}:${last}`, { announcementId, hospitalId, after: last }),
          );
        }),
    }),
    jobHandler(TellOfCommunityAnnouncement, {
      concurrency: 1,
      handle: ({ announcementId, communityId, after }) =>
        database.asSystem('notify of an announcement', async (uow) => {
          if (!(await announcements.isShown(uow, 'community', announcementId))) return;
          const ids = await organisations.residentsOf(uow, communityId, { after, limit: BATCH });
          await notifyResidents(uow, deps, ofCommunity(announcementId), ids, (last) =>
            TellOfCommunityAnnouncement.now(`${announcementId}:${last}`, {
              ...{ announcementId, communityId, after: last },
            }),
          );
        }),
    }),
  ];
}

/** @param next the job of those after the last; ordered where there may be more. */
async function notifyResidents(
  uow: UnitOfWork,
  deps: NotifyDeps,
  notice: Notice,
  ids: readonly string[],
  next: (last: string) => JobRequest,
): Promise<void> {
  await notify(
    uow,
    deps,
    notice,
    ids.map((id) => ({ kind: 'resident', id })),
  );
  const last = ids.at(-1);
  if (last !== undefined && ids.length === BATCH) uow.enqueue(next(last));
}

const ofHospital = (announcementId: string, hospitalId: string): Notice => ({
  source: `announcement:${announcementId}`,
  class: OTHER_CLASSES.announcement_published,
  template: 'announcement_published',
  data: {},
  record: { type: 'announcement', id: announcementId },
  hospitalId,
  expiresAt: null,
});

const ofCommunity = (announcementId: string): Notice => ({
  source: `community-announcement:${announcementId}`,
  class: OTHER_CLASSES.community_announcement,
  template: 'community_announcement',
  data: {},
  record: { type: 'community_announcement', id: announcementId },
  hospitalId: null,
  expiresAt: null,
});
