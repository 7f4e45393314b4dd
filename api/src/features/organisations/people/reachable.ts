import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { foundBy } from '../../../kernel/privacy/blind-index.ts';
import { Community, Hospital, HospitalCommunity, Resident, Staff } from '../models.ts';
import type { Hold } from './accounts-face.ts';

export interface PersonReference {
  readonly kind: 'staff' | 'resident';
  readonly id: string;
}

/** A person who can be notified, and how. */
export interface ReachablePerson extends PersonReference {
  readonly hospitalId: string | null;
  readonly communityId: string | null;
  /** BCP 47; null where none was chosen. */
  readonly language: string | null;
  /** IANA: that of their hospital or community; null for those of the platform. */
  readonly timezone: string | null;
  /** E.164. */
  readonly phone: string | null;
  /**
   * Whether a message from it may count as theirs: a resident has entered a code that was sent there, while somebody else may have
   * mistyped it before. Staff do not sign in with theirs, and it is theirs.
   */
  readonly phoneProven: boolean;
  /** Of residents only one that they have confirmed. */
  readonly email: string | null;
}

/** Which of the people can be notified, in the order of their ids: residents first. See `OrganisationsFace`. */
export async function reachablePeople(
  uow: UnitOfWork,
  people: readonly PersonReference[],
  hold: Hold = { hold: false },
): Promise<readonly ReachablePerson[]> {
  const idsOf = (kind: PersonReference['kind']) => [
    ...new Set(people.filter((person) => person.kind === kind).map(({ id }) => id)),
  ];
  return [
    ...(await reachableResidents(uow, idsOf('resident'), hold)),
    ...(await reachableStaff(uow, idsOf('staff'))),
  ];
}

async function reachableResidents(
  uow: UnitOfWork,
  ids: readonly string[],
  { hold }: Hold,
): Promise<ReachablePerson[]> {
  if (ids.length === 0) return [];
  const query = Resident.query(uow.trx)
    .whereIn('id', [...ids])
    .where({ active: true })
    .whereNull('erased_at')
    .orderBy('id');
  const rows = await (hold ? query.forKeyShare() : query);
  const zones = await timezones(uow, Community, rows);
  return rows.map(({ id, communityId, language, phone, phoneProvenAt, email, emailProvenAt }) => ({
    kind: 'resident' as const,
    id,
    hospitalId: null,
    communityId,
    language,
    timezone: zones.get(communityId)?.timezone ?? null,
    phone,
    phoneProven: phoneProvenAt !== null,
    email: emailProvenAt === null ? null : email,
  }));
}

async function reachableStaff(uow: UnitOfWork, ids: readonly string[]): Promise<ReachablePerson[]> {
  if (ids.length === 0) return [];
  const rows = await Staff.query(uow.trx)
    .whereIn('id', [...ids])
    .where({ active: true })
    .orderBy('id');
  const hospitals = await timezones(uow, Hospital, rows);
  const communities = await timezones(uow, Community, rows);
  return rows.flatMap(({ id, hospitalId, communityId, language, phone, email }) => {
    const hospital = hospitals.get(hospitalId ?? '');
    // Nobody of a deactivated hospital can sign in.
    if (hospitalId !== null && hospital?.active !== true) return [];
    const timezone = hospital?.timezone ?? communities.get(communityId ?? '')?.timezone ?? null;
    const reached = {
      hospitalId,
      communityId,
      language,
      timezone,
      phone,
      phoneProven: phone !== null,
      email,
    };
    return [{ kind: 'staff' as const, id, ...reached }];
  });
}

/** See `OrganisationsFace`. */
export async function peopleWithPhone(uow: UnitOfWork, phone: string): Promise<readonly ReachablePerson[]> {
  const residents = await Resident.query(uow.trx)
    .select('id')
    .whereIn(...foundBy(Resident, 'phone', [phone]))
    .where({ active: true });
  const staff = await Staff.query(uow.trx)
    .select('id')
    .whereIn(...foundBy(Staff, 'phone', [phone]))
    .where({ active: true });
  const found = await reachablePeople(uow, [
    ...residents.map(({ id }) => ({ kind: 'resident' as const, id })),
    ...staff.map(({ id }) => ({ kind: 'staff' as const, id })),
  ]);
  // An index may be that of an earlier phone: see the migration.
  return found.filter((person) => person.phone === phone);
}

async function timezones(
  uow: UnitOfWork,
  site: typeof Hospital | typeof Community,
  people: readonly { readonly hospitalId?: string | null; readonly communityId?: string | null }[],
): Promise<ReadonlyMap<string, { readonly timezone: string; readonly active: boolean }>> {
  const member = site === Hospital ? 'hospitalId' : 'communityId';
  const ids = new Set(people.map((person) => person[member]).filter((id) => id !== null && id !== undefined));
  if (ids.size === 0) return new Map();
  const rows = await site
    .query(uow.trx)
    .select('id', 'timezone', 'active')
    .whereIn('id', [...ids]);
  return new Map(rows.map(({ id, timezone, active }) => [id, { timezone, active }]));
}

/** See `OrganisationsFace`. */
export async function communitiesServed(uow: UnitOfWork, hospitalId: string): Promise<readonly string[]> {
  const linked = HospitalCommunity.query(uow.trx).select('community_id').where('hospital_id', hospitalId);
  const rows = await Community.query(uow.trx)
    .select('id')
    .where({ active: true })
    .whereIn('id', linked)
    .orderBy('id');
  return rows.map(({ id }) => id);
}

/** See `OrganisationsFace`. */
export async function residentsServed(
  uow: UnitOfWork,
  hospitalId: string,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<readonly string[]> {
  return residentsOfAny(uow, await communitiesServed(uow, hospitalId), { after, limit });
}

/** See `OrganisationsFace`. */
export function residentsOf(
  uow: UnitOfWork,
  communityId: string,
  page: { readonly after: string | null; readonly limit: number },
): Promise<readonly string[]> {
  return residentsOfAny(uow, [communityId], page);
}

async function residentsOfAny(
  uow: UnitOfWork,
  communityIds: readonly string[],
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<readonly string[]> {
  const query = Resident.query(uow.trx)
    .select('id')
    .whereIn('community_id', [...communityIds])
    .where({ active: true })
    .whereNull('erased_at')
    .orderBy('id')
    .limit(limit);
  if (after !== null) query.where('id', '>', after);
  return (await query).map(({ id }) => id);
}
