import {
  type Constructor,
  Model,
  type ModelOptions,
  type Pojo,
  type QueryBuilder,
  type QueryContext,
  snakeCaseMappers,
  type TransactionOrKnex,
} from 'objection';
import { v7 as uuidv7 } from 'uuid';
import { currentDataKeys, unitOfWorkForQuery } from '../db/unit/open-unit.ts';
import { openRow } from '../sealing/sealed-columns.ts';
import type { Tenancy } from './reach.ts';
import { registerModels } from './registry.ts';
import { KEEP_SUBQUERY, TenantQueryBuilder } from './tenant-query.ts';

const mappers = snakeCaseMappers();

/**
 * A table protected by the model layer. A subclass names its table and declares once, by role, which rows are reached;
 * every query through it is scoped accordingly, and there is no way to make an unscoped one. A query outside a unit of
 * work throws. Columns are snake_case in the database and camelCase here. An absent `id` becomes a UUIDv7 on insert.
 *  Declare fields (`declare name: string`), do not define them.
 */
export abstract class TenantModel extends Model {
  static tenancy: Tenancy;
  /**
   * Columns (by their database names) that hold personal or health data: sealed when written, opened when read, see
   * kernel/privacy. They are written by `insert` or by `findById(id).patch(…)`, and read together with the id.
   */
  static encrypted: readonly string[] = [];
  /**
   * Of those, the ones that can be looked up by value: the column with the blind index of each, see {@link foundBy}.
   */
  static blindIndexes: Readonly<Record<string, string>> = {};

  static override QueryBuilder = TenantQueryBuilder as unknown as typeof QueryBuilder;
  /** A relation is named by its class or a function, never by a file path. */
  static override modelPaths: string[] = [];
  /** A transaction is one connection: eager fetches run one after another. */
  static concurrency = 1;

  static override get columnNameMappers() {
    return mappers;
  }

  /** Always in the current unit of work. @throws NoUnitOfWork outside one. */
  static override query<M extends Model>(
    this: Constructor<M>,
    trx?: TransactionOrKnex,
  ): M['QueryBuilderType'] {
    // biome-ignore lint/complexity/noThisInStatic: the subclass of the call, as in Objection's own query().
    const model = this as unknown as typeof TenantModel;
    registerModels(model);
    const uow = unitOfWorkForQuery();
    if (trx !== undefined && trx !== null && trx !== uow.trx) {
      throw new Error(`${model.tableName}: queries run in the current unit of work's transaction only`);
    }
    const builder = Model.query.call(
      model as unknown as Constructor<Model>,
      uow.trx,
    ) as unknown as QueryBuilder<Model>;
    builder.onBuildKnex(KEEP_SUBQUERY);
    return builder as never;
  }

  static override knexQuery(): never {
    throw new Error('knexQuery() would bypass tenancy: use query()');
  }

  override $parseDatabaseJson(json: Pojo): Pojo {
    const model = this.constructor as typeof TenantModel;
    const sealed = model.encrypted.length > 0 && json !== undefined && json !== null;
    return super.$parseDatabaseJson(
      sealed ? openRow(model, json, String(model.idColumn), currentDataKeys) : json,
    );
  }

  override $beforeInsert(_context: QueryContext): Promise<void> | void {
    const model = this.constructor as typeof TenantModel;
    if (model.idColumn === 'id' && this.$id() === undefined) this.$set({ id: uuidv7() });
  }

  override $beforeUpdate(_options: ModelOptions, _context: QueryContext): Promise<void> | void {}
}
