import type { Knex } from 'knex';
import { type Model, QueryBuilder } from 'objection';
import type { Scope } from '../auth/scope.ts';
import { TenancyViolation } from '../db/errors.ts';
import { currentDataKeys, noteWrite, unitOfWorkForQuery } from '../db/unit/open-unit.ts';
import { type Sealing, sealRow } from '../sealing/sealed-columns.ts';
import {
  columnOf,
  columnsOf,
  decide,
  type Predicate,
  predicateOf,
  type Reach,
  reachOf,
  type Tenancy,
} from './reach.ts';
import { tenancyOf } from './registry.ts';

/**
 * An `onBuildKnex` step that does nothing. Objection joins a related table by its bare name while the related query is
 * `select *`; with any further step in it the query is joined as a sub-select, and so passes through
 * {@link TenantQueryBuilder.executeOnBuildKnex} and is scoped.
 */
export const KEEP_SUBQUERY = (): void => {};

type Row = Record<string, unknown>;

/** The internals of the knex builder that Objection has filled; pinned by model.test.ts and layers.test.ts. */
interface BuiltQuery extends Knex.QueryBuilder {
  _method?: string;
  _statements: { grouping: string }[];
  _single: {
    insert?: Row | Row[];
    update?: Row;
    onConflict?: unknown;
    merge?: { updates?: Row };
  };
}

interface ScopedModel extends Sealing {
  readonly name: string;
  readonly idColumn: string | string[];
  readonly tenancy: Tenancy;
}

/** Members of Objection's own builder that it does not type. */
interface Inside {
  executeOnBuildKnex(builder: BuiltQuery): BuiltQuery;
  tableRef(): string;
  isPartial(): boolean;
  findLastOperation(selector: RegExp): unknown;
  findOperation(selector: (operation: { name?: string; models?: WrittenModel[] | null }) => boolean): {
    readonly id?: unknown;
    models: WrittenModel[];
  } | null;
  internalContext(): { runBefore: ((result: unknown, builder: unknown) => unknown)[] };
}

interface WrittenModel {
  $toDatabaseJson(builder: unknown): Row;
}

/** Their first argument must itself be a scoped query: a bare table name is not scoped. */
const JOINS = [
  'join',
  'innerJoin',
  'leftJoin',
  'leftOuterJoin',
  'rightJoin',
  'rightOuterJoin',
  'outerJoin',
  'fullOuterJoin',
  'crossJoin',
];

/** Parts of Objection whose sources or writes bypass the scope; each has a plain equivalent. */
const BANNED = [
  ...['joinRaw', 'fromRaw', 'into', 'withSchema', 'using', 'truncate'],
  ...['upsertGraph', 'upsertGraphAndFetch', 'insertGraph', 'insertGraphAndFetch', 'relate', 'unrelate'],
];

const FROM = /^(from|table)$/;

/**
 * The model layer. Objection collects a query's steps and at the very end turns them into knex's; every statement
 * passes that one place (select, insert, update, delete, sub-query, joined sub-select, eager fetch, count), so the
 * scope is added there, after everything the call site wrote and outside its influence:
 *
 *     where <a> or <b> -> where (<a> or <b>) and <scope>
 *     update set c = 5 -> … and <scope of the row before> and <scope of the row after>
 *     insert -> rejected when a row is foreign
 *     on conflict … merge -> … do update set … where <scope of the existing row>
 */
export class TenantQueryBuilder<M extends Model, R = M[]> extends QueryBuilder<M, R> {
  /** Keys of inserted rows whose links or parents were looked up and found, see {@link verifyInsert}. */
  verifiedRows: ReadonlySet<string> = new Set();

