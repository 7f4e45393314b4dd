import { Problem } from '../ground/problem.ts';
import { currentContext } from '../observability/context.ts';

/** Interactive work, for which a person waits, and bulk work, which may take its time. */
export type Lane = 'interactive' | 'bulk';

export interface BulkheadOptions {
  /** How many may wait in a lane; more are rejected. Default: no limit. */
  readonly waiting?: number;
  /** How many of one share may wait in a lane. Default: the lane's limit. */
  readonly waitingPerShare?: number;
  /** How many of one share may run at once. Default: the limit of all. */
  readonly runningPerShare?: number;
  /** How long work may wait, milliseconds; after that it is rejected. Default: no limit. */
  readonly waitAtMost?: number;
  /** What is thrown when the limit is exceeded. */
  readonly refusal?: () => Error;
}

export interface Turn {
  /** Default `interactive`. */
  readonly lane?: Lane;
  /** The share of the work: turns alternate between shares. Default: that of the request, see `WorkContext`. */
  readonly share?: string;
}

/** While both lanes wait, one turn of this number goes to the bulk lane, so that it always makes progress. */
const BULK_EVERY = 8;
/** The share of work that belongs to no request. */
const OWN = 'system';

/**
 * The documented problem of a full queue. @param detail what there is too much of, and that the request can be
 * repeated.
 */
export const overloaded = (detail: string, retryAfterSeconds: number) => (): Problem =>
  new Problem('overloaded', { detail, headers: { 'retry-after': String(retryAfterSeconds) } });

/**
 * Limits how many pieces of work run at once; the rest wait. Keeps a rush on one resource from taking every database
 * connection or thread of the process: waiting work holds none.
 *  Fair: interactive work goes before bulk work, and within a lane the shares (tenants, or networks of unknown callers)
 *  alternate, so that a long queue of one share delays another by one piece of work and not by the whole queue.
 */
export class Bulkhead {
  readonly #limit: number;
  readonly #options: Required<BulkheadOptions>;
  readonly #lanes: Record<Lane, RoundRobin> = { interactive: new RoundRobin(), bulk: new RoundRobin() };
  readonly #runningOf = new Map<string, number>();
  #running = 0;
  /** Turns given to interactive work while bulk work waited, since the last turn of the bulk lane. */
  #passed = 0;

  constructor(limit: number, options: BulkheadOptions = {}) {
    const { waiting = Number.POSITIVE_INFINITY } = options;
    this.#limit = limit;
    this.#options = {
      waiting,
      waitingPerShare: waiting,
      runningPerShare: limit,
      waitAtMost: Number.POSITIVE_INFINITY,
      refusal: () => new Error('too many wait'),
      ...options,
    };
  }

  /** How many are waiting. */
  get waiting(): number {
    return this.#lanes.interactive.size + this.#lanes.bulk.size;
  }

  /** Runs `work` when its turn comes. @throws the given problem when too many are waiting already. */
  async run<T>(work: () => Promise<T>, turn: Turn = {}): Promise<T> {
    const { lane = 'interactive', share = currentContext()?.share ?? OWN } = turn;
    if (this.#running < this.#limit && this.#mayRun(share)) this.#begin(share);
    else await this.#wait(lane, share);
    try {
      return await work();
    } finally {
      this.#end(share);
    }
  }

  #wait(lane: Lane, share: string): Promise<void> {
    const queue = this.#lanes[lane];
    const { waiting, waitingPerShare, waitAtMost, refusal } = this.#options;
    if (queue.size >= waiting || queue.sizeOf(share) >= waitingPerShare) throw refusal();
    return new Promise((resolve, reject) => {
      if (waitAtMost === Number.POSITIVE_INFINITY) return queue.add(share, resolve);
      const start = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        queue.remove(share, start);
        reject(refusal());
      }, waitAtMost);
      queue.add(share, start);
    });
  }

  readonly #mayRun = (share: string): boolean =>
    (this.#runningOf.get(share) ?? 0) < this.#options.runningPerShare;

  #begin(share: string): void {
    this.#running += 1;
    this.#runningOf.set(share, (this.#runningOf.get(share) ?? 0) + 1);
  }

  #end(share: string): void {
    this.#running -= 1;
    const left = (this.#runningOf.get(share) ?? 1) - 1;
    if (left === 0) this.#runningOf.delete(share);
    else this.#runningOf.set(share, left);
    // Passed on at once, so that new work cannot overtake those that wait.
    while (this.#running < this.#limit) {
      const next = this.#next();
      if (next === undefined) return;
      this.#begin(next.share);
      next.start();
    }
  }

  #next(): Waiting | undefined {
    const { interactive, bulk } = this.#lanes;
    const bulkFirst = this.#passed >= BULK_EVERY - 1;
    const [first, second] = bulkFirst ? [bulk, interactive] : [interactive, bulk];
    const bulkWaits = bulk.size > 0;
    const fromFirst = first.take(this.#mayRun);
    const next = fromFirst ?? second.take(this.#mayRun);
    const isBulk = (fromFirst === undefined ? second : first) === bulk;
    this.#passed = isBulk || !bulkWaits ? 0 : this.#passed + 1;
    return next;
  }
}

interface Waiting {
  readonly share: string;
  readonly start: () => void;
}

/** Queues of one lane by share. The map's order is the order of turns. */
class RoundRobin {
  readonly #queues = new Map<string, (() => void)[]>();
  size = 0;

  sizeOf(share: string): number {
    return this.#queues.get(share)?.length ?? 0;
  }

  add(share: string, start: () => void): void {
    const queue = this.#queues.get(share);
    if (queue === undefined) this.#queues.set(share, [start]);
    else queue.push(start);
    this.size += 1;
  }

  /** Removes one that no longer waits. */
  remove(share: string, start: () => void): void {
    const queue = this.#queues.get(share)?.filter((other) => other !== start) ?? [];
    if (queue.length === 0) this.#queues.delete(share);
    else this.#queues.set(share, queue);
    this.size -= 1;
  }

  /** The next of the first share that may run; the share's next turn comes after those of all others. */
  take(mayRun: (share: string) => boolean): Waiting | undefined {
    for (const [share, queue] of this.#queues) {
      if (!mayRun(share)) continue;
      const start = queue.shift() as () => void;
      this.#queues.delete(share);
      if (queue.length > 0) this.#queues.set(share, queue);
      this.size -= 1;
      return { share, start };
    }
    return undefined;
  }
}
