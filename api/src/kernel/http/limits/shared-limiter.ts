import { type IRateLimiterPostgresOptions, RateLimiterPostgres } from 'rate-limiter-flexible';

interface Query {
  readonly name?: string;
  readonly text: string;
  readonly values?: readonly unknown[];
}

interface Answer {
  readonly rows: { expire?: string | number | null }[];
}

/** Times are the only numbers among the values that are as large: milliseconds since 2001 or later. */
const isTime = (value: unknown): value is number => typeof value === 'number' && value > 1e12;

/**
 * Counters in Postgres that run out by the database's time. The library reads the clock of the process, so that one an
 * hour ahead would take every counter of the others for run out, and start it again.
 */
export class SharedLimiter extends RateLimiterPostgres {
  readonly #offset: () => number;

  /** @param offset what is added to the process's time for the database's, milliseconds. */
  constructor(options: IRateLimiterPostgresOptions, offset: () => number) {
    super(options);
    this.#offset = offset;
  }

  /** Overrides the one method all statements of the library go through (not in its types). */
  protected async _query(query: Query): Promise<Answer> {
    const offset = this.#offset();
    const values = query.values?.map((value) => (isTime(value) ? value + Math.round(offset) : value));
    const parent = RateLimiterPostgres.prototype as unknown as { _query(query: Query): Promise<Answer> };
    const answer = await parent._query.call(this, { ...query, ...(values === undefined ? {} : { values }) });
    for (const row of answer.rows ?? []) if (row.expire != null) row.expire = Number(row.expire) - offset;
    return answer;
  }
}
