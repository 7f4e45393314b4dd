import type { Signals } from '../../../kernel/coordination/signals.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { Clock } from '../../../kernel/ground/clock.ts';
import { Session } from '../models.ts';
import { ACCESS_TOKEN_SECONDS } from './access-tokens.ts';

const CHANNEL = 'kiwimesh_session_ended';
/** Milliseconds. */
const RETRY_LOAD = 1_000;

/**
 * The ended sessions whose access tokens may not have expired yet. Each process keeps the set in memory and receives
 * additions over Postgres within milliseconds, so that a check costs nothing; while the connection for notifications is
 * down, each check queries the database instead.
 */
export class Revocations {
  readonly #database: Database;
  readonly #signals: Signals;
  readonly #clock: Clock;
  /** Session id -> when its last access token expires, milliseconds since the epoch. */
  readonly #ended = new Map<string, number>();
  #loading: Promise<void> = Promise.resolve();
  /** Whether the sessions that ended while no notifications arrived have been loaded. */
  #complete = false;
  /** Number of the newest load; only that one started after the last interruption. */
  #loads = 0;
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

  /** Resolves when the sessions that ended before this process started listening are loaded. */
  ready(): Promise<void> {
    return this.#loading;
  }

  /** Whether tokens of the session must be rejected. Synchronous while notifications arrive. */
  isEnded(sessionId: string): boolean | Promise<boolean> {
    if (this.#ended.has(sessionId)) return true;
    return this.#signals.connected && this.#complete ? false : this.#query(sessionId);
  }

  /** Calls back for each session that ends, on any process, as soon as this process is notified. */
  onEnded(listener: (sessionId: string) => void): void {
    this.#listeners.push(listener);
  }

  /** Notifies every process when the unit of work commits. */
  async announce(uow: UnitOfWork, sessionIds: readonly string[]): Promise<void> {
    if (sessionIds.length === 0) return;
    await uow.trx.raw('select pg_notify(?, id) from unnest(?::text[]) as id', [CHANNEL, [...sessionIds]]);
    uow.afterCommit(() => {
      for (const id of sessionIds) this.#add(id);
    });
  }

  #add(sessionId: string): void {
    const now = this.#clock().getTime();
    // A process also receives its own notifications.
    const isNew = !this.#ended.has(sessionId);
    this.#ended.delete(sessionId);
    this.#ended.set(sessionId, now + ACCESS_TOKEN_SECONDS * 1000);
    // Oldest first: once its tokens have expired, a session need not be kept.
    for (const [id, until] of this.#ended) {
      if (until > now) break;
      this.#ended.delete(id);
    }
    if (isNew) for (const listener of this.#listeners) listener(sessionId);
  }

  async #load(): Promise<void> {
    this.#loads += 1;
    const load = this.#loads;
    const since = new Date(this.#clock().getTime() - ACCESS_TOKEN_SECONDS * 1000);
    try {
      const rows = await this.#database.asSystem('load ended sessions', async (uow) =>
        Session.query(uow.trx).select('id').where('revoked_at', '>', since),
      );
      for (const { id } of rows) this.#add(id);
      if (load === this.#loads) this.#complete = true;
    } catch {
      // Until a load succeeds, every check queries the database, so no ended session is accepted.
      setTimeout(() => {
        if (load === this.#loads && this.#signals.connected) this.#loading = this.#load();
      }, RETRY_LOAD).unref();
    }
  }

  async #query(sessionId: string): Promise<boolean> {
    const row = await this.#database.asSystem('is the session ended', async (uow) =>
      Session.query(uow.trx).select('revoked_at').findById(sessionId),
    );
    return row === undefined || row.revokedAt !== null;
  }
}
