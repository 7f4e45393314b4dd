import {
  assessWithModels,
  assessWithRules,
  evaluate,
  loadCorpus,
  loadKnowledge,
  metricsOf,
  terminalReport,
} from '@kiwimesh/api/features/triage/index.ts';
import type { Models } from '@kiwimesh/api/llm/ask.ts';
import type { CatalogueModel } from '@kiwimesh/api/llm/catalogue/catalogue.ts';
import { Router } from '@kiwimesh/api/llm/router.ts';
import { MemoryLedger } from '@kiwimesh/api/llm/spend/memory-ledger.ts';
import { openModelProviders } from '@kiwimesh/api/platform/llm.ts';
import { MODEL_NAME, type StandIn } from './serve.ts';

/** An hour for each case: what the model says is compared, not how long this machine takes. */
const BUDGET_MS = 3_600_000;

const MODEL: CatalogueModel = {
  provider: 'ollama',
  model: MODEL_NAME,
  locality: 'self_hosted',
  trusted_with: 'phi',
  reasoning: 'standard',
  context_tokens: 16_384,
  price: { input: 0, output: 0, as_of: '2026-11-27', source: 'this machine' },
  // Without a stream, the client would give up on an answer that takes minutes.
  supports: ['json_schema', 'streaming'],
  concurrency: 1,
  expected: { first_token_ms: 5_000, token_ms: 50 },
};

/**
 * Evaluates triage by rules alone and with the model on the same cases: every n-th of the repository's own cases to develop
 * with, in their order.
 */
export async function evaluateModel(
  { ollama }: StandIn,
  every: number,
  report: (text: string) => void,
  onProgress: (done: number, of: number) => void = () => undefined,
): Promise<void> {
  const loaded = loadKnowledge();
  const cases = loadCorpus().dev.filter((_, index) => index % every === 0);
  const providers = openModelProviders({
    ollama: { baseUrl: ollama, apiKey: null, model: null },
    openai: null,
    anthropic: null,
    catalogueFile: null,
  });
  // A new router for each case: one that remembers would leave a slow or failing model out.
  const models: Models = {
    configured: true,
    ask: (ask) => new Router({ models: [MODEL], providers, ledger: new MemoryLedger() }).ask(ask),
  };
  const ways = {
    'Rules alone': assessWithRules(loaded),
    [`Rules and ${MODEL_NAME}`]: assessWithModels(loaded, models, BUDGET_MS),
  };
  for (const [title, assess] of Object.entries(ways)) {
    const metrics = metricsOf(await evaluate(cases, assess, { onProgress }));
    report(terminalReport({ title: `${title}, ${cases.length} cases`, metrics, details: false }));
  }
}
