import type { Knex } from 'knex';
import { systemScope } from '../auth/scope.ts';
import type { Database } from '../db/unit/database.ts';
import { currentDataKeys } from '../db/unit/open-unit.ts';
import type { DataKeys } from '../sealing/data-keys.ts';
import { type SealedRow, writeSealedRows } from '../sealing/sealed-rows.ts';

/** A table with sealed columns, found in the catalogue: each has a check named `<table>_<column>_sealed`. */
export interface SealedTable {
  readonly table: string;
  /** Its primary key. */
  readonly key: string;
  readonly columns: readonly string[];
  /** Column -> the column of its blind index. */
  readonly indexes: Readonly<Record<string, string>>;
}

/** How many values of a table are sealed under a key. */
export interface KeyUse {
  readonly table: string;
  /** Hexadecimal, as in {@link DataKeys.ids}. */
  readonly keyId: string;
  readonly values: number;
}

export interface ReencryptOptions {
  /** Rows per transaction. */
  readonly batch?: number;
  readonly signal?: AbortSignal;
  /** Called after each batch with the number of rows of the table done so far in this run. */
  readonly onProgress?: (table: string, rows: number) => void;
}

const SCOPE = systemScope('seal under the newest data key');
const FIRST = '00000000-0000-0000-0000-000000000000';

/** How many values each key seals; reads every sealed value's header. */
export function keyUse(database: Database): Promise<readonly KeyUse[]> {
  return database.run(SCOPE, async ({ trx }) => {
    const used: KeyUse[] = [];
    for (const { table, columns } of await sealedTables(trx)) {
      const { rows } = await trx.raw<{ rows: { id: string; values: string }[] }>(
        `select encode(substring(value from 2 for 4), 'hex') as id, count(*) as values
         from (select unnest(array[${columns.map(() => '??').join(', ')}]) as value from ??) as sealed
         where value is not null group by 1 order by 1`,
        [...columns, table],
      );
      used.push(...rows.map(({ id, values }) => ({ table, keyId: id, values: Number(values) })));
    }
    return used;
  });
}

/**
 * Re-encrypts every row that holds a value under a key other than the newest, while the service runs. It can be stopped
 * at any moment and begun again: a row that is done is not changed twice, and two concurrent runs share the work.
 * @returns re-encrypted rows, by table.
 */
export async function reencrypt(
  database: Database,
  { batch = 500, signal, onProgress }: ReencryptOptions = {},
): Promise<Readonly<Record<string, number>>> {
  const tables = await database.run(SCOPE, ({ trx }) => sealedTables(trx));
  const totals: Record<string, number> = {};
  for (const each of tables) {
    let rows = 0;
    let after: string | undefined = FIRST;
    while (after !== undefined && signal?.aborted !== true) {
      const from: string = after;
      // Rows are locked in the order of their ids; a writer that locks two in the opposite order makes one of them
      // wait.
      const done = await database.run(SCOPE, ({ trx }) => oneBatch(trx, each, from, batch), { retry: true });
      rows += done.rows;
      after = done.last;
      if (done.rows > 0) onProgress?.(each.table, rows);
    }
    totals[each.table] = rows;
  }
  return totals;
}

/** Tables and columns that hold sealed values. */
export async function sealedTables(trx: Knex): Promise<readonly SealedTable[]> {
  const { rows } = await trx.raw<{
    rows: { table: string; key: string; column: string; index: string | null }[];
  }>(
    `select c.relname as table, p.attname as key, a.attname as column, i.attname as index
     from pg_constraint k
     join pg_class c on c.oid = k.conrelid
     join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1]
     join pg_index x on x.indrelid = c.oid and x.indisprimary
     join pg_attribute p on p.attrelid = c.oid and p.attnum = x.indkey[0]
     left join pg_attribute i on i.attrelid = c.oid and i.attname = a.attname || '_index' and not i.attisdropped
     where k.contype = 'c' and k.connamespace = 'public'::regnamespace
       and k.conname = c.relname || '_' || a.attname || '_sealed'
     order by 1, 2`,
  );
  return [...Map.groupBy(rows, ({ table }) => table)].map(([table, columns]) => ({
    table,
    key: columns[0]?.key ?? 'id',
    columns: columns.map(({ column }) => column),
    indexes: Object.fromEntries(
      columns.flatMap(({ column, index }) => (index === null ? [] : [[column, index]])),
    ),
  }));
}

type Row = Readonly<Record<string, unknown>>;

async function oneBatch(
  trx: Knex,
  { table, key, columns, indexes }: SealedTable,
  after: string,
  size: number,
): Promise<{ readonly rows: number; readonly last: string | undefined }> {
  const keys = currentDataKeys();
  const newest = Buffer.from(keys.ids[0] ?? '', 'hex');
  const old = columns.map(() => 'substring(?? from 2 for 4) <> ?').join(' or ');
  const { rows } = await trx.raw<{ rows: Row[] }>(
    `select ?? as id, ${columns.map(() => '??').join(', ')} from ?? where ?? > ? and (${old}) order by ?? limit ? for update`,
    [key, ...columns, table, key, after, ...columns.flatMap((column) => [column, newest]), key, size],
  );
  const sealed = rows.map((row) => resealed(keys, { table, key, columns, indexes }, row));
  await writeSealedRows(trx, { table, key }, [...columns, ...Object.values(indexes)], sealed);
  return { rows: rows.length, last: rows.length < size ? undefined : sealed.at(-1)?.id };
}

/** Every sealed column of the row; those already under the newest key unchanged. */
function resealed(keys: DataKeys, { table, columns, indexes }: SealedTable, row: Row): SealedRow {
  const id = String(row.id);
  const values: Record<string, Buffer | null> = {};
  for (const column of columns) {
    const value = row[column];
    const index = indexes[column];
    if (!Buffer.isBuffer(value)) {
      values[column] = null;
      if (index !== undefined) values[index] = null;
      continue;
    }
    const cell = { table, column, row: id };
    const plain = keys.open(value, cell);
    values[column] = keys.isNewest(value) ? value : keys.seal(plain, cell);
    if (index !== undefined) values[index] = keys.index(plain, cell);
  }
  return { id, values };
}
