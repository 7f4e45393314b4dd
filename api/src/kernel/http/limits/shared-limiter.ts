import { type IRateLimiterPostgresOptions, RateLimiterPostgres } from 'rate-limiter-flexible';

interface Query {
  readonly name?: string;
  readonly text: string;
  readonly values?: readonly unknown[];
}

interface Answer {
  readonly rows: { expire?: string | number | null }[];
}

/** Times are the only numbers this large among the values: milliseconds since 2001 or later. */
const isTime = (value: unknown): value is number => typeof value === 'number' && value > 1e12;

/**
 * Counters in Postgres that expire by the database's time. The library reads the clock of the process, so that one that
 * is an hour fast would treat every counter of the others as expired and start it again.
 */
export class SharedLimiter extends RateLimiterPostgres {
  readonly #offset: () => number;

  /** @param offset milliseconds to add to the process's time to get the database's. */
  constructor(options: IRateLimiterPostgresOptions, offset: () => number) {
    super(options);
    this.#offset = offset;
  }

  /** Overrides the one method that all statements of the library go through (not in its types). */
  protected async _query(query: Query): Promise<Answer> {
    const offset = this.#offset();
    const values = query.values?.map((value) => (isTime(value) ? value + Math.round(offset) : value));
    const parent = RateLimiterPostgres.prototype as unknown as { _query(query: Query): Promise<Answer> };
    const answer = await parent._query.call(this, { ...query, ...(values === undefined ? {} : { values }) });
    for (const row of answer.rows ?? []) if (row.expire != null) row.expire = Number(row.expire) - offset;
    return answer;
  }
}
