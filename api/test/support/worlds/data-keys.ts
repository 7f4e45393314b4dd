import { DataKeys } from '../../../src/kernel/sealing/data-keys.ts';

/** The keys that all tests seal with, unless they are about keys. */
export const TEST_DATA_KEY = 'data-key-of-the-tests-0123456789-0123456789';
export const TEST_DATA_KEYS = new DataKeys([TEST_DATA_KEY]);

type Row = Record<string, unknown>;

/** For rows that tests write without the models: `columns` of the row, sealed as the model would. */
export function sealedRow(table: string, row: Row, columns: readonly string[]): Row {
  const sealed = columns.flatMap((column) => {
    const value = row[column];
    return typeof value === 'string'
      ? [[column, TEST_DATA_KEYS.seal(value, { table, column, row: String(row.id) })]]
      : [];
  });
  const indexed = (table === 'resident' || table === 'staff') && typeof row.phone === 'string';
  const phone = indexed ? { phone_index: phoneIndex(String(row.phone), table) } : {};
  return { ...row, ...Object.fromEntries(sealed), ...phone };
}

/** The blind index of a person's phone. */
export function phoneIndex(phone: string, table: 'resident' | 'staff' = 'resident'): Buffer {
  return TEST_DATA_KEYS.index(phone, { table, column: 'phone' });
}
