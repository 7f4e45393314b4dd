import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { Page, PageRequest } from '../../../kernel/ground/paging.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import type { Realtime } from '../../../kernel/realtime/realtime.ts';
import { newestPage, whereGiven } from '../../../kernel/tenancy/lists.ts';
import { updateOne, updateRows } from '../../../kernel/tenancy/written-rows.ts';
import type { OrganisationsFace, PersonReference } from '../../organisations/index.ts';
import { Notification, NotificationDelivery } from '../models.ts';
import type { NotificationClass } from '../rules/classes.ts';
import { keyOf } from '../rules/recipients.ts';
import type { Wording } from '../templates/texts.ts';
import { ANYONE, type Wordings } from '../templates/wordings.ts';
import { announce } from './notify.ts';

export interface InboxDeps {
  readonly database: Database;
  readonly organisations: OrganisationsFace;
  readonly realtime: Realtime;
  readonly wordings: Wordings;
}

/** A notification in the words of its reader. */
export interface WordedNotification {
  readonly row: Notification;
  readonly wording: Wording;
}

export interface InboxFilter extends PageRequest {
  readonly unread?: boolean | undefined;
  readonly class?: NotificationClass | undefined;
}

/** A notification to the caller. */
export class Inbox {
  readonly #deps: InboxDeps;

  constructor(deps: InboxDeps) {
    this.#deps = deps;
  }

  /** A page of the caller's notifications, newest first, and how many they have not read: of all, whatever the filter. */
  list(
    principal: Principal,
    { unread, class: ofClass, ...page }: InboxFilter,
  ): Promise<Page<WordedNotification> & { readonly unread: number }> {
    return this.#deps.database.run(principal, async (uow) => {
      const query = Notification.query(uow.trx);
      whereGiven(query, { class: ofClass });
      if (unread === true) query.whereNull('read_at');
      if (unread === false) query.whereNotNull('read_at');
      const { data, nextCursor } = await newestPage(query, page);
      return { data: await this.#worded(uow, principal, data), nextCursor, unread: await unreadIn(uow) };
    });
  }

  /** A second time changes nothing. @throws Problem `not_found`. */
  read(principal: Principal, id: string): Promise<WordedNotification> {
    return this.#deps.database.run(principal, async (uow) => {
      const row = await Notification.query(uow.trx).findById(id).forUpdate();
      if (row === undefined) throw new Problem('not_found', { detail: 'There is no such notification.' });
      const unread = row.readAt === null;
      const read = unread
        ? await updateOne(Notification.query(uow.trx).findById(id), { readAt: uow.now })
        : row;
      if (unread) this.#announceRead(uow, principal);
      const [worded] = await this.#worded(uow, principal, [read]);
      if (worded === undefined) throw new Error('one notification has one wording');
      return worded;
    });
  }

  /**
   * Marks one and all before it as read: what has come meanwhile, and was not seen, stays unread.
   * @returns how many are unread now. @throws Problem `not_found`.
   */
  readUpTo(principal: Principal, id: string): Promise<number> {
    return this.#deps.database.run(principal, async (uow) => {
      const newest = await Notification.query(uow.trx).findById(id);
      if (newest === undefined) throw new Problem('not_found', { detail: 'There is no such notification.' });
      const unread = Notification.query(uow.trx).whereNull('read_at').where('id', '<=', id);
      const read = await updateRows(unread, { readAt: uow.now });
      if (read.length > 0) this.#announceRead(uow, principal);
      return unreadIn(uow);
    });
  }

  /** How it was sent, in the order of the channels. @throws Problem `not_found`. */
  deliveries(principal: Principal, id: string): Promise<readonly NotificationDelivery[]> {
    return this.#deps.database.run(principal, async (uow) => {
      const row = await Notification.query(uow.trx).findById(id);
      if (row === undefined) throw new Problem('not_found', { detail: 'There is no such notification.' });
      return NotificationDelivery.query(uow.trx).where({ notification_id: id }).orderBy('id');
    });
  }

  #announceRead(uow: UnitOfWork, principal: Principal): void {
    const { realtime } = this.#deps;
    const room = keyOf(personOf(principal));
    uow.afterCommit(() => announce(realtime, [room], 'read', uow.now, null));
  }

  /** In the language and zone of the caller. */
  async #worded(
    uow: UnitOfWork,
    principal: Principal,
    rows: readonly Notification[],
  ): Promise<readonly WordedNotification[]> {
    const { organisations, wordings } = this.#deps;
    const [reader] = await organisations.reachablePeople(uow, [personOf(principal)]);
    const words = await wordings.wordingsOf(uow, rows, reader ?? ANYONE);
    return rows.flatMap((row, at) => {
      const wording = words[at];
      return wording === undefined ? [] : [{ row, wording }];
    });
  }
}

function personOf(principal: Principal): PersonReference {
  if (principal.kind === 'staff' || principal.kind === 'resident') {
    return { kind: principal.kind, id: principal.id };
  }
  throw new Problem('role_not_allowed', { detail: 'Notifications are read by people who signed in.' });
}

const unreadIn = (uow: UnitOfWork): Promise<number> =>
  Notification.query(uow.trx).whereNull('read_at').resultSize();
