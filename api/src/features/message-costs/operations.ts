import type { OperationsOf } from '../../kernel/http/operation.ts';
import type { MessageCosts } from './service.ts';
import { costsOut } from './wire.ts';

export type MessageCostsOperations = OperationsOf<'listMessageCosts'>;

export function messageCostsOperations(costs: MessageCosts): MessageCostsOperations {
  return {
    async listMessageCosts({ principal, query }) {
      const rows = await costs.report(principal, query.from, query.to);
      return { status: 200, body: { data: rows.map(costsOut) } };
    },
  };
}
