import { availableParallelism } from 'node:os';
import { Bulkhead, overloaded } from '../../../kernel/coordination/bulkhead.ts';

/** libuv's threads for hashing, DNS look-ups and files; four is its default. */
const LIBUV_THREADS = Number(process.env.UV_THREADPOOL_SIZE ?? 4);
/** About six seconds of hashing on two cores; later callers would give up before the reply. */
const MAX_WAITING = 1_000;
/** For one tenant or network: an import with all its passwords, or a rush of sign-ins. */
const MAX_WAITING_PER_SHARE = 500;
const RETRY_AFTER_SECONDS = 5;

export interface QueueLimits {
  readonly running: number;
  readonly waiting: number;
}

/**
 * Limits the password hashes that run at once in this process: each takes 13 ms of a thread and 19 MiB. Without a limit,
 * a rush of sign-ins occupies every libuv thread and delays new Postgres connections, whose DNS look-ups use them too; so
 * one thread always stays free. Sign-ins go before the passwords of an import, and tenants take turns.
 */
export class HashingQueue extends Bulkhead {
  constructor(limits: Partial<QueueLimits> = {}) {
    const running = Math.max(1, Math.min(availableParallelism(), LIBUV_THREADS - 1));
    const { waiting, running: limit } = { running, waiting: MAX_WAITING, ...limits };
    super(limit, {
      waiting,
      waitingPerShare: MAX_WAITING_PER_SHARE,
      refusal: overloaded(
        'Too many sign-ins are in progress. Try again in a few seconds.',
        RETRY_AFTER_SECONDS,
      ),
    });
  }
}
