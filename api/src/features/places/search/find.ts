import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import {
  distanceMetres,
  likePattern,
  type NamedSite,
  type OrganisationsFace,
  type Point,
} from '../../organisations/index.ts';
import { readPlaceCode } from '../codes.ts';
import { Place } from '../models.ts';

export interface PlaceQuestion {
  /** What is looked for: a name, an address, or a printed code. */
  readonly text: string;
  /** The nearest of equally good results come first. */
  readonly near?: Point | undefined;
  readonly limit: number;
}

export interface FoundPlace {
  readonly kind: 'place' | 'community' | 'hospital';
  readonly id: string;
  readonly name: string;
  readonly communityId: string | null;
  readonly communityName: string | null;
  readonly location: Point & { readonly address: string };
  readonly distanceMetres: number | null;
}

/** Words of a text that are looked for; more only say less. */
const MAX_WORDS = 8;
/** Places that are read before the nearest are taken. */
const MAX_PLACES = 200;
const MAX_DIRECTIONS = 500;

/** Finds what the caller's tenants know: gates, lifts and halls with a code, communities and hospitals. */
export class PlaceFinder {
  readonly #deps: { readonly database: Database; readonly organisations: OrganisationsFace };

  constructor(deps: { readonly database: Database; readonly organisations: OrganisationsFace }) {
    this.#deps = deps;
  }

  /** A code finds its place alone. Otherwise each word must be in the name or directions, or in those of the community. */
  find(principal: Principal, { text, near, limit }: PlaceQuestion): Promise<readonly FoundPlace[]> {
    return this.#deps.database.run(principal, async (uow) => {
      const coded = await this.#withCode(uow, text);
      if (coded.length > 0) return this.#placesOut(uow, coded, near);
      const words = text.split(/\s+/).filter(Boolean).slice(0, MAX_WORDS);
      const sites = await this.#deps.organisations.sitesNaming(uow, words);
      const places = await placesMatching(uow, words, sites);
      const whole = sites.filter(({ matches }) => matches.size === words.length);
      const found = [
        ...whole.flatMap((site) => siteOut(site, near)),
        ...(await this.#placesOut(uow, places, near)),
      ];
      const score = scoreOf(words);
      return found
        .map((one) => ({ one, score: score(one) }))
        .sort((a, b) => b.score - a.score || compareDistance(a.one, b.one))
        .slice(0, limit)
        .map(({ one }) => one);
    });
  }

  async #withCode(uow: UnitOfWork, text: string): Promise<readonly Place[]> {
    const code = readPlaceCode(text);
    return code === null ? [] : Place.query(uow.trx).where({ code, active: true });
  }

  async #placesOut(
    uow: UnitOfWork,
    places: readonly Place[],
    near: Point | undefined,
  ): Promise<readonly FoundPlace[]> {
    const ids = [...new Set(places.map(({ communityId }) => communityId))];
    const names = await this.#deps.organisations.communitiesCalled(uow, ids);
    return places.map(({ id, name, communityId, latitude, longitude, address }) => {
      const communityName = names.get(communityId) ?? null;
      return {
        kind: 'place' as const,
        id,
        name,
        communityId,
        communityName,
        location: { latitude, longitude, address: directions(name, address, communityName) },
        distanceMetres: distanceTo(near, { latitude, longitude }),
      };
    });
  }
}

/** Active places of which each word is in their own text or in that of their community. */
async function placesMatching(
  uow: UnitOfWork,
  words: readonly string[],
  sites: readonly NamedSite[],
): Promise<readonly Place[]> {
  const communities = sites.filter(({ kind }) => kind === 'community');
  const query = Place.query(uow.trx).where('active', true);
  words.forEach((word, index) => {
    const pattern = likePattern(word);
    const named = communities.filter(({ matches }) => matches.has(index)).map(({ id }) => id);
    query.where((either) =>
      either
        .where('name', 'ilike', pattern)
        .orWhere('address', 'ilike', pattern)
        .orWhereIn('community_id', named),
    );
  });
  return query.orderBy('name').orderBy('id').limit(MAX_PLACES);
}

function siteOut(
  { kind, id, name, address, location }: NamedSite,
  near: Point | undefined,
): readonly FoundPlace[] {
  if (location === null) return [];
  const { latitude, longitude } = location;
  const community = kind === 'community';
  return [
    {
      kind,
      id,
      name,
      communityId: community ? id : null,
      communityName: community ? name : null,
      location: { latitude, longitude, address: directions(name, location.address ?? address) },
      distanceMetres: distanceTo(near, { latitude, longitude }),
    },
  ];
}

/** How many words the name itself has. A site named by all of them comes before its places. */
function scoreOf(words: readonly string[]): (found: FoundPlace) => number {
  const wanted = words.map((word) => word.toLowerCase());
  return ({ kind, name }) => {
    const own = name.toLowerCase();
    return wanted.filter((word) => own.includes(word)).length + (kind === 'place' ? 0 : 0.5);
  };
}

function compareDistance(a: FoundPlace, b: FoundPlace): number {
  return (a.distanceMetres ?? 0) - (b.distanceMetres ?? 0);
}

function distanceTo(near: Point | undefined, at: Point): number | null {
  return near === undefined ? null : Math.round(distanceMetres(near, at));
}

/** `Gate 2, behind the reception, Palm Meadows`: what a crew needs to find it. */
function directions(...parts: readonly (string | null)[]): string {
  return parts
    .filter((part) => part !== null && part !== '')
    .join(', ')
    .slice(0, MAX_DIRECTIONS);
}
