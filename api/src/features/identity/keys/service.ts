import { hash, randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import { asSystem } from '../../../kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { Page } from '../../../kernel/ground/paging.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { checkVersion } from '../../../kernel/ground/versions.ts';
import { type ListRequest, newestOrChanged } from '../../../kernel/tenancy/changes.ts';
import { whereGiven } from '../../../kernel/tenancy/lists.ts';
import { updateOne } from '../../../kernel/tenancy/written-rows.ts';
import type { AccountsFace, OrganisationsFace } from '../../organisations/index.ts';
import { ApiKey } from '../models.ts';
import { unprocessable } from '../problems.ts';
import type { KeyVerifier } from './verification.ts';

export interface ApiKeyFields {
  readonly name: string;
  readonly kind: 'secret' | 'publishable';
  readonly hospitalId?: string | null;
  readonly scopes?: readonly string[];
  readonly allowedOrigins?: readonly string[];
  readonly expiresAt?: Date | null;
  readonly endsWithMaker?: boolean;
}

export interface ApiKeyChanges {
  readonly name?: string;
  readonly allowedOrigins?: readonly string[];
  readonly endsWithMaker?: boolean;
  readonly active?: boolean;
}

export interface ApiKeyFilter extends ListRequest {
  readonly hospitalId?: string | undefined;
  readonly active?: boolean | undefined;
}

export interface ShownKey {
  readonly row: ApiKey;
  /** Whether the member of staff who created the key is active; null if the creator is not known. */
  readonly makerActive: boolean | null;
}

/** `secret` is shown only in this reply. */
export interface IssuedKey<Secret extends string | null> extends ShownKey {
  readonly secret: Secret;
}

/** Enough to distinguish keys: `sk_` and eight characters, 48 of the key's 256 bits. */
const PREFIX_LENGTH = 11;
/** Seconds, the default of the contract: a day to replace the key everywhere it is used. */
const DEFAULT_OVERLAP = 86_400;

interface Deps {
  readonly database: Database;
  readonly organisations: OrganisationsFace & Pick<AccountsFace, 'staffContact'>;
  readonly keyVerifier: KeyVerifier;
}

/** Keys for machines (secret, with scopes) and for web pages (publishable, bound to origins). */
export class ApiKeys {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  create(principal: Principal, fields: ApiKeyFields): Promise<IssuedKey<string | null>> {
    return this.#deps.database.run(principal, async (uow) => {
      const hospitalId = fields.hospitalId ?? uow.scope.hospitalId;
      await this.#check(uow, { ...fields, hospitalId });
      const isSecret = fields.kind === 'secret';
      const key = isSecret ? newSecret() : `pk_${randomBytes(24).toString('base64url')}`;
      const row = await ApiKey.query(uow.trx)
        .insert({
          id: v7(),
          name: fields.name,
          kind: fields.kind,
          hospitalId,
          scopes: [...(fields.scopes ?? [])],
          allowedOrigins: normaliseOrigins(fields.allowedOrigins),
          prefix: key.slice(0, PREFIX_LENGTH),
          secretHash: isSecret ? hash('sha256', key, 'buffer') : null,
          previousSecretHash: null,
          previousSecretExpiresAt: null,
          publishableKey: isSecret ? null : key,
          createdBy: uow.scope.staffId,
          endsWithMaker: fields.endsWithMaker ?? false,
          active: true,
          lastUsedAt: null,
          expiresAt: fields.expiresAt ?? null,
          version: 1,
          createdAt: uow.now,
          updatedAt: uow.now,
        })
        .returning('*');
      await this.#deps.keyVerifier.notifyChanged(uow);
      return { ...(await this.#shown(row)), secret: isSecret ? key : null };
    });
  }

  get(principal: Principal, id: string): Promise<ShownKey> {
    return this.#deps.database.run(principal, async (uow) => {
      const row = await ApiKey.query(uow.trx).findById(id);
      if (row === undefined) throw notFound();
      return this.#shown(row);
    });
  }

  list(principal: Principal, filter: ApiKeyFilter): Promise<Page<ShownKey>> {
    return this.#deps.database.run(principal, async (uow) => {
      const query = ApiKey.query(uow.trx);
      whereGiven(query, { hospital_id: filter.hospitalId, active: filter.active });
      const { data, nextCursor } = await newestOrChanged(uow, query, filter);
      return { data: await this.#withMakers(data), nextCursor };
    });
  }

  update(
    principal: Principal,
    id: string,
    changes: ApiKeyChanges,
    expectedVersions: readonly number[] | undefined,
  ): Promise<ShownKey> {
    return this.#deps.database.run(principal, async (uow) => {
      const row = await lockKey(uow, id);
      checkVersion(row.version, expectedVersions);
      if (changes.allowedOrigins !== undefined && row.kind === 'secret') {
        throw unprocessable('/allowedOrigins', 'Only publishable keys have allowed origins.');
      }
      if (changes.endsWithMaker === true && row.createdBy === null) {
        throw unprocessable('/endsWithMaker', 'The creator of this key is not known. Create another key.');
      }
      const changed = await updateOne(ApiKey.query(uow.trx).findById(id), {
        ...(changes.name === undefined ? {} : { name: changes.name }),
        ...(changes.endsWithMaker === undefined ? {} : { endsWithMaker: changes.endsWithMaker }),
        ...(changes.active === undefined ? {} : { active: changes.active }),
        ...(changes.allowedOrigins === undefined
          ? {}
          : { allowedOrigins: normaliseOrigins(changes.allowedOrigins) }),
        version: row.version + 1,
        updatedAt: uow.now,
      });
      await this.#deps.keyVerifier.notifyChanged(uow);
      return this.#shown(changed);
    });
  }

  /**
   * Gives the key another secret. The current secret keeps working for `overlapSeconds`; an older one stops now.
   * @throws Problem `not_found`; `unprocessable` for a key that has no secret or is not active.
   */
  rotate(principal: Principal, id: string, overlapSeconds = DEFAULT_OVERLAP): Promise<IssuedKey<string>> {
    return this.#deps.database.run(principal, async (uow) => {
      const row = await lockKey(uow, id);
      if (row.kind === 'publishable') {
        throw new Problem('unprocessable', {
          detail:
            'A publishable key is not secret. Create another key, change the pages, then revoke this one.',
        });
      }
      if (!row.active || (row.expiresAt !== null && row.expiresAt <= uow.now)) {
        throw new Problem('unprocessable', { detail: 'This key is not active. Create another key.' });
      }
      const secret = newSecret();
      const overlaps = overlapSeconds > 0;
      const rotated = await updateOne(ApiKey.query(uow.trx).findById(id), {
        prefix: secret.slice(0, PREFIX_LENGTH),
        secretHash: hash('sha256', secret, 'buffer'),
        previousSecretHash: overlaps ? row.secretHash : null,
        previousSecretExpiresAt: overlaps ? new Date(uow.now.getTime() + overlapSeconds * 1000) : null,
        version: row.version + 1,
        updatedAt: uow.now,
      });
      await this.#deps.keyVerifier.notifyChanged(uow);
      return { ...(await this.#shown(rotated)), secret };
    });
  }

  async #shown(row: ApiKey): Promise<ShownKey> {
    const [shown] = await this.#withMakers([row]);
    return shown as ShownKey;
  }

  /** As the system: anyone who may see a key may know whether its creator is active, even if that is a super admin. */
  async #withMakers(rows: readonly ApiKey[]): Promise<readonly ShownKey[]> {
    const ids = new Set(rows.flatMap(({ createdBy }) => (createdBy === null ? [] : [createdBy])));
    const active = await asSystem('are the makers of keys active', async (uow) => {
      const found = new Map<string, boolean>();
      for (const id of ids) {
        const contact = await this.#deps.organisations.staffContact(uow, id);
        found.set(id, contact?.active ?? false);
      }
      return found;
    });
    return rows.map((row) => ({
      row,
      makerActive: row.createdBy === null ? null : (active.get(row.createdBy) ?? false),
    }));
  }

  async #check(uow: UnitOfWork, fields: ApiKeyFields): Promise<void> {
    const { kind, hospitalId, scopes = [], allowedOrigins = [], expiresAt } = fields;
    if (kind === 'publishable' && hospitalId == null) {
      throw unprocessable('/hospitalId', 'A publishable key belongs to one hospital.');
    }
    if (kind === 'publishable' && scopes.length > 0) {
      throw unprocessable('/scopes', 'A publishable key has no scopes: its permissions are fixed.');
    }
    if (kind === 'secret' && allowedOrigins.length > 0) {
      throw unprocessable('/allowedOrigins', 'Only publishable keys have allowed origins.');
    }
    if (kind === 'secret' && scopes.length === 0) {
      throw unprocessable('/scopes', 'Give the key at least one scope.');
    }
    if (expiresAt != null && expiresAt <= uow.now) {
      throw unprocessable('/expiresAt', 'must be in the future');
    }
    if (hospitalId == null) return;
    await this.#deps.organisations.hospitalOf(uow, hospitalId).catch((error: unknown) => {
      if (!(error instanceof Problem) || error.code !== 'not_found') throw error;
      const detail = 'There is no such hospital.';
      throw new Problem('not_found', { detail, errors: [{ pointer: '/hospitalId', detail }] });
    });
  }
}

async function lockKey(uow: UnitOfWork, id: string): Promise<ApiKey> {
  const row = await ApiKey.query(uow.trx).findById(id).forUpdate();
  if (row === undefined) throw notFound();
  uow.about('api_key', id, row);
  return row;
}

/** 256 random bits, which cannot be guessed: so the hash needs neither salt nor stretching. */
function newSecret(): string {
  return `sk_${randomBytes(32).toString('base64url')}`;
}

/** The form in which browsers send them (lower case, no default port), since they are compared exactly. */
function normaliseOrigins(given: readonly string[] = []): string[] {
  return [
    ...new Set(
      given.map((text, index) => {
        if (!URL.canParse(text)) throw unprocessable(`/allowedOrigins/${index}`, 'This is not an origin.');
        return new URL(text).origin;
      }),
    ),
  ];
}

function notFound(): Problem {
  return new Problem('not_found', { detail: 'There is no such key.' });
}
