import { availableParallelism } from 'node:os';
import { Bulkhead, overloaded } from '../../../kernel/work/bulkhead.ts';

/** How many threads libuv has for hashing, look-ups of names and files together, unless the environment says otherwise. */
const LIBUV_THREADS = Number(process.env.UV_THREADPOOL_SIZE ?? 4);
/** About six seconds of hashing on two cores: a caller who came later would have given up before the answer. */
const MOST_WAITING = 1_000;
/** Of one tenant or network: one import with all its passwords, or a rush of sign-ins. */
const MOST_WAITING_PER_SHARE = 500;
/** Until a try makes sense again. */
const RETRY_AFTER_SECONDS = 5;

export interface QueueLimits {
  readonly running: number;
  readonly waiting: number;
}

/**
 * Password hashes of this process, a few at a time: each takes 13 ms of a thread and 19 MiB. Unbounded, a rush of
 * sign-ins fills every thread of libuv, and connections to Postgres, whose names are looked up there, wait behind it.
 * One thread is always left to others. Sign-ins go before the passwords of an import, and tenants take turns.
 */
export class HashingQueue extends Bulkhead {
  constructor(limits: Partial<QueueLimits> = {}) {
    const running = Math.max(1, Math.min(availableParallelism(), LIBUV_THREADS - 1));
    const { waiting, running: limit } = { running, waiting: MOST_WAITING, ...limits };
    super(limit, {
      waiting,
      waitingPerShare: MOST_WAITING_PER_SHARE,
      refusal: overloaded(
        'Too many sign-ins are in progress. Try again in a few seconds.',
        RETRY_AFTER_SECONDS,
      ),
    });
  }
}
