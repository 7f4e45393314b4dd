import { v7 } from 'uuid';
import type { Principal } from '../../../kernel/auth/principal.ts';
import { lockKey, lockKeys } from '../../../kernel/coordination/locks.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { Page, PageRequest } from '../../../kernel/ground/paging.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import type { JobDefinition } from '../../../kernel/jobs/definition.ts';
import { jobHandler } from '../../../kernel/jobs/job.ts';
import { newestPage } from '../../../kernel/tenancy/lists.ts';
import { updateOne } from '../../../kernel/tenancy/written-rows.ts';
import { CommunityAnnouncementEnded, CommunityAnnouncementPublished } from '../events.ts';
import type { Allowance, NewCommunityAnnouncement } from '../index.ts';
import { EndCommunityAnnouncement } from '../jobs.ts';
import { CommunityAnnouncement } from '../models.ts';
import { type AnnouncementsNeeds, checkEnd } from '../service.ts';
import type { AnnouncementSettings } from '../settings.ts';
import { isShown, whereShown } from '../shown.ts';

const DAY_MS = 24 * 3_600_000;

/** Notices of managers to their community. So that people keep reading them, there are only a few a day. */
export class CommunityAnnouncements {
  readonly #deps: AnnouncementsNeeds;
  readonly #settings: AnnouncementSettings;

  constructor(deps: AnnouncementsNeeds, settings: AnnouncementSettings) {
    this.#deps = deps;
    this.#settings = settings;
  }

  /** A page of those that have not ended, newest first. @throws Problem `not_found`. */
  list(principal: Principal, communityId: string, page: PageRequest): Promise<Page<CommunityAnnouncement>> {
    const { database, organisations } = this.#deps;
    return database.run(principal, async (uow) => {
      await organisations.communityOf(uow, communityId);
      const query = CommunityAnnouncement.query(uow.trx).where({ community_id: communityId });
      whereShown(query, uow.now);
      return newestPage(query, page);
    });
  }

  /** Publishes at once. @throws Problem `not_found`, `unprocessable`, and `rate_limited` with the time of the next. */
  publish(principal: Principal, fields: NewCommunityAnnouncement): Promise<CommunityAnnouncement> {
    return this.#deps.database.run(principal, async (uow) => {
      const { communityId } = fields;
      await lockKeys(uow, [lockKey(`announcements of ${communityId}`)]);
      const { perDay, nextAt } = await this.allowance(uow, fields);
      if (nextAt !== null) throw limited(perDay, nextAt, uow.now);
      const row = await CommunityAnnouncement.query(uow.trx)
        .insert({ id: v7(), ...fields, publishedAt: uow.now, endedAt: null })
        .returning('*');
      const { id: announcementId, endsAt } = row;
      const data = { announcementId, communityId, endsAt: endsAt?.toISOString() ?? null };
      uow.emit(CommunityAnnouncementPublished(announcementId, data));
      if (endsAt !== null)
        uow.enqueue(EndCommunityAnnouncement.at(announcementId, { announcementId }, endsAt));
      return row;
    });
  }

  /** Ends it now; one that has ended stays as it is. @throws Problem `not_found`. */
  withdraw(principal: Principal, communityId: string, id: string): Promise<void> {
    return this.#deps.database.run(principal, async (uow) => {
      const row = await CommunityAnnouncement.query(uow.trx).findById(id).forUpdate();
      if (row === undefined || row.communityId !== communityId) {
        throw new Problem('not_found', { detail: 'There is no such announcement.' });
      }
      if (row.endedAt !== null) return;
      await end(uow, row, 'withdrawn');
      uow.cancel(EndCommunityAnnouncement, id);
    });
  }

  async allowance(
    uow: UnitOfWork,
    { communityId, endsAt }: Pick<NewCommunityAnnouncement, 'communityId' | 'endsAt'>,
  ): Promise<Allowance> {
    const { active } = await this.#deps.organisations.communityOf(uow, communityId);
    if (!active) throw new Problem('unprocessable', { detail: 'The community is deactivated.' });
    checkEnd(endsAt, uow.now);
    const { perDay } = this.#settings;
    const newest = await CommunityAnnouncement.query(uow.trx)
      .where({ community_id: communityId })
      .where('published_at', '>', new Date(uow.now.getTime() - DAY_MS))
      .orderBy('published_at', 'desc')
      .limit(perDay);
    // With the oldest of these a day ago there is room for one more.
    const oldest = newest[perDay - 1];
    const nextAt = oldest === undefined ? null : new Date(oldest.publishedAt.getTime() + DAY_MS);
    return { perDay, left: perDay - newest.length, nextAt };
  }

  async isShown(uow: UnitOfWork, id: string): Promise<boolean> {
    const row = await CommunityAnnouncement.query(uow.trx).findById(id);
    return row !== undefined && isShown(row, uow.now);
  }

  job(): JobDefinition {
    return jobHandler(EndCommunityAnnouncement, {
      handle: ({ announcementId }) =>
        this.#deps.database.asSystem('end an announcement', async (uow) => {
          const row = await CommunityAnnouncement.query(uow.trx).findById(announcementId).forUpdate();
          if (row !== undefined && row.endedAt === null) await end(uow, row, 'expired');
        }),
    });
  }
}

async function end(
  uow: UnitOfWork,
  { id, communityId }: CommunityAnnouncement,
  reason: 'expired' | 'withdrawn',
): Promise<void> {
  await updateOne(CommunityAnnouncement.query(uow.trx).findById(id), { endedAt: uow.now });
  uow.emit(CommunityAnnouncementEnded(id, { announcementId: id, communityId, reason }));
}

function limited(perDay: number, nextAt: Date, now: Date): Problem {
  const seconds = Math.max(1, Math.ceil((nextAt.getTime() - now.getTime()) / 1_000));
  return new Problem('rate_limited', {
    detail: `A community can have ${perDay} announcements in 24 hours; the next one from ${nextAt.toISOString()} on.`,
    headers: { 'Retry-After': String(seconds) },
  });
}
