import { Bulkhead, type BulkheadOptions, overloaded } from '../../coordination/bulkhead.ts';
import { Problem } from '../../ground/problem.ts';
import type { Cost } from '../contract/extensions/cost.ts';
import type { Exchange } from '../exchange.ts';

/** Maximum number waiting: in total, and of one tenant. Bulk requests take seconds each, so fewer of them may wait. */
const WAITING: Readonly<Record<Cost, readonly [inAll: number, perTenant: number]>> = {
  query: [400, 100],
  bulk: [60, 12],
};
/** As long as for a database connection: after that, retrying serves a caller better than waiting. */
const WAIT_AT_MOST_MS = 10_000;
const RETRY_AFTER_SECONDS = 5;

/** How many expensive requests run at once, in total and of one tenant. */
export interface LaneSizes {
  readonly all: number;
  readonly perTenant: number;
  readonly bulk: number;
  readonly bulkPerTenant: number;
}

/**
 * Half of the connections are always left to sign-ins, bookings, single records and background work. Of the other half
 * a tenant has at most half, and so has bulk work. At least one of each, so that a small pool serves everything.
 */
export function laneSizes(pool: number): LaneSizes {
  const half = (size: number, round = Math.floor) => Math.max(1, round(size / 2));
  const all = half(pool);
  const bulk = half(all);
  return { all, perTenant: half(all), bulk, bulkPerTenant: half(bulk, Math.ceil) };
}

/**
 * Limits how many requests of the operations that the contract calls expensive (`x-cost`) run at once, since each holds
 * a database connection for as long as its queries take. Tenants take turns, and queries go before bulk work.
 */
export class CostLanes {
  readonly #expensive: Bulkhead;
  readonly #bulk: Bulkhead;

  /** @param pool number of database connections of the process. */
  constructor(pool: number) {
    const { all, perTenant, bulk, bulkPerTenant } = laneSizes(pool);
    this.#expensive = new Bulkhead(all, { runningPerShare: perTenant, ...queue('query') });
    this.#bulk = new Bulkhead(bulk, { runningPerShare: bulkPerTenant, ...queue('bulk') });
  }

  /** Runs the handler of the request when its turn comes. @throws Problem `overloaded` with `Retry-After`. */
  run<T>(exchange: Exchange, work: () => Promise<T>): Promise<T> {
    const { cost } = exchange.routed;
    if (cost === null) return work();
    const share = tenantOf(exchange);
    const turn = share === undefined ? {} : { share };
    const begin = () => {
      // A caller who disconnected while waiting leaves the connection to the others.
      if (exchange.res.closed) throw new Problem('overloaded', { detail: 'The caller did not wait.' });
      return work();
    };
    if (cost === 'query') return this.#expensive.run(begin, turn);
    return this.#bulk.run(() => this.#expensive.run(begin, { ...turn, lane: 'bulk' }), turn);
  }
}

function queue(cost: Cost): BulkheadOptions {
  const [waiting, waitingPerShare] = WAITING[cost];
  return {
    waiting,
    waitingPerShare,
    waitAtMost: WAIT_AT_MOST_MS,
    refusal: overloaded(
      'Too many large requests of your organisation are being served at this moment. Try again in a few seconds.',
      RETRY_AFTER_SECONDS,
    ),
  };
}

/**
 * Visitors of a hospital's pages count to the hospital here, not to their networks: from many networks they would
 * otherwise take the turns of other tenants. All other callers count as in the context of the work.
 */
function tenantOf({ principal }: Exchange): string | undefined {
  return principal.kind === 'publishable_key' ? principal.hospitalId : undefined;
}
