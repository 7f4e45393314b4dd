import type { Model, QueryBuilder } from 'objection';

/** Whether an announcement is shown. The job that ends it may be late. */
export const isShown = (
  { endsAt, endedAt }: { readonly endsAt: Date | null; readonly endedAt: Date | null },
  now: Date,
): boolean => endedAt === null && (endsAt === null || endsAt > now);

/** Leaves those in a query that are shown. */
export function whereShown<M extends Model>(query: QueryBuilder<M>, now: Date): void {
  query.whereNull('ended_at').where((due) => due.whereNull('ends_at').orWhere('ends_at', '>', now));
}
