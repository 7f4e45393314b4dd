import type { DataKeys } from './data-keys.ts';

/**
 * A model's declaration of its columns that hold personal or health data. They are `bytea` in the database and plain
 * values (strings, or what `jsonAttributes` makes of them) in the model: call sites do not notice. Such a column cannot
 * be searched, sorted or compared; a column with a blind index can be looked up by its exact value.
 */
export interface Sealing {
  readonly tableName: string;
  /** Database names of the sealed columns. */
  readonly encrypted: readonly string[];
  /** Sealed column -> the column that keeps its blind index. */
  readonly blindIndexes: Readonly<Record<string, string>>;
}

type Row = Record<string, unknown>;

/**
 * Seals the values that a statement is about to write, in place; adds blind indexes.
 * @param rowId of the row written; undefined where the statement names none.
 * @throws Error when a value is to be written to rows not named by id: it would open in none of them.
 */
export function sealRow(model: Sealing, row: Row, rowId: unknown, keys: () => DataKeys): void {
  for (const column of model.encrypted) {
    const value = row[column];
    if (value === undefined) continue;
    const indexColumn = model.blindIndexes[column];
    if (value === null) {
      if (indexColumn !== undefined) row[indexColumn] = null;
      continue;
    }
    if (typeof value !== 'string')
      throw new Error(`${model.tableName}.${column} takes text, not an expression`);
    if (typeof rowId !== 'string') {
      throw new Error(`${model.tableName}.${column} is sealed for one row: write it with findById()`);
    }
    const where = { table: model.tableName, column, row: rowId };
    row[column] = keys().seal(value, where);
    if (indexColumn !== undefined) row[indexColumn] = keys().index(value, where);
  }
}

/** A row as read, with its sealed columns opened and without blind indexes. @throws BrokenSeal, UnknownDataKey. */
export function openRow(model: Sealing, row: Row, idColumn: string, keys: () => DataKeys): Row {
  let opened: Row | undefined;
  for (const column of model.encrypted) {
    const value = row[column];
    if (!Buffer.isBuffer(value)) continue;
    const id = row[idColumn];
    if (typeof id !== 'string') {
      throw new Error(`select ${idColumn} too: without it ${model.tableName}.${column} does not open`);
    }
    opened ??= { ...row };
    opened[column] = keys().open(value, { table: model.tableName, column, row: id });
  }
  for (const column of Object.values(model.blindIndexes)) {
    if (!(column in row)) continue;
    opened ??= { ...row };
    delete opened[column];
  }
  return opened ?? row;
}
