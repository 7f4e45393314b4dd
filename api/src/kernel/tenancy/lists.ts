import type { Model, QueryBuilder } from 'objection';
import { idOfCursor, type Page, type PageRequest, pageOf } from '../ground/paging.ts';

/** The filters of a list: rows whose columns have these values. A filter that was not given (undefined) is left out. */
export function whereGiven<M extends Model>(
  query: QueryBuilder<M>,
  values: Readonly<Record<string, string | number | boolean | undefined>>,
): void {
  for (const [column, value] of Object.entries(values)) {
    if (value !== undefined) query.where(column, value);
  }
}

/**
 * A page of what the query finds, newest first by id.
 * @throws Problem `invalid_request` for a cursor of another list.
 */
export async function newestPage<M extends Model & { readonly id: string }>(
  query: QueryBuilder<M>,
  { limit, cursor }: PageRequest,
): Promise<Page<M>> {
  const after = idOfCursor(cursor);
  query.orderBy('id', 'desc').limit(limit + 1);
  if (after !== undefined) query.where('id', '<', after);
  return pageOf((await query) as M[], limit);
}
