import type OpenAI from 'openai';
import type { ModelAnswer, ModelPart, ModelProvider, ModelRequest } from '../../../ports/llm.ts';
import { ModelError } from '../../../ports/llm.ts';
import { connectOpenAI } from '../../openai/client.ts';
import type { ServerOptions } from '../options.ts';
import { strictSchema, withSchemaInWords } from '../schema.ts';
import { type Arrival, asking, CLIENT_TIMEOUT_MS, modelFetch, partsOf } from '../transport.ts';
import { answerOf, explain, StreamedAnswer } from './replies.ts';

/** How the server is made to answer in JSON of the schema: not every compatible server has the first. */
export type OpenAIStructuredOutput = 'json_schema' | 'json_object' | 'tools';

/** The address is that before `/chat/completions`. */
export type OpenAIOptions = ServerOptions<OpenAIStructuredOutput>;

export const OPENAI_URL = 'https://api.openai.com/v1';

type Body = OpenAI.Chat.Completions.ChatCompletionCreateParamsNonStreaming;

/** OpenAI, and every server that has its Chat Completions. The vendor's client is loaded at the first request. */
export class OpenAIModels implements ModelProvider {
  readonly name = 'openai';
  readonly #options: OpenAIOptions;
  readonly #clients = new Map<Arrival, Promise<OpenAI>>();

  constructor(options: OpenAIOptions) {
    this.#options = options;
  }

  answer(request: ModelRequest): Promise<ModelAnswer> {
    return asking(
      request,
      async () => {
        const client = await this.#connect('whole');
        const reply = await client.chat.completions.create(this.#body(request), { signal: request.signal });
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
        return client.chat.completions.create(
          { ...this.#body(request), stream: true, stream_options: { include_usage: true } },
          { signal: request.signal },
        );
      },
      explain,
    );
    yield* partsOf(request, stream, new StreamedAnswer(), explain);
  }

  /** Some compatible servers have no list of models: one that answers as much is reachable, and no more is known. */
  async check(model: string, signal: AbortSignal): Promise<void> {
    await asking(
      { signal },
      async () => {
        const client = await this.#connect('whole');
        try {
          for await (const known of client.models.list({ signal })) if (known.id === model) return;
        } catch (error) {
          const { status } = error as { readonly status?: unknown };
          if (status === 404 || status === 405 || status === 501) return;
          throw error;
        }
        throw new ModelError('unknown_model');
      },
      explain,
    );
  }

  async prepare(): Promise<void> {
    await this.#connect('whole');
  }

  #connect(arrival: Arrival): Promise<OpenAI> {
    const known = this.#clients.get(arrival);
    if (known !== undefined) return known;
    const { apiKey, baseUrl = OPENAI_URL, maxReplyBytes } = this.#options;
    const fetch = modelFetch(arrival, maxReplyBytes);
    const client = connectOpenAI({ apiKey, baseUrl, timeout: CLIENT_TIMEOUT_MS, fetch });
    this.#clients.set(arrival, client);
    return client;
  }

  #body(request: ModelRequest): Body {
    const { baseUrl = OPENAI_URL, structuredOutput = 'json_schema' } = this.#options;
    const { system, messages, schema, schemaName, maxOutputTokens } = request;
    const own = /(?:^|\.)(?:openai|azure)\.com$/.test(new URL(baseUrl).hostname);
    return {
      model: request.model,
      messages: [
        {
          role: 'system',
          content: structuredOutput === 'json_object' ? withSchemaInWords(system, schema) : system,
        },
        ...messages,
      ],
      // The provider's newer models know only the first name and no temperature; most other servers only the second.
      ...(own ? { max_completion_tokens: maxOutputTokens } : { max_tokens: maxOutputTokens, temperature: 0 }),
      ...shapeOf(structuredOutput, schemaName, strictSchema(schema)),
    };
  }
}

function shapeOf(
  structuredOutput: OpenAIStructuredOutput,
  name: string,
  schema: Record<string, unknown>,
): Partial<Body> {
  switch (structuredOutput) {
    case 'json_schema':
      return { response_format: { type: 'json_schema', json_schema: { name, schema, strict: true } } };
    case 'json_object':
      return { response_format: { type: 'json_object' } };
    case 'tools':
      return {
        tools: [{ type: 'function', function: { name, parameters: schema, strict: true } }],
        tool_choice: { type: 'function', function: { name } },
      };
  }
}
