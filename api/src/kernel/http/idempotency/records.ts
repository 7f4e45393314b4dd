import type { Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';

/** Which request: the same three for every repeat of it. */
export interface RequestKey {
  /** `<kind>:<id>` of the caller. */
  readonly actor: string;
  readonly operation: string;
  readonly key: string;
}

export interface SavedReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text, null for a reply without body. */
  readonly body: string | null;
}

/** What claiming a key came to. */
export type Claim =
  | { readonly outcome: 'claimed'; readonly holder: string }
  | { readonly outcome: 'saved'; readonly reply: SavedReply }
  | { readonly outcome: 'in_progress' }
  /** The first request's work was committed, but it died before its reply was kept. */
  | { readonly outcome: 'reply_lost' }
  | { readonly outcome: 'other_request' };

/** A holder that neither saves nor renews for this long is taken for dead. */
export const LEASE_SECONDS = 60;
/** How long a reply is kept. */
const KEPT = "interval '24 hours'";

/*
 * These statements commit without waiting for the disk: each is undone or repeated safely. A claim lost with the
 * server is lost together with the work that came after it, whose own commit waits for the log up to there; a saved
 * reply lost leaves the mark that the work's transaction set. It saves two disk waits of three in each POST.
 */
const LAZY = `lazy AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true) AS setting)`;

interface Row {
  readonly fingerprint: string;
  readonly status: number | null;
  readonly headers: Record<string, string> | null;
  readonly body: string | null;
  readonly effect_at: Date | null;
  readonly leased: boolean;
}

/** The table of idempotency records. Every method is one statement. */
export class IdempotencyRecords {
  private readonly db: Knex;

  /** @param db a pool of the app role; records belong to no tenant and are keyed by their caller. */
  constructor(db: Knex) {
    this.db = db;
  }

  /** Takes the key, or says why it cannot be had. Of any number of simultaneous calls exactly one claims. */
  async claim(request: RequestKey, fingerprint: string): Promise<Claim> {
    const holder = uuidv7();
    const claimed = await this.db.raw(
      `WITH ${LAZY}
       INSERT INTO idempotency_record AS r (actor, operation, key, fingerprint, holder, leased_until)
       SELECT ?, ?, ?, ?, ?, now() + make_interval(secs => ?) FROM lazy WHERE setting IS NOT NULL
       ON CONFLICT (actor, operation, key) DO UPDATE
         SET fingerprint = excluded.fingerprint, holder = excluded.holder, leased_until = excluded.leased_until,
             effect_at = NULL, status = NULL, headers = NULL, body = NULL, created_at = now()
         WHERE r.created_at < now() - ${KEPT}
            OR (r.status IS NULL AND r.effect_at IS NULL AND r.leased_until < now() AND r.fingerprint = excluded.fingerprint)
       RETURNING holder`,
      [request.actor, request.operation, request.key, fingerprint, holder, LEASE_SECONDS],
    );
    if (claimed.rows.length > 0) return { outcome: 'claimed', holder };
    const found = await this.db.raw(
      `SELECT fingerprint, status, headers, body, effect_at, leased_until >= now() AS leased
       FROM idempotency_record WHERE actor = ? AND operation = ? AND key = ?`,
      [request.actor, request.operation, request.key],
    );
    const row: Row | undefined = found.rows[0];
    // Released between the two statements: the caller may try again at once.
    if (row === undefined) return { outcome: 'in_progress' };
    if (row.fingerprint !== fingerprint) return { outcome: 'other_request' };
    if (row.status !== null) {
      return {
        outcome: 'saved',
        reply: { status: row.status, headers: row.headers ?? {}, body: row.body },
      };
    }
    return { outcome: row.effect_at !== null && !row.leased ? 'reply_lost' : 'in_progress' };
  }

  /** Keeps the reply for repeats. */
  async save(request: RequestKey, holder: string, reply: SavedReply): Promise<void> {
    await this.db.raw(
      `WITH ${LAZY}
       UPDATE idempotency_record SET status = ?, headers = ?, body = ? FROM lazy
       WHERE setting IS NOT NULL AND actor = ? AND operation = ? AND key = ? AND holder = ?`,
      [
        reply.status,
        JSON.stringify(reply.headers),
        reply.body,
        request.actor,
        request.operation,
        request.key,
        holder,
      ],
    );
  }

  /** Gives the key back after a failure, so that a repeat runs; where the work was committed it only ends the lease. */
  async release(request: RequestKey, holder: string): Promise<void> {
    const which = [request.actor, request.operation, request.key, holder];
    await this.db.raw(
      `WITH gone AS (
         DELETE FROM idempotency_record
         WHERE actor = ? AND operation = ? AND key = ? AND holder = ? AND effect_at IS NULL)
       UPDATE idempotency_record SET leased_until = now() - interval '1 second'
       WHERE actor = ? AND operation = ? AND key = ? AND holder = ? AND effect_at IS NOT NULL`,
      [...which, ...which],
    );
  }

  /** Tells others that the holder still lives. */
  async renew(request: RequestKey, holder: string): Promise<void> {
    await this.db.raw(
      `UPDATE idempotency_record SET leased_until = now() + make_interval(secs => ?)
       WHERE actor = ? AND operation = ? AND key = ? AND holder = ?`,
      [LEASE_SECONDS, request.actor, request.operation, request.key, holder],
    );
  }

  /**
   * Marks, inside the transaction that does the work, that it was done.
   * @returns false when the key was taken over meanwhile: the transaction must not commit.
   */
  static async markEffect(trx: Knex, request: RequestKey, holder: string): Promise<boolean> {
    const marked = await trx.raw(
      `UPDATE idempotency_record SET effect_at = now()
       WHERE actor = ? AND operation = ? AND key = ? AND holder = ?`,
      [request.actor, request.operation, request.key, holder],
    );
    return marked.rowCount === 1;
  }

  /** Forgets what is older than 24 hours, some thousands at a time. @returns how many. */
  async purge(): Promise<number> {
    const purged = await this.db.raw(
      `DELETE FROM idempotency_record WHERE ctid = ANY (ARRAY(
         SELECT ctid FROM idempotency_record WHERE created_at < now() - ${KEPT} LIMIT 5000))`,
    );
    return purged.rowCount;
  }
}
