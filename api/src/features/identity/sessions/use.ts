import type { Database } from '../../../kernel/db/unit/database.ts';
import type { Clock } from '../../../kernel/ground/clock.ts';
import { outsideContext } from '../../../kernel/observability/context.ts';
import { Session } from '../models.ts';

/** `lastUsedAt` is good to a minute: one write a session and minute in each process that it calls. */
const INTERVAL = 60_000;
/** Milliseconds uses are gathered before they are written, with one statement for all of them. */
const GATHERED = 1_000;

/**
 * Writes down that access tokens of a session are used. It costs a call nothing but a look at a map; the writing is done
 * in the background, and a use that could not be written is no reason to refuse it.
 */
export class SessionUse {
  readonly #database: Database;
  readonly #clock: Clock;
  /** Session id -> when its use was last noted, milliseconds since the epoch; oldest first. */
  readonly #noted = new Map<string, number>();
  #waiting: string[] = [];
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
    this.#waiting.push(sessionId);
    // No part of the request that is the first of many, least of all in the audit log.
    this.#timer ??= outsideContext(() => setTimeout(() => void this.flush(), GATHERED).unref());
  }

  /** Writes what was gathered. A row that is busy is passed over: whoever has it (a refresh, an ending) says more. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const ids = this.#waiting.splice(0);
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
      // Its next use is noted again; that the database is away is heard from every other call.
      for (const id of ids) this.#noted.delete(id);
    }
  }
}
