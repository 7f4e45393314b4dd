import type { Ollama } from 'ollama';
import type { ModelAnswer, ModelPart, ModelProvider, ModelRequest, ModelUsage } from '../../../ports/llm.ts';
import { type Arrival, asking, failureOf, modelFetch, stopped } from '../transport.ts';
import { checkedLines, errorReply } from './lines.ts';
import { answerOf, explain, StreamedAnswer } from './replies.ts';

export interface OllamaOptions {
  /** With the path before `/api/chat`, such as `http://127.0.0.1:11434`. */
  readonly baseUrl: string;
  readonly maxReplyBytes?: number;
}

/** A server of Ollama. The vendor's client is loaded at the first request. */
export class OllamaModels implements ModelProvider {
  readonly name = 'ollama';
  readonly #options: OllamaOptions;
  readonly #fetch: Readonly<Record<Arrival, typeof fetch>>;
  #module: Promise<typeof import('ollama')> | undefined;

  constructor(options: OllamaOptions) {
    this.#options = options;
    const { maxReplyBytes } = options;
    this.#fetch = {
      whole: modelFetch('whole', maxReplyBytes),
      streamed: modelFetch('streamed', maxReplyBytes),
    };
  }

  answer(request: ModelRequest): Promise<ModelAnswer> {
    return asking(
      request,
      async () => {
        const client = await this.#connect(request.signal);
        return answerOf(await client.chat({ ...body(request), stream: false }));
      },
      explain,
    );
  }

  async *stream(request: ModelRequest): AsyncGenerator<ModelPart> {
    const stream = await asking(
      request,
      async () => {
        const client = await this.#connect(request.signal);
        return client.chat({ ...body(request), stream: true });
      },
      explain,
    );
    const answer = new StreamedAnswer();
    let usage: ModelUsage | null = null;
    try {
      for await (const piece of stream) {
        const text = answer.add(piece);
        if (text !== '') yield { kind: 'text', text };
      }
      if (request.signal.aborted) throw stopped(request.signal);
      usage = answer.end();
      yield { kind: 'end', usage };
    } catch (error) {
      throw failureOf(error, request.signal, explain);
    } finally {
      if (usage === null) stream.abort();
    }
  }

  async check(model: string, signal: AbortSignal): Promise<void> {
    await asking(
      { signal },
      async () => {
        const client = await this.#connect(signal);
        await client.show({ model });
      },
      explain,
    );
  }

  async prepare(): Promise<void> {
    this.#module ??= import('ollama');
    await this.#module;
  }

  /**
   * A client for one request: this one takes no signal, logs what it cannot parse, and drops the headers of errors. Its
   * `fetch` therefore has the signal, gives it only lines that are valid, and throws for error replies.
   */
  async #connect(signal: AbortSignal): Promise<Ollama> {
    this.#module ??= import('ollama');
    const { Ollama: Client } = await this.#module;
    if (signal.aborted) throw stopped(signal);
    const send: typeof fetch = async (input, init) => {
      const signals = init?.signal == null ? signal : AbortSignal.any([signal, init.signal]);
      const arrival: Arrival =
        typeof init?.body === 'string' && JSON.parse(init.body).stream === true ? 'streamed' : 'whole';
      const reply = await this.#fetch[arrival](input, { ...init, signal: signals });
      if (!reply.ok) throw await errorReply(reply);
      return arrival === 'streamed' ? new Response(checkedLines(reply), { headers: reply.headers }) : reply;
    };
    return new Client({ host: this.#options.baseUrl, fetch: send });
  }
}

function body({ model, system, messages, schema, maxOutputTokens }: ModelRequest) {
  return {
    model,
    messages: [{ role: 'system', content: system }, ...messages],
    format: schema,
    think: false,
    // Not in the client's types: without these the server silently drops the beginning of what does not fit.
    truncate: false,
    shift: false,
    options: { temperature: 0, num_predict: maxOutputTokens },
  };
}
