import { SandboxAnthropic } from '@kiwimesh/api/adapters/llm/sandbox/anthropic.ts';
import { SandboxOllama } from '@kiwimesh/api/adapters/llm/sandbox/ollama.ts';
import { SandboxOpenAI } from '@kiwimesh/api/adapters/llm/sandbox/openai.ts';
import type { LocalModel } from './engine.ts';

export const MODEL_NAME = 'smollm2:135m';

/** Addresses as settings take them. */
export interface StandIn {
  readonly ollama: string;
  readonly openai: string;
  readonly anthropic: string;
  stop(): Promise<void>;
}

/**
 * A stand-in for servers of models: the sandboxes of the three protocols, with a real model's answers in place of scripted
 * ones. It takes no key, answers one request after the other, and knows one model.
 * @param port of the first protocol, the other two on the ports after it; null for free ones.
 */
export async function serveModel(model: LocalModel, port: number | null): Promise<StandIn> {
  const options = (offset: number) => ({
    answer: model.answer,
    models: [MODEL_NAME],
    ...(port === null ? {} : { port: port + offset }),
  });
  const servers = [
    new SandboxOllama(options(0)),
    new SandboxOpenAI({ apiKey: null, ...options(1) }),
    new SandboxAnthropic({ apiKey: null, ...options(2) }),
  ];
  const [ollama = '', openai = '', anthropic = ''] = await Promise.all(servers.map((each) => each.start()));
  return {
    ollama,
    openai: `${openai}/v1`,
    anthropic,
    async stop() {
      await Promise.all(servers.map((each) => each.stop()));
    },
  };
}
