import type { OperationsOf } from '../../kernel/http/operation.ts';
import type { DeadLetters } from './dead-letters.ts';

export type SystemOperations = OperationsOf<'listDeadLetters' | 'retryDeadLetter'>;

export function systemOperations(deadLetters: DeadLetters): SystemOperations {
  return {
    async listDeadLetters({ principal, query }) {
      const { letters, nextCursor } = await deadLetters.list(principal, query.limit ?? 50, query.cursor);
      return {
        status: 200,
        body: {
          data: letters.map((letter) => ({ ...letter, failedAt: letter.failedAt.toISOString() })),
          nextCursor,
        },
      };
    },

    async retryDeadLetter({ principal, params }) {
      await deadLetters.retry(principal, params.id);
      return { status: 202 };
    },
  };
}
