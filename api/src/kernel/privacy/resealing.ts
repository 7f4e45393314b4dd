import type { Database } from '../db/unit/database.ts';
import type { Logger } from '../observability/logger.ts';
import { reencrypt } from './reencrypt.ts';

/**
 * The background sweep of a change of data keys: a process with background work that was started with previous keys
 * seals everything once under the newest key, beside its other work. `kiwimesh db reencrypt` does the same manually,
 * and shows what is left.
 */
export class Resealing {
  private readonly database: Database;
  private readonly log: Logger;
  private readonly aborting = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private sealed = 0;

  constructor(database: Database, log: Logger) {
    this.database = database;
    this.log = log;
  }

  /** Rows re-encrypted by this process so far. */
  get rows(): number {
    return this.sealed;
  }

  start(): void {
    if (this.database.dataKeys?.rotating !== true) return;
    this.running = this.sweep();
  }

  /** Ends after the current batch. */
  async stop(): Promise<void> {
    this.aborting.abort();
    await this.running;
  }

  private async sweep(): Promise<void> {
    const before = new Map<string, number>();
    try {
      const rows = await reencrypt(this.database, {
        signal: this.aborting.signal,
        onProgress: (table, done) => {
          this.sealed += done - (before.get(table) ?? 0);
          before.set(table, done);
        },
      });
      this.log.info({ rows, stopped: this.aborting.signal.aborted }, 'sealed under the newest data key');
    } catch (err) {
      this.log.error(
        { err },
        're-encryption with the newest data key failed: it continues at the next start',
      );
    }
  }
}
