import { createHash } from 'node:crypto';
import type { UnitOfWork } from '../db/unit/unit-of-work.ts';

/**
 * Holds a transaction-level advisory lock for each digest, so that counting and writing form one step: units of work
 * with the same digest run one after another. Sorted, so that two units cannot deadlock.
 */
export async function lockKeys(uow: UnitOfWork, digests: readonly Buffer[]): Promise<void> {
  for (const digest of [...digests].sort(Buffer.compare)) {
    await uow.trx.raw('select pg_advisory_xact_lock(?::bigint)', [digest.readBigInt64BE(0).toString()]);
  }
}

/** A digest for {@link lockKeys} of what is counted, such as `webhook endpoints of HOSPITAL`. */
export const lockKey = (name: string): Buffer => createHash('sha256').update(name).digest();
