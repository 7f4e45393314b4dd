import { invalidCursor, type Page } from '../../../kernel/ground/paging.ts';

/**
 * A page of rows that were read with `limit + 1`: the extra row shows that there is a next page.
 * @param positionOf the position after a row, in the format that the list passes to {@link decodeCursor}
 */
export function pageBy<Row>(
  rows: readonly Row[],
  limit: number,
  positionOf: (last: Row) => string,
): Page<Row> {
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { data, nextCursor: more ? Buffer.from(positionOf(last)).toString('base64url') : null };
}

/** The groups of the format in a cursor. @throws Problem `invalid_request` if the cursor has another format. */
export function decodeCursor(cursor: string, format: RegExp): string[] {
  const match = format.exec(Buffer.from(cursor, 'base64url').toString());
  if (match === null) throw invalidCursor();
  return match.slice(1);
}

/** The position in lists that only grow at the end: the number of items before the next page. */
export const offsetPosition = (offset: number): string => `after ${offset}`;

/** 0 without a cursor. @throws Problem `invalid_request` */
export function offsetOfCursor(cursor: string | undefined): number {
  return cursor === undefined ? 0 : Number(decodeCursor(cursor, /^after (\d{1,9})$/)[0]);
}
