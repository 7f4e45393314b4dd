import { hash, randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import { asSystem } from '../../../kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { Page } from '../../../kernel/ground/paging.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { type ListRequest, newestOrChanged } from '../../../kernel/tenancy/changes.ts';
import { updateOne } from '../../../kernel/tenancy/written-rows.ts';
import type { AccountsFace, OrganisationsFace } from '../../organisations/index.ts';
import { ApiKey } from '../models.ts';
import type { KeyVerification } from './verification.ts';

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

/** Enough of a key to tell it from others: `sk_` and eight characters, 48 of its 256 bits. */
const PREFIX_LENGTH = 11;

/** Keys for machines (secret, with scopes) and for web pages (publishable, bound to origins). */
export class ApiKeys {
  readonly #organisations: OrganisationsFace & Pick<AccountsFace, 'staffContact'>;
  readonly #verification: KeyVerification;

  constructor(
    organisations: OrganisationsFace & Pick<AccountsFace, 'staffContact'>,
    verification: KeyVerification,
  ) {
    this.#organisations = organisations;
    this.#verification = verification;
  }

  /** @returns the row and, this once, the secret of a secret key. */
  async create(uow: UnitOfWork, fields: ApiKeyFields): Promise<{ row: ApiKey; secret: string | null }> {
    const hospitalId = fields.hospitalId ?? uow.scope.hospitalId;
    await this.#check(uow, { ...fields, hospitalId });
    const secret = fields.kind === 'secret';
    const key = secret ? newSecret() : `pk_${randomBytes(24).toString('base64url')}`;
    const row = await ApiKey.query(uow.trx)
      .insert({
        id: v7(),
        name: fields.name,
        kind: fields.kind,
        hospitalId,
        scopes: [...(fields.scopes ?? [])],
        allowedOrigins: origins(fields.allowedOrigins),
        prefix: key.slice(0, PREFIX_LENGTH),
        secretHash: secret ? hash('sha256', key, 'buffer') : null,
        previousSecretHash: null,
        previousSecretExpiresAt: null,
        publishableKey: secret ? null : key,
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
    await this.#verification.changed(uow);
    return { row, secret: secret ? key : null };
  }

  async get(uow: UnitOfWork, id: string): Promise<ApiKey> {
    const row = await ApiKey.query(uow.trx).findById(id);
    if (row === undefined) throw notFound();
    return row;
  }

  /** Whether the makers of keys are still active, by their ids. Whoever sees a key may know that, of a super admin too. */
  async makers(rows: readonly ApiKey[]): Promise<ReadonlyMap<string, boolean>> {
    const ids = new Set(rows.flatMap(({ createdBy }) => (createdBy === null ? [] : [createdBy])));
    return asSystem('are the makers of keys active', async (uow) => {
      const found = new Map<string, boolean>();
      for (const id of ids) found.set(id, (await this.#organisations.staffContact(uow, id))?.active ?? false);
      return found;
    });
  }

  async list(uow: UnitOfWork, filter: ApiKeyFilter): Promise<Page<ApiKey>> {
    const query = ApiKey.query(uow.trx);
    if (filter.hospitalId !== undefined) query.where('hospital_id', filter.hospitalId);
    if (filter.active !== undefined) query.where('active', filter.active);
    return newestOrChanged(uow, query, filter);
  }

  async update(
    uow: UnitOfWork,
    id: string,
    changes: ApiKeyChanges,
    expected: readonly number[] | undefined,
  ): Promise<ApiKey> {
    const row = await ApiKey.query(uow.trx).findById(id).forUpdate();
    if (row === undefined) throw notFound();
    uow.about('api_key', id, row);
    if (expected !== undefined && !expected.includes(row.version)) {
      throw new Problem('precondition_failed', {
        detail: `You read version ${expected.join(' or ')}, but the record is now at version ${row.version}. Read it again before you repeat the change.`,
        extensions: { currentVersion: row.version },
      });
    }
    if (changes.allowedOrigins !== undefined && row.kind === 'secret') {
      throw impossible('/allowedOrigins', 'Only publishable keys have allowed origins.');
    }
    if (changes.endsWithMaker === true && row.createdBy === null) {
      throw impossible('/endsWithMaker', 'The creator of this key is not known. Create another key.');
    }
    const changed = await updateOne(ApiKey.query(uow.trx).findById(id), {
      ...(changes.name === undefined ? {} : { name: changes.name }),
      ...(changes.endsWithMaker === undefined ? {} : { endsWithMaker: changes.endsWithMaker }),
      ...(changes.active === undefined ? {} : { active: changes.active }),
      ...(changes.allowedOrigins === undefined ? {} : { allowedOrigins: origins(changes.allowedOrigins) }),
      version: row.version + 1,
      updatedAt: uow.now,
    });
    await this.#verification.changed(uow);
    return changed;
  }

  /**
   * Gives the key another secret; the present one goes on for `overlapSeconds`, one from before it ends.
   * @returns the row and, this once, the new secret.
   * @throws Problem `not_found`; `unprocessable` for a key that has no secret or is out of use.
   */
  async rotate(
    uow: UnitOfWork,
    id: string,
    overlapSeconds: number,
  ): Promise<{ row: ApiKey; secret: string }> {
    const row = await ApiKey.query(uow.trx).findById(id).forUpdate();
    if (row === undefined) throw notFound();
    uow.about('api_key', id, row);
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
    await this.#verification.changed(uow);
    return { row: rotated, secret };
  }

  async #check(uow: UnitOfWork, fields: ApiKeyFields): Promise<void> {
    const { kind, hospitalId, scopes = [], allowedOrigins = [], expiresAt } = fields;
    if (kind === 'publishable' && hospitalId == null) {
      throw impossible('/hospitalId', 'A publishable key belongs to one hospital.');
    }
    if (kind === 'publishable' && scopes.length > 0) {
      throw impossible('/scopes', 'A publishable key has no scopes: its permissions are fixed.');
    }
    if (kind === 'secret' && allowedOrigins.length > 0) {
      throw impossible('/allowedOrigins', 'Only publishable keys have allowed origins.');
    }
    if (kind === 'secret' && scopes.length === 0)
      throw impossible('/scopes', 'Give the key at least one scope.');
    if (expiresAt != null && expiresAt <= uow.now) throw impossible('/expiresAt', 'must be in the future');
    if (hospitalId == null) return;
    await this.#organisations.hospitalOf(uow, hospitalId).catch((error: unknown) => {
      if (!(error instanceof Problem) || error.code !== 'not_found') throw error;
      const detail = 'There is no such hospital.';
      throw new Problem('not_found', { detail, errors: [{ pointer: '/hospitalId', detail }] });
    });
  }
}

/** 256 random bits: hashed without salt or stretching, since there is nothing to guess. */
function newSecret(): string {
  return `sk_${randomBytes(32).toString('base64url')}`;
}

/** As browsers send them: scheme and host in lower case, no default port. Compared exactly ever after. */
function origins(given: readonly string[] = []): string[] {
  return [
    ...new Set(
      given.map((text, index) => {
        if (!URL.canParse(text)) throw impossible(`/allowedOrigins/${index}`, 'This is not an origin.');
        return new URL(text).origin;
      }),
    ),
  ];
}

function impossible(pointer: string, detail: string): Problem {
  return new Problem('unprocessable', { detail, errors: [{ pointer, detail }] });
}

function notFound(): Problem {
  return new Problem('not_found', { detail: 'There is no such key.' });
}
