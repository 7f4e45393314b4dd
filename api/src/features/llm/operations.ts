import type { OperationsOf } from '../../kernel/http/operation.ts';
import type { ModelOperations } from './service.ts';
import { candidateOut, modelOut, spendOut } from './wire.ts';

export type LlmOperations = OperationsOf<'listModels' | 'explainModelChoice' | 'listModelSpend'>;

export function llmOperations(service: ModelOperations): LlmOperations {
  return {
    async listModels() {
      return { status: 200, body: { data: service.list().map(modelOut) } };
    },

    async explainModelChoice({ body }) {
      const { inputTokens = 7_000, maxOutputTokens = 900, deidentifiable = true, tenant = null } = body;
      const candidates = await service.explain({
        ...body,
        inputTokens,
        maxOutputTokens,
        deidentifiable,
        tenant,
      });
      return { status: 200, body: { data: candidates.map(candidateOut) } };
    },

    async listModelSpend({ principal, query }) {
      const { rows, ...totals } = await service.spend(principal, query.from, query.to);
      return { status: 200, body: { ...totals, data: rows.map(spendOut) } };
    },
  };
}
