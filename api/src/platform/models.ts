import { AnthropicModels } from '../adapters/llm/anthropic/anthropic.ts';
import { OllamaModels } from '../adapters/llm/ollama/ollama.ts';
import { OpenAIModels } from '../adapters/llm/openai/openai.ts';
import type { ModelProvider } from '../ports/llm.ts';
import type { ModelSettings } from './settings/models.ts';

/** The providers of the settings. Nothing is loaded or connected before the first request. */
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