  executeOnBuildKnex(start: BuiltQuery): BuiltQuery {
    const built = inside.executeOnBuildKnex.call(this, start);
    const self = this as unknown as Inside;
    // `where(group => …)` is built as a query of its own without a source: the query around it is the one to scope.
    if (self.isPartial() && self.findLastOperation(FROM) === undefined) return built;
    const model = modelOf(this);
    const uow = unitOfWorkForQuery();
    const { insert, update, merge, onConflict } = built._single;
    if (insert !== undefined || update !== undefined || built._method === 'del') {
      // Of rows that may exist already, written-rows.ts records those that the database created.
      noteWrite(
        uow,
        model.tableName,
        insert === undefined || onConflict !== undefined ? [] : [insert].flat(),
      );
    }
    const { scope } = uow;
    if (model.encrypted.length > 0) sealWritten(built, model, self);
    const reach = reachOf(model.tenancy, scope);
    if (reach === 'all') return built;
    const table = self.tableRef();
    if (insert !== undefined) {
      rejectForeignRows(insert, model, reach, scope, this.verifiedRows);
      if (merge === undefined) return built;
      if (merge.updates !== undefined && !Array.isArray(merge.updates)) {
        constrainUpdate(built, merge.updates, model, reach, scope, table);
      }
    } else if (update !== undefined) {
      bracketWheres(built);
      constrainUpdate(built, update, model, reach, scope, table);
    } else {
      bracketWheres(built);
    }
    addWhere(built, predicateOf(reach, scope, columnOf(table), tenancyOf));
    return built;
  }
}

const inside = QueryBuilder.prototype as unknown as Inside;
const methods = TenantQueryBuilder.prototype as unknown as Record<string, unknown>;
const originals = QueryBuilder.prototype as unknown as Record<string, (...args: unknown[]) => unknown>;

/**
 * Replaces a method of the builder by one that checks its arguments first. Objection types these as properties, so they
 * cannot be overridden in the class.
 */
function guard(name: string, look: (builder: TenantQueryBuilder<Model>, args: unknown[]) => void): void {
  methods[name] = function guarded(this: TenantQueryBuilder<Model>, ...args: unknown[]): unknown {
    look(this, args);
    return originals[name]?.apply(this, args);
  };
}

for (const name of JOINS) {
  guard(name, (_builder, [joined]) => {
    if (joined instanceof TenantQueryBuilder) return;
    throw new Error(`${name}() takes a model's query here; use joinRelated() or a relation through a model`);
  });
}

for (const name of BANNED) {
  guard(name, () => {
    throw new Error(`${name}() goes round the tenancy scope and is not available`);
  });
}

for (const name of ['from', 'table']) guard(name, requireOwnSource);

for (const name of ['insert', 'insertAndFetch']) {
  guard(name, (builder) => {
    (builder as unknown as Inside).internalContext().runBefore.push(verifyInsert);
  });
}

function modelOf(builder: { modelClass(): unknown }): ScopedModel {
  return builder.modelClass() as ScopedModel;
}

/** A query reads its own model's table or a sub-query of a model; anything else would go unscoped. */
function requireOwnSource(builder: TenantQueryBuilder<Model>, [source]: unknown[]): void {
  const { tableName } = modelOf(builder);
  const own = typeof source === 'string' && source.split(/\s+as\s+/i)[0]?.trim() === tableName;
  if (own || source instanceof TenantQueryBuilder) return;
  throw new Error(`a query of ${tableName} cannot read from another source: query that model`);
}

/** What the call site wrote, in brackets, so that an `or` in it cannot bypass the scope. */
function bracketWheres(built: BuiltQuery): void {
  const wheres = built._statements.filter((statement) => statement.grouping === 'where');
  if (wheres.length === 0) return;
  built._statements = built._statements.filter((statement) => statement.grouping !== 'where');
  built.where((bracket) => {
    (bracket as unknown as BuiltQuery)._statements.push(...wheres);
  });
}

