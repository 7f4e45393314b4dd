import { v7 } from 'uuid';
import type { Principal } from '../../kernel/auth/principal.ts';
import { systemScope } from '../../kernel/auth/scope.ts';
import type { Database } from '../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../kernel/db/unit/unit-of-work.ts';
import type { Page, PageRequest } from '../../kernel/ground/paging.ts';
import { Problem } from '../../kernel/ground/problem.ts';
import type { JobDefinition } from '../../kernel/jobs/definition.ts';
import { jobHandler } from '../../kernel/jobs/job.ts';
import { newestPage, whereGiven } from '../../kernel/tenancy/lists.ts';
import { updateOne } from '../../kernel/tenancy/written-rows.ts';
import type { OrganisationsFace } from '../organisations/index.ts';
import { AnnouncementEnded, AnnouncementPublished } from './events.ts';
import { EndAnnouncement } from './jobs.ts';
import { Announcement } from './models.ts';
import { isShown, whereShown } from './shown.ts';

export interface AnnouncementsNeeds {
  readonly database: Database;
  readonly organisations: OrganisationsFace;
}

export interface NewAnnouncement {
  readonly hospitalId: string;
  readonly title: string;
  readonly message: string;
  readonly endsAt: Date | null;
}

/** @throws Problem `unprocessable` for an announcement that would have ended already. */
export function checkEnd(endsAt: Date | null, now: Date): void {
  if (endsAt === null || endsAt > now) return;
  const detail = 'Send a time in the future, or null to show it until it is withdrawn.';
  throw new Problem('unprocessable', { detail, errors: [{ pointer: '/endsAt', detail }] });
}

/** Notices that hospitals publish to the communities they serve. */
export class Announcements {
  readonly #deps: AnnouncementsNeeds;

  constructor(deps: AnnouncementsNeeds) {
    this.#deps = deps;
  }

  /** A page of the current announcements within the caller's reach, newest first. */
  async list(
    principal: Principal,
    { hospitalId, ...page }: PageRequest & { readonly hospitalId?: string | undefined },
  ): Promise<Page<Announcement>> {
    return this.#deps.database.run(principal, async (uow) => {
      const query = Announcement.query(uow.trx);
      whereShown(query, uow.now);
      whereGiven(query, { hospital_id: hospitalId });
      return newestPage(query, page);
    });
  }

  /**
   * Publishes at once.
   * @throws Problem `not_found` for a hospital outside the caller's reach; `unprocessable` for a deactivated hospital, and
   *   for one that would end before now.
   */
  async publish(principal: Principal, fields: NewAnnouncement): Promise<Announcement> {
    return this.#deps.database.run(principal, async (uow) => {
      const { active } = await this.#deps.organisations.hospitalOf(uow, fields.hospitalId);
      if (!active) throw new Problem('unprocessable', { detail: 'The hospital is deactivated.' });
      checkEnd(fields.endsAt, uow.now);
      const row = await Announcement.query(uow.trx)
        .insert({ id: v7(), ...fields, publishedAt: uow.now, endedAt: null })
        .returning('*');
      const { id: announcementId, hospitalId, endsAt } = row;
      uow.emit(
        AnnouncementPublished(announcementId, {
          announcementId,
          hospitalId,
          endsAt: endsAt?.toISOString() ?? null,
        }),
      );
      if (endsAt !== null) uow.enqueue(EndAnnouncement.at(announcementId, { announcementId }, endsAt));
      return row;
    });
  }

  /** Ends the announcement now; one that has ended stays as it is. @throws Problem `not_found`. */
  async withdraw(principal: Principal, id: string): Promise<void> {
    await this.#deps.database.run(principal, async (uow) => {
      const row = await Announcement.query(uow.trx).findById(id).forUpdate();
      if (row === undefined) throw new Problem('not_found', { detail: 'There is no such announcement.' });
      if (row.endedAt !== null) return;
      await end(uow, row, 'withdrawn');
      uow.cancel(EndAnnouncement, id);
    });
  }

  async isShown(uow: UnitOfWork, id: string): Promise<boolean> {
    const row = await Announcement.query(uow.trx).findById(id);
    return row !== undefined && isShown(row, uow.now);
  }

  job(): JobDefinition {
    return jobHandler(EndAnnouncement, {
      handle: ({ announcementId }) =>
        this.#deps.database.run(systemScope('end an announcement'), async (uow) => {
          const row = await Announcement.query(uow.trx).findById(announcementId).forUpdate();
          if (row !== undefined && row.endedAt === null) await end(uow, row, 'expired');
        }),
    });
  }
}

async function end(uow: UnitOfWork, { id, hospitalId }: Announcement, reason: 'expired' | 'withdrawn') {
  await updateOne(Announcement.query(uow.trx).findById(id), { endedAt: uow.now });
  uow.emit(AnnouncementEnded(id, { announcementId: id, hospitalId, reason }));
}
