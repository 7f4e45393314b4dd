import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Community, Hospital } from '../models.ts';
import { likePattern } from '../records.ts';
import type { NamedSite, OrganisationsFace } from './directory-face.ts';
import { placeOfSite } from './place.ts';

/** Sites of a kind that are read: a short word names more than a person looks through. */
const MAX_SITES = 200;
const KINDS = [
  ['community', Community],
  ['hospital', Hospital],
] as const;

export const sitesNaming: OrganisationsFace['sitesNaming'] = async (uow, words) => {
  const found: NamedSite[] = [];
  for (const [kind, Site] of KINDS) {
    const rows = await matching(uow, Site, words);
    for (const row of rows) {
      const { id, name, address } = row;
      found.push({ kind, id, name, address, location: placeOfSite(row), matches: matchesIn(row, words) });
    }
  }
  return found.sort((a, b) => b.matches.size - a.matches.size);
};

export const communitiesCalled: OrganisationsFace['communitiesCalled'] = async (uow, ids) => {
  const rows = await Community.query(uow.trx)
    .whereIn('id', [...ids])
    .select('id', 'name');
  return new Map(rows.map(({ id, name }) => [id, name]));
};

function matching(uow: UnitOfWork, Site: typeof Community | typeof Hospital, words: readonly string[]) {
  return Site.query(uow.trx)
    .where('active', true)
    .where((any) => {
      for (const pattern of words.map(likePattern)) {
        any.orWhere('name', 'ilike', pattern).orWhere('address', 'ilike', pattern);
      }
    })
    .orderBy('name')
    .limit(MAX_SITES);
}

function matchesIn(
  { name, address }: { readonly name: string; readonly address: string | null },
  words: readonly string[],
): ReadonlySet<number> {
  const text = `${name} ${address ?? ''}`.toLowerCase();
  return new Set(words.flatMap((word, index) => (text.includes(word.toLowerCase()) ? [index] : [])));
}
