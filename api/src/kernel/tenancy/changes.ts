import type { Model, QueryBuilder } from 'objection';
import type { UnitOfWork } from '../db/unit/unit-of-work.ts';
import { invalidCursor, type Page, type PageRequest } from '../ground/paging.ts';
import { newestPage } from './lists.ts';

/** How far the clocks of the service's processes, which set `updatedAt`, may be from the database's, which orders changes. */
const CLOCK_MARGIN = 60_000;

export interface ChangesRequest {
  readonly updatedSince: Date;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

const CURSOR = /^changes (\d{1,15}) ([a-z0-9_-]{1,64})$/;

/**
 * A page of the rows that changed since a moment, oldest change first. What the query finds is narrowed to changes that no
 * open transaction can still precede (migration `changes`), so that a reader who continues from the newest change received
 * misses none. `key` is the column that orders rows with the same time.
 * @throws Problem `invalid_request` for a cursor of another list.
 */
export async function changesPage<M extends Model & { readonly changedAt: Date }>(
  uow: UnitOfWork,
  query: QueryBuilder<M>,
  { updatedSince, limit, cursor }: ChangesRequest,
  key: { readonly column: string; readonly of: (row: M) => string },
): Promise<Page<M>> {
  const table = query.modelClass().tableName;
  const changed = `${table}.changed_at`;
  const column = `${table}.${key.column}`;
  // A statement of its own: its result has to be true of the rows that the next one sees.
  const { rows } = await uow.trx.raw('select scope.changes_before() as before');
  query
    .where(changed, '>=', new Date(updatedSince.getTime() - CLOCK_MARGIN))
    .where(changed, '<', rows[0].before)
    .orderBy(changed)
    .orderBy(column)
    .limit(limit + 1);
  if (cursor !== undefined) {
    const match = CURSOR.exec(Buffer.from(cursor, 'base64url').toString());
    if (match === null) throw invalidCursor();
    query.whereRaw('(??, ??) > (?, ?)', [changed, column, new Date(Number(match[1])), match[2] as string]);
  }
  const found = (await query) as M[];
  const data = found.slice(0, limit);
  const last = data.at(-1);
  const more = found.length > limit && last !== undefined;
  return {
    data,
    nextCursor: more
      ? Buffer.from(`changes ${last.changedAt.getTime()} ${key.of(last)}`).toString('base64url')
      : null,
  };
}

/** The parameters of a list: newest first, or what changed since a moment. */
export interface ListRequest extends PageRequest {
  readonly updatedSince?: Date | undefined;
}

/** The page of a list whose rows have an id: newest first, or with `updatedSince` as {@link changesPage}. */
export async function newestOrChanged<M extends Model & { readonly id: string; readonly changedAt: Date }>(
  uow: UnitOfWork,
  query: QueryBuilder<M>,
  { updatedSince, limit, cursor }: ListRequest,
): Promise<Page<M>> {
  if (updatedSince !== undefined) {
    return changesPage(uow, query, { updatedSince, limit, cursor }, { column: 'id', of: ({ id }) => id });
  }
  return newestPage(query, { limit, cursor });
}
