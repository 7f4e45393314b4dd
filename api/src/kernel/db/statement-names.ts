import { createHash } from 'node:crypto';

/** What knex passes to its driver. `options` are merged into the driver's own query settings. */
export interface DriverQuery {
  readonly sql?: string;
  readonly bindings?: readonly unknown[];
  options?: { name?: string };
}

/** Only single statements that can be prepared; statements that open and end transactions use the simple protocol. */
const PREPARABLE = /^\s*(?:select|insert|update|delete|with)\b/i;

/**
 * Names recurring statements, so that Postgres parses and plans each once per connection instead of every time:
 * planning under row security costs several times as much as executing a read by key.
 *  The number of texts is bounded: the first `limit` that are sent twice get a name for the life of the process,
 *  everything else (lists of varying length, one-off reports) stays unnamed. Postgres replans by itself when an index
 *  or the statistics change.
 */
export class StatementNames {
  readonly #limit: number;
  readonly #names = new Map<string, string>();
  /** Texts sent once; cleared when there are too many. */
  #seen = new Set<string>();

  constructor(limit = 300) {
    this.#limit = limit;
  }

  /** The name of this query's text; undefined for a text that stays unnamed. */
  nameOf({ sql, bindings }: DriverQuery): string | undefined {
    if (sql === undefined || bindings === undefined || bindings.length === 0) return undefined;
    const known = this.#names.get(sql);
    if (known !== undefined) return known;
    if (this.#names.size >= this.#limit || !PREPARABLE.test(sql)) return undefined;
    if (!this.#seen.has(sql)) {
      if (this.#seen.size >= this.#limit * 4) this.#seen = new Set();
      this.#seen.add(sql);
      return undefined;
    }
    this.#seen.delete(sql);
    // Postgres cuts names at 63 bytes; a digest keeps texts distinct within that.
    const name = `k_${createHash('sha256').update(sql).digest('base64url').slice(0, 40)}`;
    this.#names.set(sql, name);
    return name;
  }
}

/** A prepared `select *` whose table has changed shape: only a new connection helps. */
export function isStaleStatement(error: unknown): boolean {
  const { code, routine } = error as { code?: string; routine?: string };
  return code === '0A000' && routine === 'RevalidateCachedQuery';
}
