import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { insertMissing } from '../../../kernel/tenancy/written-rows.ts';
import { linked } from '../events.ts';
import { Community, Hospital, HospitalCommunity } from '../models.ts';
import { notFound } from '../sites/amend.ts';

/** Says that the hospital serves the community; quiet when it already does. @throws Problem `not_found`. */
export async function linkCommunity(uow: UnitOfWork, hospitalId: string, communityId: string): Promise<void> {
  if ((await Hospital.query(uow.trx).findById(hospitalId)) === undefined) throw notFound('hospital');
  if ((await Community.query(uow.trx).findById(communityId)) === undefined) throw notFound('community');
  const made = await linkPairs(uow, [{ hospitalId, communityId }]);
  for (const pair of made) linked(uow, pair.hospitalId, pair.communityId, 'linked');
}

export interface LinkPair {
  readonly hospitalId: string;
  readonly communityId: string;
}

/** Adds links that are not there yet, in one statement. @returns those that are new. */
export async function linkPairs(uow: UnitOfWork, pairs: readonly LinkPair[]): Promise<readonly LinkPair[]> {
  const rows = pairs.map((pair) => ({ ...pair, createdAt: uow.now }));
  return insertMissing(HospitalCommunity.query(uow.trx), rows, ['hospital_id', 'community_id']);
}

/** @throws Problem `not_found` when there is no such link. */
export async function unlinkCommunity(
  uow: UnitOfWork,
  hospitalId: string,
  communityId: string,
): Promise<void> {
  const gone = await HospitalCommunity.query(uow.trx)
    .delete()
    .where('hospital_id', hospitalId)
    .where('community_id', communityId);
  if (gone === 0) throw notFound('link between this hospital and this community');
  linked(uow, hospitalId, communityId, 'unlinked');
}
