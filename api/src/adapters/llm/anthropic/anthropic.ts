import type Anthropic from '@anthropic-ai/sdk';
import type { ModelAnswer, ModelPart, ModelProvider, ModelRequest } from '../../../ports/llm.ts';
import type { ServerOptions } from '../options.ts';
import { strictSchema } from '../schema.ts';
import { type Arrival, asking, CLIENT_TIMEOUT_MS, modelFetch, partsOf } from '../transport.ts';
import { answerOf, explain, StreamedAnswer } from './replies.ts';

/** How the server is made to answer in JSON of the schema: some compatible servers know only tools. */
export type AnthropicStructuredOutput = 'json_schema' | 'tools';

/** The address is that before `/v1/messages`. */
export type AnthropicOptions = ServerOptions<AnthropicStructuredOutput>;

export const ANTHROPIC_URL = 'https://api.anthropic.com';

type Body = Anthropic.MessageCreateParamsNonStreaming;

/** Anthropic, and every server that has its Messages. The vendor's client is loaded at the first request. */
export class AnthropicModels implements ModelProvider {
  readonly name = 'anthropic';
  readonly #options: AnthropicOptions;
  readonly #clients = new Map<Arrival, Promise<Anthropic>>();

  constructor(options: AnthropicOptions) {
    this.#options = options;
  }

  answer(request: ModelRequest): Promise<ModelAnswer> {
    return asking(
      request,
      async () => {
        const client = await this.#connect('whole');
        const reply = await client.messages.create(this.#body(request), { signal: request.signal });
        return answerOf(reply);
      },
      explain,
    );
  }

  async *stream(request: ModelRequest): AsyncGenerator<ModelPart> {
    const stream = await asking(
      request,
      async () => {
        const client = await this.#connect('streamed');
        return client.messages.create({ ...this.#body(request), stream: true }, { signal: request.signal });
      },
      explain,
    );
    yield* partsOf(request, stream, new StreamedAnswer(), explain);
  }

  async check(model: string, signal: AbortSignal): Promise<void> {
    await asking(
      { signal },
      async () => {
        const client = await this.#connect('whole');
        await client.models.retrieve(model, {}, { signal });
      },
      explain,
    );
  }

  async prepare(): Promise<void> {
    await this.#connect('whole');
  }

  #connect(arrival: Arrival): Promise<Anthropic> {
    const known = this.#clients.get(arrival);
    if (known !== undefined) return known;
    const client = connect(this.#options, arrival);
    this.#clients.set(arrival, client);
    return client;
  }

  #body({ model, system, messages, schema, schemaName, maxOutputTokens }: ModelRequest): Body {
    const shape = strictSchema(schema) as Record<string, unknown>;
    return {
      model,
      system,
      messages: messages.map(({ role, content }) => ({ role, content })),
      max_tokens: maxOutputTokens,
      ...(this.#options.structuredOutput === 'tools'
        ? {
            tools: [{ name: schemaName, input_schema: { ...shape, type: 'object' as const } }],
            tool_choice: { type: 'tool' as const, name: schemaName, disable_parallel_tool_use: true },
          }
        : { output_config: { format: { type: 'json_schema' as const, schema: shape } } }),
    };
  }
}

/** Every setting that the client would otherwise read from the environment is given, so that ours alone count. */
async function connect(
  { apiKey, baseUrl = ANTHROPIC_URL, maxReplyBytes }: AnthropicOptions,
  arrival: Arrival,
): Promise<Anthropic> {
  const { default: Client } = await import('@anthropic-ai/sdk');
  return new Client({
    // The client insists on a key; without one the header is left out.
    apiKey: apiKey ?? 'none',
    defaultHeaders: credentialHeaders(apiKey, baseUrl),
    webhookKey: null,
    baseURL: baseUrl,
    maxRetries: 0,
    timeout: CLIENT_TIMEOUT_MS,
    logLevel: 'off',
    fetch: modelFetch(arrival, maxReplyBytes),
  });
}

/** The client sends the key as a bearer token; compatible servers may know only the header of earlier versions. */
function credentialHeaders(apiKey: string | null, baseUrl: string): Record<string, string | null> {
  if (apiKey === null) return { Authorization: null };
  return baseUrl === ANTHROPIC_URL ? {} : { 'X-Api-Key': apiKey };
}
