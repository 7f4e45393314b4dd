import { AnthropicModels } from '../adapters/llm/anthropic/anthropic.ts';
import { OllamaModels } from '../adapters/llm/ollama/ollama.ts';
import { OpenAIModels } from '../adapters/llm/openai/openai.ts';
import { describeFailure, type WorkLog } from '../kernel/observability/failure.ts';
import type { Metrics } from '../kernel/observability/metrics.ts';
import { type ConfiguredProviders, modelsOf } from '../llm/catalogue/catalogue.ts';
import { loadCatalogue } from '../llm/catalogue/read.ts';
import { Router } from '../llm/router.ts';
import type { RouterObserver } from '../llm/running/observer.ts';
import type { SpendLedger } from '../llm/spend/ledger.ts';
import type { ModelProvider } from '../ports/llm.ts';
import type { ModelSettings } from './settings/models.ts';

/** The providers of the settings. Nothing is loaded or connected yet. */
export function openModelProviders({ ollama, openai, anthropic }: ModelSettings): readonly ModelProvider[] {
  const providers: ModelProvider[] = [];
  if (ollama !== null) providers.push(new OllamaModels({ baseUrl: ollama.baseUrl }));
  if (openai !== null) {
    const { apiKey, baseUrl, structuredOutput } = openai;
    providers.push(new OpenAIModels({ apiKey, structuredOutput, ...(baseUrl === null ? {} : { baseUrl }) }));
  }
  if (anthropic !== null) {
    const { apiKey, baseUrl, structuredOutput } = anthropic;
    providers.push(
      new AnthropicModels({ apiKey, structuredOutput, ...(baseUrl === null ? {} : { baseUrl }) }),
    );
  }
  return providers;
}

export interface RouterDeps {
  readonly ledger: SpendLedger;
  readonly metrics: Metrics;
  readonly log: WorkLog;
}

/**
 * The router over the providers of the settings; with none it answers every ask that no model fits.
 * @throws CatalogueFault when the catalogue cannot be used: the process must not start with another than it was given.
 */
export function openRouter(settings: ModelSettings, { ledger, metrics, log }: RouterDeps): Router {
  const configured: ConfiguredProviders = new Map(
    Object.entries({
      ollama: settings.ollama,
      openai: settings.openai,
      anthropic: settings.anthropic,
    }).flatMap(([name, server]) => (server === null ? [] : [[name, { model: server.model }] as const])),
  );
  return new Router({
    models: modelsOf(loadCatalogue(settings.catalogueFile), configured),
    providers: openModelProviders(settings),
    ledger,
    observer: observerOf(metrics, log),
  });
}

function observerOf(metrics: Metrics, log: WorkLog): RouterObserver {
  return {
    attempt({ provider, model, outcome, latencyMs, costMicros }, error) {
      metrics.modelAttempt(provider, model, outcome, latencyMs / 1_000, costMicros);
      if (error === null || outcome === 'cancelled') return;
      log.warn({ provider, model, outcome, code: error.providerCode }, 'a model gave no usable answer');
    },
    asked({ task }, asked) {
      metrics.modelAsk(task, asked.ok ? 'answered' : asked.reason);
    },
    fault(where, error) {
      log.warn({ where, reason: describeFailure(error) }, 'the model router could not do its bookkeeping');
    },
  };
}
