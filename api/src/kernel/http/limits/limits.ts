import type { Knex } from 'knex';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { principalKey } from '../../auth/principal.ts';
import { Problem } from '../../ground/problem.ts';
import { countedAddress } from '../../values/network-address.ts';
import type { ContractOperation, OperationLimit } from '../contract/document.ts';
import type { Exchange } from '../exchange.ts';
import { SharedLimiter } from './shared-limiter.ts';

/** Seconds over which the general limits count. */
const WINDOW = 60;

export interface LimitSettings {
  /** Requests per minute from one address to one process. 0 switches all limits off. */
  readonly address: number;
  /** Requests per minute of one caller to one process. */
  readonly principal: number;
  /** Requests per minute with one publishable key, of all visitors of its pages, to one process. */
  readonly publishableKey: number;
  /** Multiplies the operations' own limits: 1 in production, more where one address simulates a thousand people. */
  readonly operationFactor: number;
}

/**
 * Rate limits. The general ones, by address before anything else and by caller once authenticated, are counted in this
 * process: no database round trip on a read. An operation's own stricter limit (`x-rate-limit`: sign-in and one-time
 * codes) is counted in Postgres, so that it holds across processes, and in memory while Postgres is unavailable.
 */
export class Limits {
  private readonly addresses: RateLimiterAbstract | null;
  private readonly principals: RateLimiterAbstract | null;
  private readonly pages: RateLimiterAbstract | null;
  private readonly strict = new Map<string, RateLimiterAbstract>();
  private readonly factor: number;
  private readonly db: Knex;
  private readonly offset: () => number;

  /**
   * @param db a pool of the app role.
   * @param offset milliseconds to add to the process's time to get the database's.
   */
  constructor(settings: LimitSettings, db: Knex, offset: () => number = () => 0) {
    this.offset = offset;
    const memory = (keyPrefix: string, points: number) =>
      settings.address === 0 ? null : new RateLimiterMemory({ keyPrefix, points, duration: WINDOW });
    this.addresses = memory('address', settings.address);
    this.principals = memory('principal', settings.principal);
    this.pages = memory('page', settings.publishableKey);
    this.factor = settings.operationFactor;
    this.db = db;
  }

  /** @throws Problem `rate_limited` when the address has sent too many requests. Undefined when limits are off. */
  address(exchange: Exchange): Promise<void> | undefined {
    return this.addresses === null ? undefined : spend(this.addresses, countedAddress(exchange.ip), exchange);
  }

  /**
   * @throws Problem `rate_limited` when the caller, or callers of this operation from the address, sent too many
   *   requests.
   */
  caller(exchange: Exchange, operation: ContractOperation): Promise<void> | undefined {
    if (this.principals === null || this.pages === null) return undefined;
    if (operation.limit?.refuses === false) return this.note(exchange, operation, operation.limit);
    const { principal } = exchange;
    const shared = principal.kind === 'publishable_key';
    // A publishable key is shared by all visitors of the widget: people are distinguished by address, or one of them
    // could keep a whole hospital's residents from signing in.
    const key = principal.kind === 'anonymous' || shared ? null : principalKey(principal);
    if (!shared) return this.one(exchange, operation, key);
    const { pages } = this;
    return spend(pages, principalKey(principal), exchange).then(() => this.one(exchange, operation, null));
  }

  /** Counts by address and tells the operation, which decides itself whom it refuses. */
  private async note(exchange: Exchange, operation: ContractOperation, limit: OperationLimit): Promise<void> {
    try {
      await this.spendStrictly(exchange, operation, limit, null);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      exchange.overLimit = Number(problem.headers['retry-after'] ?? limit.duration);
    }
  }

  private one(
    exchange: Exchange,
    operation: ContractOperation,
    key: string | null,
  ): Promise<void> | undefined {
    if (operation.limit !== null) return this.spendStrictly(exchange, operation, operation.limit, key);
    return key === null ? undefined : spend(this.principals as RateLimiterAbstract, key, exchange);
  }

  private spendStrictly(
    exchange: Exchange,
    operation: ContractOperation,
    limit: OperationLimit,
    key: string | null,
  ): Promise<void> {
    let limiter = this.strict.get(operation.operationId);
    if (limiter === undefined) {
      const settings = {
        keyPrefix: operation.operationId,
        points: limit.points * this.factor,
        duration: limit.duration,
      };
      const shared = {
        ...settings,
        storeClient: this.db,
        storeType: 'knex',
        tableName: 'rate_limit',
        tableCreated: true,
        clearExpiredByTimeout: false,
        insuranceLimiter: new RateLimiterMemory(settings),
      };
      limiter = new SharedLimiter(shared, this.offset);
      this.strict.set(operation.operationId, limiter);
    }
    return spend(limiter, key ?? `address:${countedAddress(exchange.ip)}`, exchange);
  }

  /** Removes expired counters. */
  async purge(): Promise<void> {
    await this.db.raw('DELETE FROM rate_limit WHERE expire < extract(epoch from now()) * 1000');
  }
}

async function spend(limiter: RateLimiterAbstract, key: string, exchange: Exchange): Promise<void> {
  let left: RateLimiterRes;
  try {
    left = await limiter.consume(key);
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    describe(exchange, limiter, refused);
    throw new Problem('rate_limited', {
      detail: 'Wait as long as Retry-After says.',
      headers: { 'retry-after': String(Math.max(1, Math.ceil(refused.msBeforeNext / 1000))) },
    });
  }
  describe(exchange, limiter, left);
}

function describe(exchange: Exchange, limiter: RateLimiterAbstract, left: RateLimiterRes): void {
  exchange.addHeader('ratelimit-limit', String(limiter.points));
  exchange.addHeader('ratelimit-remaining', String(left.remainingPoints));
  exchange.addHeader('ratelimit-reset', String(Math.max(0, Math.ceil(left.msBeforeNext / 1000))));
}
