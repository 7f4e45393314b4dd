import type { Database } from '../../kernel/db/unit-of-work.ts';
import { expectedVersion, type OperationsOf, type ReplyOf } from '../../kernel/http/operation.ts';
import { deactivationBody } from '../../kernel/tenancy/deactivation.ts';
import type { ApiKeys } from './api-keys.ts';
import type { ApiKey } from './models.ts';

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
  return {
    async listApiKeys({ principal, query }) {
      const updatedSince = query.updatedSince === undefined ? undefined : new Date(query.updatedSince);
      const filter = { ...query, updatedSince, limit: query.limit ?? DEFAULT_LIMIT };
      const page = await database.run(principal, (uow) => apiKeys.list(uow, filter));
      return { status: 200, body: { data: page.data.map(keyBody), nextCursor: page.nextCursor } };
    },
    async createApiKey({ principal, body }) {
      const { expiresAt, ...rest } = body;
      const fields = { ...rest, expiresAt: expiresAt == null ? null : new Date(expiresAt) };
      const made = await database.run(principal, (uow) => apiKeys.create(uow, fields));
      return {
        status: 201,
        body: { ...keyBody(made.row), secret: made.secret },
        headers: { Location: `/v1/api-keys/${made.row.id}` },
      };
    },
    async getApiKey({ principal, params }) {
      const row = await database.run(principal, (uow) => apiKeys.get(uow, params.apiKeyId));
      return { status: 200, body: keyBody(row) };
    },
    async updateApiKey({ principal, params, headers, body }) {
      const expected = expectedVersion(headers);
      const row = await database.run(principal, (uow) =>
        apiKeys.update(uow, params.apiKeyId, body, expected),
      );
      return { status: 200, body: keyBody(row) };
    },
    async rotateApiKey({ principal, params, body }) {
      const overlap = body.overlapSeconds ?? DEFAULT_OVERLAP;
      const { row, secret } = await database.run(principal, (uow) =>
        apiKeys.rotate(uow, params.apiKeyId, overlap),
      );
      return { status: 200, body: { ...keyBody(row), secret } };
    },
  };
}

type WireKey = ReplyOf<'getApiKey'>['body'];

function keyBody(row: ApiKey): WireKey {
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
    active: row.active,
    deactivation: deactivationBody(row),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
