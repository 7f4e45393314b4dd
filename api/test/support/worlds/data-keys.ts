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
  const phone = table === 'resident' ? { phone_index: phoneIndex(String(row.phone)) } : {};
  return { ...row, ...Object.fromEntries(sealed), ...phone };
}

/** The blind index of a resident's phone. */
export function phoneIndex(phone: string): Buffer {
  return TEST_DATA_KEYS.index(phone, { table: 'resident', column: 'phone' });
}
