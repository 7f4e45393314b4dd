import { currentDataKeys } from '../db/unit/open-unit.ts';
import type { UnitOfWork } from '../db/unit/unit-of-work.ts';
import type { Sealing } from '../sealing/sealed-columns.ts';

/**
 * The condition that finds rows by a sealed column's value, for `whereIn(...foundBy(Resident, 'phone', [phone]))`.
 * During a change of keys a value has one index per key, so the condition includes every one of them.
 */
export function foundBy(
  model: Sealing,
  column: string,
  values: readonly string[],
): [indexColumn: string, indexes: Buffer[]] {
  return [indexColumnOf(model, column), indexesOf(model, column, values)];
}

/**
 * Prepares a check before a write that must stay unique. With one data key the unique index on the blind index is
 * enough. With two, a row under the old key and one under the new have different indexes, and the unique index cannot
 * detect that they are one value: then writers of the same value wait here for each other until the unit ends, so that
 * the second one sees the row of the first. Correct as long as every process knows both keys before any of them writes
 * under the new one, which is the order in operator.md.
 *
 * @returns whether the caller has to search for the value itself before it writes.
 */
export async function claimValues(
  uow: UnitOfWork,
  model: Sealing,
  column: string,
  values: readonly string[],
): Promise<boolean> {
  if (!currentDataKeys().rotating || values.length === 0) return false;
  // The first eight bytes of a keyed digest are a good lock number; in one order, so that units cannot deadlock.
  const locks = new Set(indexesOf(model, column, values).map((index) => index.readBigInt64BE(0)));
  const ordered = [...locks].sort((a, b) => (a < b ? -1 : 1)).map(String);
  await uow.trx.raw('select pg_advisory_xact_lock(number) from unnest(?::bigint[]) as number', [ordered]);
  return true;
}

function indexesOf(model: Sealing, column: string, values: readonly string[]): Buffer[] {
  const keys = currentDataKeys();
  const where = { table: model.tableName, column };
  return values.flatMap((value) => [...keys.indexes(value, where)]);
}

function indexColumnOf(model: Sealing, column: string): string {
  const index = model.blindIndexes[column];
  if (index === undefined) throw new Error(`${model.tableName}.${column} has no blind index`);
  return index;
}
