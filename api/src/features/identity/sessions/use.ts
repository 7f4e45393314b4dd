import type { Database } from '../../../kernel/db/unit/database.ts';
import type { Clock } from '../../../kernel/ground/clock.ts';
import { outsideContext } from '../../../kernel/observability/context.ts';
import { Session } from '../models.ts';

/** `lastUsedAt` is accurate to a minute: at most one write per session, minute and process. */
const INTERVAL = 60_000;
/** Milliseconds in which uses are collected before one statement writes them all. */
const BATCH_WINDOW = 1_000;

/**
 * Records when a session was last used. A request only pays for a map look-up; writing happens in the background, and a
 * failed write never fails a request.
 */
export class SessionUse {
  readonly #database: Database;
  readonly #clock: Clock;
  /** Session id -> when its use was last noted, milliseconds since the epoch; oldest first. */
  readonly #noted = new Map<string, number>();
  #pending: string[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  note(sessionId: string): void {
    const now = this.#clock().getTime();
    if (now - (this.#noted.get(sessionId) ?? 0) < INTERVAL) return;
    this.#noted.delete(sessionId);
    this.#noted.set(sessionId, now);
    for (const [id, at] of this.#noted) {
      if (now - at < INTERVAL) break;
      this.#noted.delete(id);
    }
    this.#pending.push(sessionId);
    // Outside the context: the write covers many requests and must not appear in the audit log as part of this one.
    this.#timer ??= outsideContext(() => setTimeout(() => void this.flush(), BATCH_WINDOW).unref());
  }

  /** Writes what is pending. Skips locked rows: a refresh or the end of a session updates the row itself. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const ids = this.#pending.splice(0);
    if (ids.length === 0) return;
    try {
      await this.#database.asSystem('note the use of sessions', async (uow) => {
        const free = Session.query(uow.trx)
          .select('id')
          .whereIn('id', ids)
          .where('last_used_at', '<', uow.now)
          .orderBy('id')
          .forUpdate()
          .skipLocked();
        await Session.query(uow.trx).patch({ lastUsedAt: uow.now }).whereIn('id', free);
      });
    } catch {
      // The next use is noted again; every other call reports that the database is unavailable.
      for (const id of ids) this.#noted.delete(id);
    }
  }
}
