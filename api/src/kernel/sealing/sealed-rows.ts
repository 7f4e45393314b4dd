import type { Knex } from 'knex';

/** One row's new bytes by column; a column left out stays as it is. `id` is its primary key, a UUID. */
export interface SealedRow {
  readonly id: string;
  readonly values: Readonly<Record<string, Buffer | null>>;
}

/** Writes sealed columns of many rows with one statement. Table and columns are names from code, never from input. */
export async function writeSealedRows(
  trx: Knex,
  { table, key = 'id' }: { readonly table: string; readonly key?: string },
  columns: readonly string[],
  rows: readonly SealedRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const sets = columns.map((_, n) => `?? = v.c${n}`).join(', ');
  const arrays = columns.map(() => '?::bytea[]').join(', ');
  const names = columns.map((_, n) => `c${n}`).join(', ');
  await trx.raw(
    `update ?? as t set ${sets} from unnest(?::uuid[], ${arrays}) as v(id, ${names}) where t.?? = v.id`,
    [
      table,
      ...columns,
      rows.map((row) => row.id),
      ...columns.map((column) => rows.map((row) => row.values[column] ?? null)),
      key,
    ] as Knex.RawBinding[],
  );
}
