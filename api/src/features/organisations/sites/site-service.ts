import type { QueryBuilder } from 'objection';
import { v7 } from 'uuid';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { Page } from '../../../kernel/ground/paging.ts';
import { type ListRequest, newestOrChanged } from '../../../kernel/tenancy/changes.ts';
import { whereGiven } from '../../../kernel/tenancy/lists.ts';
import { checkActiveChange } from '../authority/api-keys.ts';
import { changeOf, emitEntityEvent } from '../events.ts';
import { HospitalCommunity, type Site } from '../models.ts';
import { likePattern, newRecord, notFound, updateRecord, withConstraintProblems } from '../records.ts';
import type { RegionDefaults } from '../region-defaults.ts';
import { type Place, siteColumns } from './place.ts';
import type { SiteKind } from './site-kinds.ts';
import { checkTimezone } from './timezone.ts';

export interface SiteFields {
  readonly name: string;
  /** E.164; hospitals only. */
  readonly phone?: string | null;
  readonly address?: string | null;
  readonly location?: Place | null;
  readonly timezone?: string;
}

export type SiteChanges = Partial<SiteFields> & { readonly active?: boolean };

export interface SiteFilter extends ListRequest {
  /** Id of a site of the other kind. */
  readonly linkedTo?: string | undefined;
  readonly active?: boolean | undefined;
  /** Part of the name. */
  readonly search?: string | undefined;
}

/** A hospital or community with the ids of those linked with it, as far as the caller can see them. */
export interface LinkedSite<Row extends Site> {
  readonly row: Row;
  readonly linkedIds: readonly string[];
}

interface Deps {
  readonly database: Database;
  readonly region: RegionDefaults;
}

/** Lists, creates, reads and updates hospitals or communities; each call is one unit of work. */
export class SiteService<Row extends Site> {
  readonly #kind: SiteKind<Row>;
  readonly #database: Database;
  readonly #region: RegionDefaults;

  constructor(kind: SiteKind<Row>, { database, region }: Deps) {
    this.#kind = kind;
    this.#database = database;
    this.#region = region;
  }

  list(principal: Principal, filter: SiteFilter): Promise<Page<LinkedSite<Row>>> {
    return this.#database.run(principal, async (uow) => {
      const query = this.#query(uow);
      whereGiven(query, { active: filter.active });
      if (filter.search !== undefined) query.where('name', 'ilike', likePattern(filter.search));
      if (filter.linkedTo !== undefined) {
        const { own, linked } = this.#kind;
        const links = HospitalCommunity.query(uow.trx).where(linked.column, filter.linkedTo);
        query.whereIn('id', links.select(own.column));
      }
      const { data, nextCursor } = await newestOrChanged(uow, query, filter);
      return { data: await this.#withLinks(uow, data), nextCursor };
    });
  }

  /** @throws Problem `unprocessable`, `already_exists`. */
  create(principal: Principal, fields: SiteFields): Promise<LinkedSite<Row>> {
    const { entity, uniqueRules, defaults } = this.#kind;
    return this.#database.run(principal, async (uow) => {
      checkTimezone(fields.timezone);
      const columns = {
        ...{ id: v7(), timezone: this.#region.timezone, address: null, ...siteColumns(null), ...defaults },
        ...columnsOf(fields),
        ...newRecord(uow),
      };
      const insert = this.#query(uow).insert(columns as never) as QueryBuilder<Row, Row>;
      const row = await withConstraintProblems(
        uniqueRules,
        () => insert.returning('*') as unknown as PromiseLike<Row>,
      );
      emitEntityEvent(uow, entity, row.id, 'created');
      return { row, linkedIds: [] };
    });
  }

  /** @throws Problem `not_found`. */
  get(principal: Principal, id: string): Promise<LinkedSite<Row>> {
    return this.#database.run(principal, async (uow) => {
      const row = (await this.#query(uow).findById(id)) as Row | undefined;
      if (row === undefined) throw notFound(this.#kind.entity);
      return this.#withLink(uow, row);
    });
  }

  /** @throws Problem `not_found`, `precondition_failed`, `unprocessable`, `already_exists`, `person_required`. */
  update(
    principal: Principal,
    id: string,
    changes: SiteChanges,
    expected: readonly number[] | undefined,
  ): Promise<LinkedSite<Row>> {
    const { entity, model, uniqueRules } = this.#kind;
    return this.#database.run(principal, async (uow) => {
      checkTimezone(changes.timezone);
      const { before, after } = await withConstraintProblems(uniqueRules, () =>
        updateRecord<Row>(uow, model as never, entity, id, expected, (row) => {
          checkActiveChange(uow.scope, row.active, changes.active);
          return columnsOf(changes) as Partial<Row>;
        }),
      );
      if (after.version !== before.version) emitEntityEvent(uow, entity, id, changeOf(before, after));
      return this.#withLink(uow, after);
    });
  }

  #query(uow: UnitOfWork): QueryBuilder<Row> {
    return this.#kind.model.query(uow.trx) as unknown as QueryBuilder<Row>;
  }

  async #withLink(uow: UnitOfWork, row: Row): Promise<LinkedSite<Row>> {
    const [site] = await this.#withLinks(uow, [row]);
    return site as LinkedSite<Row>;
  }

  async #withLinks(uow: UnitOfWork, rows: readonly Row[]): Promise<LinkedSite<Row>[]> {
    if (rows.length === 0) return [];
    const { own, linked } = this.#kind;
    const ids = rows.map(({ id }) => id);
    const links = await HospitalCommunity.query(uow.trx)
      .whereIn(own.column, ids)
      .orderBy(['priority', linked.column]);
    const byId = Map.groupBy(links, (link) => link[own.property]);
    return rows.map((row) => ({
      row,
      linkedIds: (byId.get(row.id) ?? []).map((link) => link[linked.property]),
    }));
  }
}

function columnsOf({ location, ...fields }: SiteChanges) {
  return { ...fields, ...(location === undefined ? {} : siteColumns(location)) };
}
