import { v7 } from 'uuid';
import type { Principal } from '../../kernel/auth/principal.ts';
import type { Database } from '../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../kernel/db/unit/unit-of-work.ts';
import type { Page, PageRequest } from '../../kernel/ground/paging.ts';
import { checkVersion } from '../../kernel/ground/versions.ts';
import { newestPage } from '../../kernel/tenancy/lists.ts';
import { updateOne } from '../../kernel/tenancy/written-rows.ts';
import type { OrganisationsFace } from '../organisations/index.ts';
import { newPlaceCode } from './codes.ts';
import { PlaceAdded, PlaceCodeRotated, PlaceUpdated } from './events.ts';
import { Place } from './models.ts';
import { notFound, whereUnique } from './problems.ts';

export interface PlaceFields {
  readonly name: string;
  readonly location: {
    readonly latitude: number;
    readonly longitude: number;
    readonly address?: string | undefined;
  };
}

export interface PlaceChanges extends Partial<PlaceFields> {
  readonly active?: boolean;
}

interface Deps {
  readonly database: Database;
  readonly organisations: OrganisationsFace;
}

/** The places of communities; each call is one unit of work in the caller's scope. */
export class PlaceRegister {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** @throws Problem `not_found` for a community out of reach. */
  list(principal: Principal, communityId: string, page: PageRequest): Promise<Page<Place>> {
    return this.#deps.database.run(principal, async (uow) => {
      await this.#deps.organisations.communityOf(uow, communityId);
      return newestPage(Place.query(uow.trx).where({ community_id: communityId }), page);
    });
  }

  /** @throws Problem `not_found` */
  get(principal: Principal, id: string): Promise<Place> {
    return this.#deps.database.run(principal, (uow) => found(uow, id));
  }

  /** @throws Problem `not_found` for a community out of reach, `already_exists` for the name of another place. */
  create(principal: Principal, communityId: string, fields: PlaceFields): Promise<Place> {
    return this.#deps.database.run(principal, async (uow) => {
      await this.#deps.organisations.communityOf(uow, communityId);
      const row = await withFreeName(() =>
        Place.query(uow.trx)
          .insert({
            id: v7(),
            communityId,
            ...columnsOf(fields),
            code: newPlaceCode(),
            codeSince: uow.now,
            active: true,
            version: 1,
            createdAt: uow.now,
            updatedAt: uow.now,
          })
          .returning('*'),
      );
      uow.emit(PlaceAdded(row.id, { placeId: row.id, communityId }));
      return row;
    });
  }

  /** @throws Problem `not_found`, `precondition_failed`, `already_exists`. */
  update(
    principal: Principal,
    id: string,
    { active, ...fields }: PlaceChanges,
    expected: readonly number[] | undefined,
  ): Promise<Place> {
    return this.#deps.database.run(principal, async (uow) => {
      const before = await found(uow, id, true);
      checkVersion(before.version, expected);
      const columns = { ...columnsOf(fields), ...(active === undefined ? {} : { active }) };
      const row = await withFreeName(() => write(uow, before, columns));
      uow.emit(PlaceUpdated(id, { placeId: id, communityId: row.communityId }));
      return row;
    });
  }

  /** The code before stops working when this returns. @throws Problem `not_found` */
  rotate(principal: Principal, id: string): Promise<Place> {
    return this.#deps.database.run(principal, async (uow) => {
      const before = await found(uow, id, true);
      const row = await write(uow, before, { code: newPlaceCode(), codeSince: uow.now });
      uow.emit(PlaceCodeRotated(id, { placeId: id, communityId: row.communityId }));
      return row;
    });
  }
}

async function found(uow: UnitOfWork, id: string, lock = false): Promise<Place> {
  const query = Place.query(uow.trx).findById(id);
  const row = await (lock ? query.forUpdate() : query);
  if (row === undefined) throw notFound('place');
  uow.about('place', id, row);
  return row;
}

function write(uow: UnitOfWork, { id, version }: Place, columns: Partial<Place>): Promise<Place> {
  return updateOne(Place.query(uow.trx).findById(id), {
    ...columns,
    version: version + 1,
    updatedAt: uow.now,
  });
}

/** The columns of those fields that are given. */
function columnsOf<F extends Partial<PlaceFields>>({ name, location }: F) {
  return {
    ...(name === undefined ? {} : { name }),
    ...(location === undefined
      ? {}
      : {
          latitude: location.latitude,
          longitude: location.longitude,
          address: location.address ?? null,
        }),
  };
}

const withFreeName = <T>(work: () => PromiseLike<T>): Promise<T> =>
  whereUnique('place_name_key', '/name', 'The community already has a place of this name.', work);
