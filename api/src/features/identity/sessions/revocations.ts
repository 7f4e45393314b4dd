import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { Clock } from '../../../kernel/ground/clock.ts';
import type { Signals } from '../../../kernel/work/signals.ts';
import { Session } from '../models.ts';
import { ACCESS_TOKEN_SECONDS } from './access-tokens.ts';

const CHANNEL = 'kiwimesh_session_ended';
/** Milliseconds. */
const RETRY_LOAD = 1_000;

/**
 * Which sessions ended while access tokens of theirs may still be about. Each process keeps the set in memory and
 * hears of additions over Postgres within milliseconds, so that asking costs nothing; while it cannot hear, it asks
 * the database instead of trusting what it has.
 */
export class Revocations {
  readonly #database: Database;
  readonly #signals: Signals;
  readonly #clock: Clock;
  /** Session id -> when its last access token expires, milliseconds since the epoch. */
  readonly #ended = new Map<string, number>();
  #loading: Promise<void> = Promise.resolve();
  /** Whether what ended while nothing was heard is known. */
  #complete = false;
  /** Counts looks: only the newest began after the last time nothing was heard. */
  #looks = 0;
  readonly #listeners: ((sessionId: string) => void)[] = [];

  constructor(database: Database, signals: Signals, clock: Clock) {
    this.#database = database;
    this.#signals = signals;
    this.#clock = clock;
    signals.on(CHANNEL, (sessionId) => {
      if (sessionId !== null) this.#add(sessionId);
      else {
        this.#complete = false;
        this.#loading = this.#load();
      }
    });
  }

  /** Waits until what happened before this process listened is known. */
  ready(): Promise<void> {
    return this.#loading;
  }

  /** Whether tokens of the session must be refused. Answers at once while signals are heard. */
  isEnded(sessionId: string): boolean | Promise<boolean> {
    if (this.#ended.has(sessionId)) return true;
    return this.#signals.connected && this.#complete ? false : this.#ask(sessionId);
  }

  /** Calls back for each session that ends, here or elsewhere, as soon as this process knows. */
  onEnded(listener: (sessionId: string) => void): void {
    this.#listeners.push(listener);
  }

  /** Tells every process, when the unit commits. */
  async announce(uow: UnitOfWork, sessionIds: readonly string[]): Promise<void> {
    await tellEnded(uow, sessionIds);
    uow.afterCommit(() => {
      for (const id of sessionIds) this.#add(id);
    });
  }

  #add(sessionId: string): void {
    const now = this.#clock().getTime();
    // What one process announces it also hears itself.
    const news = !this.#ended.has(sessionId);
    this.#ended.delete(sessionId);
    this.#ended.set(sessionId, now + ACCESS_TOKEN_SECONDS * 1000);
    // Oldest first: what has passed needs no remembering, its tokens have expired.
    for (const [id, until] of this.#ended) {
      if (until > now) break;
      this.#ended.delete(id);
    }
    if (news) for (const listener of this.#listeners) listener(sessionId);
  }

  async #load(): Promise<void> {
    this.#looks += 1;
    const look = this.#looks;
    const since = new Date(this.#clock().getTime() - ACCESS_TOKEN_SECONDS * 1000);
    try {
      const rows = await this.#database.asSystem('load ended sessions', async (uow) =>
        Session.query(uow.trx).select('id').where('revoked_at', '>', since),
      );
      for (const { id } of rows) this.#add(id);
      if (look === this.#looks) this.#complete = true;
    } catch {
      // Until it succeeds every check asks the database, so nothing is let through meanwhile.
      setTimeout(() => {
        if (look === this.#looks && this.#signals.connected) this.#loading = this.#load();
      }, RETRY_LOAD).unref();
    }
  }

  async #ask(sessionId: string): Promise<boolean> {
    const row = await this.#database.asSystem('is the session ended', async (uow) =>
      Session.query(uow.trx).select('revoked_at').findById(sessionId),
    );
    return row === undefined || row.revokedAt !== null;
  }
}

/** Tells every process, this one included, that the sessions ended, when the unit commits. */
export async function tellEnded(uow: UnitOfWork, sessionIds: readonly string[]): Promise<void> {
  if (sessionIds.length === 0) return;
  await uow.trx.raw('select pg_notify(?, id) from unnest(?::text[]) as id', [CHANNEL, [...sessionIds]]);
}
