import { workerLives } from '../coordination/worker-session.ts';
import type { Database } from '../db/unit/database.ts';
import { openUnit } from '../db/unit/open-unit.ts';

/** Something done in the world outside, such as a message that is sent. */
export interface Effect {
  /** The port that does it, such as `messaging`. */
  readonly port: string;
  /** The same key is done once. Ids and times: it is stored in the clear. */
  readonly key: string;
  /** Does it, outside any transaction. @returns the provider's id of it. */
  perform(): Promise<string>;
  /** Whether an error of {@link perform} leaves open whether it happened: a time-out does, a refusal does not. */
  isUnsure(error: unknown): boolean;
  /**
   * What follows when it is unknown whether an earlier attempt happened. `repeat` is for providers that recognise a repeat
   * by themselves. Where they can be asked, `find` gives the ids of what looks like it and was done since then.
   */
  readonly whenUnsure: 'repeat' | { find(since: Date): Promise<readonly string[]> };
}

/** Another worker is doing it now: try again later. */
export class EffectUnderWay extends Error {
  constructor(port: string) {
    super(`an effect of the port ${port} is under way`);
    this.name = 'EffectUnderWay';
  }
}

export interface EffectLedgerOptions {
  readonly database: Database;
  /** The id of this process' worker session; null while it has none. */
  readonly worker: () => number | null;
  /** For how long one attempt may take at most, milliseconds: more than any port waits for its provider. */
  readonly attemptMs?: number;
}

const DAY_MS = 86_400_000;
/** Longer than anything is tried again. */
const KEEP_DAYS = 30;
const BATCH = 5_000;

type Claim =
  | { readonly kind: 'done'; readonly id: string }
  | { readonly kind: 'under_way' }
  | {
      readonly kind: 'claimed';
      readonly attempt: number;
      /** When the earliest attempt of unknown outcome began; null where there is none. */
      readonly unsureSince: Date | null;
    };

interface Row {
  readonly state: 'claimed' | 'open' | 'done';
  readonly provider_id: string | null;
  readonly unsure_since: Date | null;
  readonly attempts: number;
  /** Whether who claimed it can no longer be at it. */
  readonly lapsed: boolean;
}

/**
 * What is done in the world outside happens once for a key: it is claimed before, its outcome is kept after, and who asks
 * again gets that outcome. A claim whose worker is dead, or a failure that leaves the outcome open, is resolved before
 * anything is done again: see {@link Effect.whenUnsure}.
 */
export class EffectLedger {
  readonly #options: EffectLedgerOptions;
  readonly #running = new Map<string, Promise<string>>();

  constructor(options: EffectLedgerOptions) {
    this.#options = options;
  }

  /** @returns the provider's id. @throws EffectUnderWay; what `perform` and `find` throw. */
  once(effect: Effect): Promise<string> {
    // A claim must be committed before the effect, whatever becomes of the caller's transaction.
    if (openUnit() !== undefined)
      throw new Error(`an effect of the port ${effect.port} inside a unit of work`);
    const name = `${effect.port} ${effect.key}`;
    const running = this.#running.get(name);
    if (running !== undefined) return running;
    const begun = this.#once(effect).finally(() => this.#running.delete(name));
    this.#running.set(name, begun);
    return begun;
  }