/** The other step in the place that every statement passes: personal data is sealed before it reaches the driver. */
function sealWritten({ _single }: BuiltQuery, model: ScopedModel, builder: Inside): void {
  const { insert, update, merge } = _single;
  if (merge?.updates !== undefined && model.encrypted.some((column) => column in (merge.updates as Row))) {
    throw new Error(`${model.tableName}: a merge cannot write sealed columns, the row met has another id`);
  }
  for (const row of insert === undefined ? [] : [insert].flat()) {
    sealRow(model, row, row[String(model.idColumn)], currentDataKeys);
  }
  if (update !== undefined) {
    const named = builder.findOperation(({ name }) => name === 'findById');
    sealRow(model, update, named?.id, currentDataKeys);
  }
}

function addWhere(built: BuiltQuery, { sql, bindings }: Predicate): void {
  built.whereRaw(sql, bindings as (string | boolean)[]);
}

/** An update may change a column that decides reach only if the row stays in reach. */
function constrainUpdate(
  built: BuiltQuery,
  changes: Row,
  model: ScopedModel,
  reach: Reach,
  scope: Scope,
  table: string,
): void {
  if (!columnsOf(reach).some((column) => column in changes)) return;
  if (decide(reach, scope, changes) === 'foreign') throw new TenancyViolation('model', model.tableName);
  const unchanged = columnOf(table);
  const after = (column: string) => (column in changes ? literal(column, changes) : unchanged(column));
  addWhere(built, predicateOf(reach, scope, after, tenancyOf));
}

function rejectForeignRows(
  rows: Row | Row[],
  model: ScopedModel,
  reach: Reach,
  scope: Scope,
  verified: ReadonlySet<string>,
): void {
  for (const row of [rows].flat()) {
    const known = withAbsentAsNull(reach, row);
    const answer = decide(reach, scope, known);
    if (answer === 'reached' || (answer === 'unknown' && verified.has(reachKey(reach, known)))) continue;
    throw new TenancyViolation('model', model.tableName);
  }
}

/**
 * Looks up, before an insert, the links and parents its rows name. Runs after the models' own `$beforeInsert`, which
 * may still set columns. Rows that name the same ones are looked up once.
 */
async function verifyInsert(result: unknown, builder: unknown): Promise<unknown> {
  if (!(builder instanceof TenantQueryBuilder)) return result;
  const written = (builder as unknown as Inside).findOperation((operation) =>
    Array.isArray(operation.models),
  );
  if (written === null) return result;
  const uow = unitOfWorkForQuery();
  const reach = reachOf(modelOf(builder).tenancy, uow.scope);
  const verified = new Set<string>();
  const refused = new Set<string>();
  for (const model of written.models) {
    const row = withAbsentAsNull(reach, model.$toDatabaseJson(builder));
    const key = reachKey(reach, row);
    if (verified.has(key) || refused.has(key) || decide(reach, uow.scope, row) !== 'unknown') continue;
    const { sql, bindings } = predicateOf(reach, uow.scope, (column) => literal(column, row), tenancyOf);
    const reply = await uow.trx.raw(`select (${sql}) as reached`, bindings as string[]);
    (reply.rows[0]?.reached === true ? verified : refused).add(key);
  }
  builder.verifiedRows = verified;
  return result;
}

function withAbsentAsNull(reach: Reach, row: Row): Row {
  return { ...Object.fromEntries(columnsOf(reach).map((column) => [column, null])), ...row };
}

function reachKey(reach: Reach, row: Row): string {
  return JSON.stringify(columnsOf(reach).map((column) => row[column]));
}

/**
 * The value that a write gives a column that decides reach: a plain one, since the result of an expression is not
 * known.
 */
function literal(column: string, row: Row): Predicate {
  const value = row[column];
  if (value === null || value === undefined) return { sql: 'null', bindings: [] };
  if (typeof value === 'string' || typeof value === 'boolean') return { sql: '?', bindings: [value] };
  throw new Error(`${column} decides who sees the row: write a plain value, not an expression`);
}
