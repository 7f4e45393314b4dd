import { expectedVersion, type OperationsOf } from '../../kernel/http/operation.ts';
import type { DeadLetters } from './dead-letters.ts';
import type { PlatformSettings } from './settings/service.ts';
import { deadLetterBody, settingsBody } from './wire.ts';

export type SystemOperations = OperationsOf<
  'listDeadLetters' | 'retryDeadLetter' | 'getSettings' | 'putSettings'
>;

export function systemOperations(deadLetters: DeadLetters, settings: PlatformSettings): SystemOperations {
  return {
    async listDeadLetters({ principal, query }) {
      const { letters, nextCursor } = await deadLetters.list(principal, query.limit ?? 50, query.cursor);
      return { status: 200, body: { data: letters.map(deadLetterBody), nextCursor } };
    },

    async retryDeadLetter({ principal, params }) {
      await deadLetters.retry(principal, params.id);
      return { status: 202 };
    },

    async getSettings({ principal }) {
      return { status: 200, body: settingsBody(await settings.get(principal)) };
    },

    async putSettings({ principal, headers, body }) {
      const put = await settings.put(principal, body, expectedVersion(headers));
      return { status: 200, body: settingsBody(put) };
    },
  };
}
