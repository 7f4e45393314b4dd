import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { insertMissing } from '../../../kernel/tenancy/written-rows.ts';
import { emitLinkEvent } from '../events.ts';
import { Community, Hospital, HospitalCommunity } from '../models.ts';
import { notFound } from '../records.ts';

export interface Link {
  readonly hospitalId: string;
  readonly communityId: string;
}

/** Which hospital serves which community; each call is one unit of work. */
export class LinkService {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Links the two; linking them again changes nothing. @throws Problem `not_found`. */
  link(principal: Principal, link: Link): Promise<void> {
    return this.#database.run(principal, async (uow) => {
      const { hospitalId, communityId } = link;
      if ((await Hospital.query(uow.trx).findById(hospitalId)) === undefined) throw notFound('hospital');
      if ((await Community.query(uow.trx).findById(communityId)) === undefined) throw notFound('community');
      await addLinks(uow, [link]);
    });
  }

  /** @throws Problem `not_found` when there is no such link. */
  unlink(principal: Principal, link: Link): Promise<void> {
    return this.#database.run(principal, async (uow) => {
      const deleted = await HospitalCommunity.query(uow.trx)
        .delete()
        .where('hospital_id', link.hospitalId)
        .where('community_id', link.communityId);
      if (deleted === 0) throw notFound('link between this hospital and this community');
      emitLinkEvent(uow, link, 'unlinked');
    });
  }
}

/** Adds the links that do not exist yet, in one statement. */
export async function addLinks(uow: UnitOfWork, links: readonly Link[]): Promise<void> {
  const rows = links.map((link) => ({ ...link, createdAt: uow.now }));
  const added = await insertMissing(HospitalCommunity.query(uow.trx), rows, ['hospital_id', 'community_id']);
  for (const { hospitalId, communityId } of added) {
    emitLinkEvent(uow, { hospitalId, communityId }, 'linked');
  }
}
