import { boolean, integer, string } from '@oclif/core/flags';
import { count, dim } from './output.ts';

/** Flags of every list. */
export const listFlags = {
  limit: integer({ summary: 'The maximum number to show.', default: 50, min: 1, exclusive: ['all'] }),
  all: boolean({ summary: 'Show all.' }),
};

export const searchFlag = {
  search: string({ summary: 'Only those whose name contains this.', helpValue: 'TEXT' }),
};

export const activeFlag = {
  active: boolean({ summary: 'Only active ones; --no-active for the others.', allowNo: true }),
};

/** The `--json` shape of every list. */
export interface Listed<T> {
  readonly data: readonly T[];
  /** Whether there are more than `--limit` let through. */
  readonly more: boolean;
}

/** Reads pages until the limit; asks for one more than wanted, to know whether there are any. */
export async function collect<T>(
  pages: (limit: number) => AsyncIterable<T>,
  flags: { readonly limit: number; readonly all: boolean },
): Promise<Listed<T>> {
  const wanted = flags.all ? Number.POSITIVE_INFINITY : flags.limit;
  const data: T[] = [];
  for await (const item of pages(Math.min(wanted + 1, 200))) {
    if (data.length === wanted) return { data, more: true };
    data.push(item);
  }
  return { data, more: false };
}

/** The line below a list. */
export function footer(listed: Listed<unknown>, one: string, many?: string): string {
  const shown = count(listed.data.length, one, many);
  return dim(listed.more ? `${shown} shown; there are more: --limit N or --all` : shown);
}
