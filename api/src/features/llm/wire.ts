import type { components } from '@kiwimesh/openapi/types';
import type { Candidate } from '../../llm/ask.ts';
import type { Spend } from './models.ts';
import type { ModelOperations } from './service.ts';

type Schemas = components['schemas'];

export function modelOut({
  catalogue,
  ...status
}: ReturnType<ModelOperations['list']>[number]): Schemas['ModelState'] {
  const { price } = catalogue;
  return {
    ...status,
    locality: catalogue.locality,
    trustedWith: catalogue.trusted_with,
    reasoning: catalogue.reasoning,
    contextTokens: catalogue.context_tokens,
    price: { input: price.input, output: price.output, asOf: price.as_of, source: price.source },
    concurrency: catalogue.concurrency,
  };
}

export const candidateOut = (candidate: Candidate): Schemas['TriageCandidate'] => ({
  ...candidate,
  maxCostMicros: Math.ceil(candidate.maxCostMicros),
});

export const spendOut = (row: Spend): Schemas['ModelSpendList']['data'][number] => ({
  tenant: row.tenant,
  day: row.day,
  task: row.task,
  model: row.model,
  asks: row.asks,
  micros: Number(row.micros),
});
