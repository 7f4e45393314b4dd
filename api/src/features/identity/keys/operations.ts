import { expectedVersion, type OperationsOf } from '../../../kernel/http/operation.ts';
import { keyBody, pageRequest } from '../wire.ts';
import type { ApiKeys } from './service.ts';

export type KeyOperations = OperationsOf<
  'listApiKeys' | 'createApiKey' | 'getApiKey' | 'updateApiKey' | 'rotateApiKey'
>;

export function keyOperations({ apiKeys }: { readonly apiKeys: ApiKeys }): KeyOperations {
  return {
    async listApiKeys({ principal, query }) {
      const updatedSince = query.updatedSince === undefined ? undefined : new Date(query.updatedSince);
      const { data, nextCursor } = await apiKeys.list(principal, { ...pageRequest(query), updatedSince });
      return { status: 200, body: { data: data.map(keyBody), nextCursor } };
    },
    async createApiKey({ principal, body }) {
      const { expiresAt, ...rest } = body;
      const fields = { ...rest, expiresAt: expiresAt == null ? null : new Date(expiresAt) };
      const created = await apiKeys.create(principal, fields);
      return {
        status: 201,
        body: { ...keyBody(created), secret: created.secret },
        headers: { Location: `/v1/api-keys/${created.row.id}` },
      };
    },
    async getApiKey({ principal, params }) {
      return { status: 200, body: keyBody(await apiKeys.get(principal, params.apiKeyId)) };
    },
    async updateApiKey({ principal, params, headers, body }) {
      const changed = await apiKeys.update(principal, params.apiKeyId, body, expectedVersion(headers));
      return { status: 200, body: keyBody(changed) };
    },
    async rotateApiKey({ principal, params, body }) {
      const rotated = await apiKeys.rotate(principal, params.apiKeyId, body.overlapSeconds);
      return { status: 200, body: { ...keyBody(rotated), secret: rotated.secret } };
    },
  };
}
