import { hash } from 'node:crypto';
import type { QueryBuilder } from 'objection';
import type { ApiKeyPrincipal, PublishableKeyPrincipal } from '../../../kernel/auth/principal.ts';
import type { Signals } from '../../../kernel/coordination/signals.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { Clock } from '../../../kernel/ground/clock.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { outsideContext } from '../../../kernel/observability/context.ts';
import type { AccountsFace, OrganisationsFace } from '../../organisations/index.ts';
import { ApiKey } from '../models.ts';
import { identityProblems } from '../problems.ts';

const CHANNEL = 'kiwimesh_api_key';
/** Milliseconds that a key or the set of origins is cached, as long as notifications of changes arrive. */
const CACHE_TTL = 30_000;
const CACHE_SIZE = 5_000;
/** `lastUsedAt` is accurate to a minute: writing it at each use would cost more than the check. */
const USE_INTERVAL = 60_000;

type Condition = (query: QueryBuilder<ApiKey>) => void;

interface CachedKey {
  readonly row: ApiKey;
  readonly until: number;
}

interface Deps {
  readonly database: Database;
  readonly organisations: OrganisationsFace & Pick<AccountsFace, 'staffContact'>;
  readonly signals: Signals;
  readonly clock: Clock;
}

/** Turns a key into a principal. Secret keys are found by digest; publishable keys also need an allowed origin. */
export class KeyVerifier {
  readonly #deps: Deps;
  readonly #cache = new Map<string, CachedKey>();
  /** Key id -> when its use was last noted, milliseconds since the epoch. */
  readonly #used = new Map<string, number>();
  /** Counts changes: what was read before a change must not be cached after it. */
  #changes = 0;
  readonly #listeners: (() => void)[] = [];
  #origins: { readonly allowed: ReadonlySet<string>; readonly until: number } | undefined;

  constructor(deps: Deps) {
    this.#deps = deps;
    deps.signals.on(CHANNEL, () => this.#clear());
  }

  async verifySecret(key: string): Promise<ApiKeyPrincipal> {
    const digest = hash('sha256', key, 'buffer');
    const row = await this.#find(
      `s:${digest.toString('base64url')}`,
      (query) => query.where('secret_hash', digest).orWhere('previous_secret_hash', digest),
      (found) => (found.secretHash?.equals(digest) ? null : found.previousSecretExpiresAt),
    );
    this.#noteUse(row);
    return { kind: 'api_key', id: row.id, hospitalId: row.hospitalId, scopes: row.scopes };
  }

  /** @param origin of the page; null outside browsers, where publishable keys are rejected. */
  async verifyPublishable(key: string, origin: string | null): Promise<PublishableKeyPrincipal> {
    const row = await this.#find(`p:${key}`, (query) => query.where('publishable_key', key));
    if (origin === null || !row.allowedOrigins.includes(origin)) {
      throw new Problem(identityProblems.origin_not_allowed, {
        detail:
          'Add the origin of this page to the allowed origins of the key, exactly as the browser sends it.',
      });
    }
    this.#noteUse(row);
    return { kind: 'publishable_key', id: row.id, hospitalId: row.hospitalId as string };
  }

  async isAllowedOrigin(origin: string): Promise<boolean> {
    const { database, clock, signals } = this.#deps;
    const now = clock().getTime();
    const cached = this.#origins;
    if (cached !== undefined && cached.until > now && signals.connected) return cached.allowed.has(origin);
    const changesBefore = this.#changes;
    const rows = await database.asSystem('allowed origins', async (uow) =>
      ApiKey.query(uow.trx)
        .select('allowed_origins')
        .where({ kind: 'publishable', active: true })
        .where((either) => either.whereNull('expires_at').orWhere('expires_at', '>', uow.now)),
    );
    const allowed = new Set(rows.flatMap((row) => row.allowedOrigins));
    if (changesBefore === this.#changes) this.#origins = { allowed, until: now + CACHE_TTL };
    return allowed.has(origin);
  }

  /** Calls back when any key changed, on any process. */
  onChanged(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Clears the caches of every process when the unit of work commits: a key, its hospital or its creator changed. */
  async notifyChanged(uow: UnitOfWork): Promise<void> {
    await uow.trx.raw('select pg_notify(?, ?)', [CHANNEL, '']);
    uow.afterCommit(() => this.#clear());
  }

  #clear(): void {
    this.#changes += 1;
    this.#cache.clear();
    this.#origins = undefined;
    for (const listener of this.#listeners) listener();
  }

  /** @param endOf when a replaced secret expires, which is before its key does. */
  async #find(
    cacheKey: string,
    condition: Condition,
    endOf: (row: ApiKey) => Date | null = () => null,
  ): Promise<ApiKey> {
    const { clock, signals } = this.#deps;
    const now = clock().getTime();
    const cached = this.#cache.get(cacheKey);
    const row =
      cached !== undefined && cached.until > now && signals.connected
        ? cached.row
        : await this.#read(cacheKey, condition, now);
    if (row === undefined) throw new Problem('unauthenticated');
    for (const end of [row.expiresAt, endOf(row)]) {
      if (end !== null && end.getTime() <= now) throw new Problem('unauthenticated');
    }
    return row;
  }

  /** Only valid keys are cached, so that invented ones cannot fill the memory. */
  async #read(cacheKey: string, condition: Condition, now: number): Promise<ApiKey | undefined> {
    const { database, organisations } = this.#deps;
    const changesBefore = this.#changes;
    const row = await database.asSystem('verify a key', async (uow) => {
      const key = await ApiKey.query(uow.trx).where(condition).first();
      if (key === undefined || !key.active) return undefined;
      const hospital = key.hospitalId === null ? null : await organisations.hospitalOf(uow, key.hospitalId);
      if (hospital?.active === false) return undefined;
      if (!key.endsWithMaker || key.createdBy === null) return key;
      const maker = await organisations.staffContact(uow, key.createdBy);
      return maker?.active === true ? key : undefined;
    });
    if (row === undefined) this.#cache.delete(cacheKey);
    else if (changesBefore === this.#changes) {
      if (this.#cache.size >= CACHE_SIZE) this.#cache.clear();
      this.#cache.set(cacheKey, { row, until: now + CACHE_TTL });
    }
    return row;
  }

  /** Written in the background; a failed write never fails a request. */
  #noteUse({ id }: ApiKey): void {
    const now = this.#deps.clock().getTime();
    if (now - (this.#used.get(id) ?? 0) < USE_INTERVAL) return;
    this.#used.set(id, now);
    outsideContext(() =>
      setImmediate(() => {
        this.#deps.database
          .asSystem('note the use of a key', async (uow) => {
            await ApiKey.query(uow.trx).findById(id).patch({ lastUsedAt: uow.now });
          })
          .catch(() => this.#used.delete(id));
      }),
    );
  }
}
