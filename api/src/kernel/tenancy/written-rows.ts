import { type Model, type PartialModelObject, type QueryBuilder, raw } from 'objection';
import { TenancyViolation } from '../db/errors.ts';
import { currentUnitOfWork, noteWrite } from '../db/unit/open-unit.ts';

/*
 * Writes that may touch fewer rows than they were given, and what the DATABASE says it wrote.
 *  Objection copies the rows that an insert returns onto the rows it was given, by position, and returns the latter.
 *  When `on conflict do nothing` leaves some out, their input is returned as if it had been written, and the others are
 *  copied onto the wrong input. So these statements also return a mark that only the database can set. `onConflict()`,
 *  `…AndFetch()` and `returning()` of an update are rejected everywhere else: api/test/support/tenants/written-rows.ts.
 */

/** Postgres keeps 0 in `xmax` of a row version that an insert made; an update (or `on conflict do update`) leaves its transaction there. */
const WRITTEN = raw('*, true as was_written, (xmax = 0) as was_created');

interface Mark {
  wasWritten?: boolean;
  wasCreated?: boolean;
}

type Columns = string | readonly string[];

/**
 * Inserts the rows that do not exist yet.
 * @param query of the model, such as `Staff.query(uow.trx)`.
 * @param target columns of the unique constraint; without it any unique constraint of the table counts.
 * @returns the rows that the database inserted, as it stored them, in no promised order; none when all existed.
 */
export async function insertMissing<M extends Model>(
  query: QueryBuilder<M, M[]>,
  rows: readonly PartialModelObject<M>[],
  target?: Columns,
): Promise<M[]> {
  if (rows.length === 0) return [];
  const insert = query.insert([...rows] as PartialModelObject<M>[]);
  const conflict = target === undefined ? insert.onConflict() : insert.onConflict([target].flat());
  const given = await conflict.ignore().returning(WRITTEN as never);
  const written = (given as unknown as (M & Mark)[]).filter((row) => row.wasWritten === true);
  noteRows(query, written);
  for (const row of written) unmark(row);
  return written;
}

export interface UpsertOptions<M extends Model> {
  /** Columns of the unique constraint. */
  readonly target: Columns;
  /** The new values of an existing row; by default all that were given. */
  readonly set?: PartialModelObject<M>;
  /** Further conditions on the existing row, in which `excluded` names the new values. */
  readonly when?: (update: QueryBuilder<M, unknown>) => unknown;
}

export interface Upserted<M> {
  /** As the database has stored it. */
  readonly row: M;
  /** Whether it was inserted; false when an existing row was updated. */
  readonly created: boolean;
}

/**
 * Inserts a row, or updates the existing one.
 * @returns undefined when a row exists and `when` left it unchanged.
 */
export async function insertOrUpdate<M extends Model>(
  query: QueryBuilder<M, M[]>,
  row: PartialModelObject<M>,
  { target, set, when }: UpsertOptions<M>,
): Promise<Upserted<M> | undefined> {
  const conflict = query.insert([row]).onConflict([target].flat());
  const upsert = (set === undefined ? conflict.merge() : conflict.merge(set)).returning(WRITTEN as never);
  when?.(upsert as unknown as QueryBuilder<M, unknown>);
  const [written] = (await upsert) as unknown as (M & Mark)[];
  if (written?.wasWritten !== true) return undefined;
  const created = written.wasCreated === true;
  if (created) noteRows(query, [written]);
  unmark(written);
  return { row: written, created };
}

/** Updates what the query finds. @returns the rows that the database changed, as stored. */
export async function updateRows<M extends Model>(
  query: QueryBuilder<M, M[]>,
  changes: PartialModelObject<M>,
): Promise<M[]> {
  const changed = (await query.patch(changes).returning('*')) as unknown as M[] | M | undefined;
  // A query by `findById()` returns one row, or none.
  return changed === undefined ? [] : ([changed].flat() as M[]);
}

/**
 * Updates the one row that the query names, which the caller has locked or just read.
 * @returns it as stored.
 * @throws TenancyViolation when the database changed none: it is out of the caller's reach.
 */
export async function updateOne<M extends Model>(
  query: QueryBuilder<M, M | undefined>,
  changes: PartialModelObject<M>,
): Promise<M> {
  const [row] = await updateRows(query as unknown as QueryBuilder<M, M[]>, changes);
  if (row === undefined) throw new TenancyViolation('model', query.modelClass().tableName);
  return row;
}

/** The audit log names the rows that were created, not those that were given. */
function noteRows<M extends Model>(query: QueryBuilder<M, M[]>, rows: readonly M[]): void {
  const columns = rows.map((row) => {
    const { id, hospitalId, communityId } = row as {
      id?: unknown;
      hospitalId?: unknown;
      communityId?: unknown;
    };
    return { id, hospital_id: hospitalId, community_id: communityId };
  });
  noteWrite(currentUnitOfWork(), query.modelClass().tableName, columns);
}

function unmark(row: Mark): void {
  delete row.wasWritten;
  delete row.wasCreated;
}
