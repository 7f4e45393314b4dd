import { hash } from 'node:crypto';
import type { QueryBuilder } from 'objection';
import type { ApiKeyPrincipal, PublishableKeyPrincipal } from '../../../kernel/auth/principal.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { Clock } from '../../../kernel/ground/clock.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { outsideContext } from '../../../kernel/observability/context.ts';
import type { Signals } from '../../../kernel/work/signals.ts';
import type { AccountsFace, OrganisationsFace } from '../../organisations/index.ts';
import { ApiKey } from '../models.ts';

const CHANNEL = 'kiwimesh_api_key';
/** Milliseconds a key or the set of origins is believed without asking again, as long as changes are heard. */
const BELIEVED = 30_000;
const REMEMBERED = 5_000;
/** `lastUsedAt` is good to a minute: writing it at each use would cost more than the check. */
const USE_INTERVAL = 60_000;

type Organisations = OrganisationsFace & Pick<AccountsFace, 'staffContact'>;
type Which = (query: QueryBuilder<ApiKey>) => void;

interface KnownKey {
  readonly row: ApiKey;
  readonly until: number;
}

/** From a key to a principal: secret keys by digest, publishable keys by themselves and their page's origin. */
export class KeyVerification {
  readonly #database: Database;
  readonly #organisations: Organisations;
  readonly #signals: Signals;
  readonly #clock: Clock;
  readonly #known = new Map<string, KnownKey>();
  readonly #used = new Map<string, number>();
  /** Counts changes: an answer that was asked for before one must not be remembered after it. */
  #changes = 0;
  readonly #listeners: (() => void)[] = [];
  #origins: { readonly allowed: ReadonlySet<string>; readonly until: number } | undefined;

  constructor(database: Database, organisations: Organisations, signals: Signals, clock: Clock) {
    this.#database = database;
    this.#organisations = organisations;
    this.#signals = signals;
    this.#clock = clock;
    signals.on(CHANNEL, () => this.#forget());
  }

  async secret(key: string): Promise<ApiKeyPrincipal> {
    const digest = hash('sha256', key, 'buffer');
    const row = await this.#find(
      `s:${digest.toString('base64url')}`,
      (query) => query.where('secret_hash', digest).orWhere('previous_secret_hash', digest),
      (found) => (found.secretHash?.equals(digest) ? null : found.previousSecretExpiresAt),
    );
    this.#noteUse(row);
    return { kind: 'api_key', id: row.id, hospitalId: row.hospitalId, scopes: row.scopes };
  }

  /** @param origin the page's; null outside browsers, where a key bound to origins has no place either. */
  async publishable(key: string, origin: string | null): Promise<PublishableKeyPrincipal> {
    const row = await this.#find(`p:${key}`, (query) => query.where('publishable_key', key));
    if (origin === null || !row.allowedOrigins.includes(origin)) {
      throw new Problem('origin_not_allowed', {
        detail:
          'Add the origin of this page to the allowed origins of the key, exactly as the browser sends it.',
      });
    }
    this.#noteUse(row);
    return { kind: 'publishable_key', id: row.id, hospitalId: row.hospitalId as string };
  }

  async isAllowedOrigin(origin: string): Promise<boolean> {
    const now = this.#clock().getTime();
    const known = this.#origins;
    if (known !== undefined && known.until > now && this.#signals.connected) return known.allowed.has(origin);
    const asked = this.#changes;
    const rows = await this.#database.asSystem('allowed origins', async (uow) =>
      ApiKey.query(uow.trx)
        .select('allowed_origins')
        .where({ kind: 'publishable', active: true })
        .where((either) => either.whereNull('expires_at').orWhere('expires_at', '>', uow.now)),
    );
    const allowed = new Set(rows.flatMap((row) => row.allowedOrigins));
    if (asked === this.#changes) this.#origins = { allowed, until: now + BELIEVED };
    return allowed.has(origin);
  }

  /** Calls back when keys changed, here or elsewhere; which ones is not said. */
  onChanged(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Keys or what they rest on changed: every process asks again, when the unit commits. */
  async changed(uow: UnitOfWork): Promise<void> {
    await uow.trx.raw('select pg_notify(?, ?)', [CHANNEL, '']);
    uow.afterCommit(() => this.#forget());
  }

  #forget(): void {
    this.#changes += 1;
    this.#known.clear();
    this.#origins = undefined;
    for (const listener of this.#listeners) listener();
  }

  /** @param endOf when what was presented ends before the key does: a secret that was rotated out. */
  async #find(
    cacheKey: string,
    which: Which,
    endOf: (row: ApiKey) => Date | null = () => null,
  ): Promise<ApiKey> {
    const now = this.#clock().getTime();
    const known = this.#known.get(cacheKey);
    const row =
      known !== undefined && known.until > now && this.#signals.connected
        ? known.row
        : await this.#read(cacheKey, which, now);
    if (row === undefined) throw new Problem('unauthenticated');
    for (const end of [row.expiresAt, endOf(row)]) {
      if (end !== null && end.getTime() <= now) throw new Problem('unauthenticated');
    }
    return row;
  }

  /** Only keys that are good are remembered: made-up ones must not fill the memory. */
  async #read(cacheKey: string, which: Which, now: number): Promise<ApiKey | undefined> {
    const asked = this.#changes;
    const row = await this.#database.asSystem('verify a key', async (uow) => {
      const key = await ApiKey.query(uow.trx).where(which).first();
      if (key === undefined || !key.active) return undefined;
      const hospital =
        key.hospitalId === null ? null : await this.#organisations.hospitalOf(uow, key.hospitalId);
      if (hospital?.active === false) return undefined;
      if (!key.endsWithMaker || key.createdBy === null) return key;
      const maker = await this.#organisations.staffContact(uow, key.createdBy);
      return maker?.active === true ? key : undefined;
    });
    if (row === undefined) this.#known.delete(cacheKey);
    else if (asked === this.#changes) {
      if (this.#known.size >= REMEMBERED) this.#known.clear();
      this.#known.set(cacheKey, { row, until: now + BELIEVED });
    }
    return row;
  }

  /** In the background: a use that is not written down is no reason to refuse it. */
  #noteUse({ id }: ApiKey): void {
    const now = this.#clock().getTime();
    if (now - (this.#used.get(id) ?? 0) < USE_INTERVAL) return;
    this.#used.set(id, now);
    outsideContext(() =>
      setImmediate(() => {
        this.#database
          .asSystem('note the use of a key', async (uow) => {
            await ApiKey.query(uow.trx).findById(id).patch({ lastUsedAt: uow.now });
          })
          .catch(() => this.#used.delete(id));
      }),
    );
  }
}
