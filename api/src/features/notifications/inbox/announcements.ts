import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { subscriber } from '../../../kernel/events/event.ts';
import type { Subscriber } from '../../../kernel/events/subscriber.ts';
import type { JobDefinition } from '../../../kernel/jobs/definition.ts';
import { jobHandler } from '../../../kernel/jobs/job.ts';
import { AnnouncementPublished } from '../../announcements/index.ts';
import type { PersonReference } from '../../organisations/index.ts';
import { TellOfAnnouncement } from '../jobs.ts';
import { OTHER_CLASSES } from '../rules/rules.ts';
import { type Notice, type NotifyDeps, notify } from './notify.ts';

/** Residents in one transaction. */
const BATCH = 500;

interface Announced {
  readonly announcementId: string;
  readonly hospitalId: string;
}

/** Notifies the managers of the communities that the hospital serves at once, and residents in jobs, some hundred each. */
export function announcementSubscriber(deps: NotifyDeps): Subscriber {
  return subscriber('notifications.announcements', [AnnouncementPublished], async ({ data }, uow) => {
    const { announcementId, hospitalId } = data;
    const managers: PersonReference[] = [];
    for (const communityId of await deps.organisations.communitiesServed(uow, hospitalId)) {
      const people = await deps.organisations.communityManagers(uow, communityId);
      managers.push(...people.map(({ id }) => ({ kind: 'staff' as const, id })));
    }
    await notify(uow, deps, noticeOf(data), managers);
    uow.enqueue(TellOfAnnouncement.now(announcementId, { announcementId, hospitalId, after: null }));
  });
}

export function announcementJob(database: Database, deps: NotifyDeps): JobDefinition {
  return jobHandler(TellOfAnnouncement, {
    concurrency: 1,
    handle: (data) =>
      database.asSystem('notify of an announcement', (uow) => notifyNext(uow, deps, data, data.after)),
  });
}

async function notifyNext(
  uow: UnitOfWork,
  deps: NotifyDeps,
  announced: Announced,
  after: string | null,
): Promise<void> {
  const { announcementId, hospitalId } = announced;
  const ids = await deps.organisations.residentsServed(uow, hospitalId, { after, limit: BATCH });
  await notify(
    uow,
    deps,
    noticeOf(announced),
    ids.map((id) => ({ kind: 'resident', id })),
  );
  const last = ids.at(-1);
  if (last === undefined || ids.length < BATCH) return;
  uow.enqueue(
    TellOfAnnouncement.now(`${announcementId}:${last}`, { announcementId, hospitalId, after: last }),
  );
}

function noticeOf({ announcementId, hospitalId }: Announced): Notice {
  return {
    source: `announcement:${announcementId}`,
    class: OTHER_CLASSES.announcement_published,
    template: 'announcement_published',
    data: {},
    record: { type: 'announcement', id: announcementId },
    hospitalId,
    expiresAt: null,
  };
}
