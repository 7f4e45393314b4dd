import type { Database } from '../../../kernel/db/unit/database.ts';
import { expectedVersion, type OperationsOf, type ReplyOf } from '../../../kernel/http/operation.ts';
import { deactivationBody } from '../../../kernel/tenancy/deactivation.ts';
import type { ApiKey } from '../models.ts';
import type { ApiKeys } from './service.ts';

export type ApiKeyOperations = OperationsOf<
  'listApiKeys' | 'createApiKey' | 'getApiKey' | 'updateApiKey' | 'rotateApiKey'
>;

interface Deps {
  readonly database: Database;
  readonly apiKeys: ApiKeys;
}

/** The contract's own default, for callers that come without going through it. */
const DEFAULT_LIMIT = 50;
/** Seconds, likewise: a day to change every place that uses the key. */
const DEFAULT_OVERLAP = 86_400;

/** Keys of machines and of web pages. */
export function apiKeyOperations({ database, apiKeys }: Deps): ApiKeyOperations {
  /** In the unit of work that read them. */
  const told = async (rows: readonly ApiKey[]) => {
    const makers = await apiKeys.makers(rows);
    return rows.map((row) => keyBody(row, makers));
  };
  const toldOne = async (row: ApiKey) => keyBody(row, await apiKeys.makers([row]));
  return {
    async listApiKeys({ principal, query }) {
      const updatedSince = query.updatedSince === undefined ? undefined : new Date(query.updatedSince);
      const filter = { ...query, updatedSince, limit: query.limit ?? DEFAULT_LIMIT };
      const body = await database.run(principal, async (uow) => {
        const { data, nextCursor } = await apiKeys.list(uow, filter);
        return { data: await told(data), nextCursor };
      });
      return { status: 200, body };
    },
    async createApiKey({ principal, body }) {
      const { expiresAt, ...rest } = body;
      const fields = { ...rest, expiresAt: expiresAt == null ? null : new Date(expiresAt) };
      const made = await database.run(principal, async (uow) => {
        const { row, secret } = await apiKeys.create(uow, fields);
        return { ...(await toldOne(row)), secret };
      });
      return { status: 201, body: made, headers: { Location: `/v1/api-keys/${made.id}` } };
    },
    async getApiKey({ principal, params }) {
      const body = await database.run(principal, async (uow) =>
        toldOne(await apiKeys.get(uow, params.apiKeyId)),
      );
      return { status: 200, body };
    },
    async updateApiKey({ principal, params, headers, body }) {
      const expected = expectedVersion(headers);
      const changed = await database.run(principal, async (uow) =>
        toldOne(await apiKeys.update(uow, params.apiKeyId, body, expected)),
      );
      return { status: 200, body: changed };
    },
    async rotateApiKey({ principal, params, body }) {
      const overlap = body.overlapSeconds ?? DEFAULT_OVERLAP;
      const rotated = await database.run(principal, async (uow) => {
        const { row, secret } = await apiKeys.rotate(uow, params.apiKeyId, overlap);
        return { ...(await toldOne(row)), secret };
      });
      return { status: 200, body: rotated };
    },
  };
}

type WireKey = ReplyOf<'getApiKey'>['body'];

function keyBody(row: ApiKey, makers: ReadonlyMap<string, boolean>): WireKey {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    hospitalId: row.hospitalId,
    scopes: row.scopes as WireKey['scopes'],
    allowedOrigins: row.allowedOrigins,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    previousSecretExpiresAt: row.previousSecretExpiresAt?.toISOString() ?? null,
    prefix: row.prefix,
    key: row.publishableKey,
    createdBy: row.createdBy,
    makerActive: row.createdBy === null ? null : (makers.get(row.createdBy) ?? false),
    endsWithMaker: row.endsWithMaker,
    active: row.active,
    deactivation: deactivationBody(row),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