  /** Of what was done under this id of the provider, the key; null where nothing was, or it is not recorded yet. */
  keyOf(port: string, providerId: string): Promise<string | null> {
    return this.#options.database.asSystem('read an effect', async ({ trx }) => {
      const { rows } = await trx.raw<{ rows: { key: string }[] }>(
        'select key from external_effect where port = ? and provider_id = ?',
        [port, providerId],
      );
      return rows[0]?.key ?? null;
    });
  }

  async #once(effect: Effect): Promise<string> {
    const claim = await this.#claim(effect);
    if (claim.kind === 'done') return claim.id;
    if (claim.kind === 'under_way') throw new EffectUnderWay(effect.port);
    let refused = false;
    try {
      let id = claim.unsureSince === null ? null : await this.#found(effect, claim.unsureSince);
      if (id === null) {
        id = await effect.perform().catch((error: unknown) => {
          refused = !effect.isUnsure(error);
          throw error;
        });
      }
      await this.#done(effect, id);
      return id;
    } catch (error) {
      // Also unsure: what the provider took and could not be recorded, and what the provider could not be asked about.
      await this.#release(effect, claim.attempt, refused);
      throw error;
    }
  }

  async #found({ port, whenUnsure }: Effect, since: Date): Promise<string | null> {
    if (whenUnsure === 'repeat') return null;
    const candidates = await whenUnsure.find(since);
    if (candidates.length === 0) return null;
    return this.#options.database.asSystem('claim an effect', async ({ trx }) => {
      // Those of other effects are known: two messages may read alike.
      const { rows } = await trx.raw<{ rows: { id: string }[] }>(
        'select provider_id as id from external_effect where port = ? and provider_id = any(?)',
        [port, [...candidates]],
      );
      const taken = new Set(rows.map(({ id }) => id));
      return candidates.find((id) => !taken.has(id)) ?? null;
    });
  }

  #claim({ port, key }: Effect): Promise<Claim> {
    const { database, worker, attemptMs = 60_000 } = this.#options;
    const values = { port, key, worker: worker(), seconds: attemptMs / 1_000 };
    return database.asSystem('claim an effect', async ({ trx }) => {
      const inserted = await trx.raw<{ rows: unknown[] }>(
        `insert into external_effect (port, key, state, claimed_by, claimed_until, unsure_since)
         values (:port, :key, 'claimed', :worker, now() + make_interval(secs => :seconds), now())
         on conflict do nothing returning 1`,
        values,
      );
      if (inserted.rows.length > 0) return { kind: 'claimed', attempt: 1, unsureSince: null };
      const { rows } = await trx.raw<{ rows: Row[] }>(
        `select state, provider_id, unsure_since, attempts,
                claimed_until < now() or claimed_by is not null and not ${workerLives('claimed_by')} as lapsed
           from external_effect where port = :port and key = :key for update`,
        values,
      );
      const [row] = rows;
      // Forgotten between the two statements.
      if (row === undefined) return { kind: 'under_way' };
      if (row.state === 'done') return { kind: 'done', id: row.provider_id ?? '' };
      if (row.state === 'claimed' && !row.lapsed) return { kind: 'under_way' };
      await trx.raw(
        `update external_effect
            set state = 'claimed', claimed_by = :worker, claimed_until = now() + make_interval(secs => :seconds),
                attempts = attempts + 1, unsure_since = coalesce(unsure_since, now())
          where port = :port and key = :key`,
        values,
      );
      return { kind: 'claimed', attempt: row.attempts + 1, unsureSince: row.unsure_since };
    });
  }

  async #done({ port, key }: Effect, id: string): Promise<void> {
    await this.#options.database.asSystem('record an effect', ({ trx }) =>
      trx
        .raw(
          `update external_effect
              set state = 'done', provider_id = :id, claimed_by = null, claimed_until = null, unsure_since = null
            where port = :port and key = :key`,
          { port, key, id },
        )
        .then(() => undefined),
    );
  }

  /** Another attempt may be made. Where this cannot be written, the claim lapses by itself. */
  async #release({ port, key }: Effect, attempt: number, refused: boolean): Promise<void> {
    await this.#options.database
      .asSystem('record an effect', ({ trx }) =>
        trx
          .raw(
            `update external_effect
                set state = 'open', claimed_by = null, claimed_until = null,
                    unsure_since = case when not :refused then unsure_since end
              where port = :port and key = :key and state = 'claimed' and attempts = :attempt`,
            { port, key, attempt, refused },
          )
          .then(() => undefined),
      )
      // The claim then ends with its worker, or when its time is over; the caller gets the failure of the effect itself.
      .catch(() => undefined);
  }

  /** Forgets what is older than anything that is tried again. */
  async purge(): Promise<void> {
    for (;;) {
      const removed = await this.#options.database.asSystem('delete old effects', async ({ trx, now }) => {
        const { rowCount } = await trx.raw<{ rowCount: number }>(
          `delete from external_effect where (port, key) in (
             select port, key from external_effect where created_at < cast(? as timestamptz) limit ?)`,
          [new Date(now.getTime() - KEEP_DAYS * DAY_MS).toISOString(), BATCH],
        );
        return rowCount;
      });
      if (removed < BATCH) return;
    }
  }
}
