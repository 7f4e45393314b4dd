import { Problem } from './problem.ts';

/** One page of a list: the rows, and where the next page begins; null on the last page. */
export interface Page<T> {
  readonly data: readonly T[];
  readonly nextCursor: string | null;
}

export interface PageRequest {
  /** Maximum number of rows, from 1. */
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/**
 * Lists are paged by key, newest first: ids are UUIDv7, so `id < cursor order by id desc` never repeats or skips a row,
 * whatever is added between pages. The cursor is the last id of the page, encoded so that clients treat it as opaque.
 */
export function cursorOf(id: string): string {
  return Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url');
}

/**
 * The id that a cursor was made from; undefined for the first page. `pointer` names the cursor's place in the request.
 * @throws Problem `invalid_request` for a value that is not such a cursor.
 */
export function idOfCursor(cursor: string | undefined, pointer = '/query/cursor'): string | undefined {
  if (cursor === undefined) return undefined;
  const hex = Buffer.from(cursor, 'base64url').toString('hex');
  if (hex.length !== 32) throw invalidCursor(pointer);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** The problem for a cursor that the list did not make. */
export function invalidCursor(pointer = '/query/cursor'): Problem {
  return new Problem('invalid_request', {
    detail: 'Send the nextCursor of an earlier page unchanged, or omit it.',
    errors: [{ pointer, detail: 'is not a cursor from this list' }],
  });
}

/** Makes a page of rows that were read with `limit + 1`: the extra row says that there is a next page. */
export function pageOf<Row extends { readonly id: string }>(rows: readonly Row[], limit: number): Page<Row> {
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  return { data, nextCursor: rows.length > limit && last !== undefined ? cursorOf(last.id) : null };
}
