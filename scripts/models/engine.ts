import { pathToFileURL } from 'node:url';
import type { SandboxAsk, SandboxEnd } from '@kiwimesh/api/adapters/llm/sandbox/server.ts';
import type { InstalledModel } from './install.ts';

/** The part of node-llama-cpp that is used: the package is installed on demand, so that its own types are not there. */
interface LlamaPackage {
  getLlama(options: Readonly<Record<string, unknown>>): Promise<Llama>;
  readonly LlamaChatSession: new (options: Readonly<Record<string, unknown>>) => Session;
}
interface Llama {
  loadModel(options: { readonly modelPath: string }): Promise<Model>;
  createGrammarForJsonSchema(schema: unknown): Promise<unknown>;
  dispose(): Promise<void>;
}
interface Model {
  createContext(options: Readonly<Record<string, unknown>>): Promise<{ getSequence(): Sequence }>;
}
interface Sequence {
  readonly tokenMeter: {
    getState(): { readonly usedInputTokens: number; readonly usedOutputTokens: number };
  };
  clearHistory(): Promise<void>;
}
interface Session {
  setChatHistory(items: readonly unknown[]): void;
  promptWithMeta(
    text: string,
    options: Readonly<Record<string, unknown>>,
  ): Promise<{ readonly stopReason: string }>;
  dispose(): void;
}

/** Tokens of question and answer together. */
const CONTEXT_TOKENS = 2048;

/** A model in this process, which answers one request at a time. */
export interface LocalModel {
  answer(ask: SandboxAsk, signal: AbortSignal): AsyncGenerator<string, SandboxEnd>;
  stop(): Promise<void>;
}

/** Loads the weights. One thread: several that wait for each other on a shared machine are far slower. */
export async function openLocalModel({ weights, engine }: InstalledModel): Promise<LocalModel> {
  const { getLlama, LlamaChatSession } = (await import(pathToFileURL(engine).href)) as LlamaPackage;
  const llama = await getLlama({
    gpu: false,
    build: 'never',
    maxThreads: 1,
    logLevel: 'error',
    progressLogs: false,
  });
  const model = await llama.loadModel({ modelPath: weights });
  const context = await model.createContext({ contextSize: CONTEXT_TOKENS, threads: 1 });
  const sequence = context.getSequence();
  let previous: Promise<unknown> = Promise.resolve();

  async function generate(
    ask: SandboxAsk,
    signal: AbortSignal,
    emit: (text: string) => void,
  ): Promise<SandboxEnd> {
    await sequence.clearHistory();
    const session = new LlamaChatSession({ contextSequence: sequence, autoDisposeSequence: false });
    try {
      const before = sequence.tokenMeter.getState();
      session.setChatHistory([
        { type: 'system', text: ask.system },
        ...ask.messages.slice(0, -1).map(historyItem),
      ]);
      const { stopReason } = await session.promptWithMeta(ask.messages.at(-1)?.content ?? '', {
        maxTokens: ask.maxTokens,
        temperature: 0,
        signal,
        stopOnAbortSignal: true,
        onTextChunk: emit,
        ...(ask.schema === null ? {} : { grammar: await llama.createGrammarForJsonSchema(ask.schema) }),
      });
      const after = sequence.tokenMeter.getState();
      return {
        stop: stopReason === 'maxTokens' ? 'cut_off' : 'end',
        inputTokens: after.usedInputTokens - before.usedInputTokens,
        outputTokens: after.usedOutputTokens - before.usedOutputTokens,
      };
    } finally {
      session.dispose();
    }
  }

  return {
    async *answer(ask, signal) {
      const pieces: string[] = [];
      let wake = Promise.withResolvers<void>();
      // Its own caller got the failure of the previous answer; this one only waits for its end.
      const turn = previous.catch(() => undefined);
      const generating = turn.then(() =>
        generate(ask, signal, (text) => {
          pieces.push(text);
          wake.resolve();
        }),
      );
      previous = generating;
      let ended = false;
      const noteEnd = () => {
        ended = true;
        wake.resolve();
      };
      generating.then(noteEnd, noteEnd);
      while (!ended || pieces.length > 0) {
        await wake.promise;
        wake = Promise.withResolvers<void>();
        if (ended) wake.resolve();
        while (pieces.length > 0) yield pieces.shift() ?? '';
      }
      return await generating;
    },
    async stop() {
      // As above: only its end matters here.
      await previous.catch(() => undefined);
      await llama.dispose();
    },
  };
}

function historyItem({ role, content }: SandboxAsk['messages'][number]): unknown {
  return role === 'assistant' ? { type: 'model', response: [content] } : { type: 'user', text: content };
}
