import { openModelProviders } from '@kiwimesh/api/platform/llm.ts';
import { ModelError, type ModelProvider, type ModelRequest } from '@kiwimesh/api/ports/llm.ts';
import { MODEL_NAME, type StandIn } from './serve.ts';

const FINDINGS = ['chest_pain', 'fever', 'cough', 'other'];
const SCHEMA = {
  type: 'object',
  properties: {
    urgent: { type: 'boolean' },
    finding: { enum: FINDINGS },
    words: { type: 'string' },
  },
  required: ['urgent', 'finding', 'words'],
  additionalProperties: false,
} as const;

function question(signal: AbortSignal): ModelRequest {
  return {
    model: MODEL_NAME,
    system:
      'You read what a caller says and answer with JSON: is it urgent, the finding, the words of the caller.',
    messages: [{ role: 'user', content: 'My father has a pain in the chest and sweats.' }],
    schema: SCHEMA,
    schemaName: 'finding',
    maxOutputTokens: 128,
    signal,
  };
}

/** Asks the model by every protocol through the adapters of the product. @returns how many checks failed. */
export async function checkModel(servers: StandIn, report: (line: string) => void): Promise<number> {
  const providers = openModelProviders({
    ollama: { baseUrl: servers.ollama, apiKey: null, model: null },
    openai: { baseUrl: servers.openai, apiKey: null, model: null, structuredOutput: 'json_schema' },
    anthropic: { baseUrl: servers.anthropic, apiKey: null, model: null, structuredOutput: 'json_schema' },
    catalogueFile: null,
  });
  let failed = 0;
  for (const provider of providers) {
    for (const [name, check] of CHECKS) {
      const start = performance.now();
      const outcome = await check(provider).catch((error: unknown) => error);
      const passed = typeof outcome === 'string';
      if (!passed) failed += 1;
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      report(
        `${passed ? 'passed' : 'FAILED'}  ${provider.name.padEnd(10)} ${name.padEnd(8)} ${seconds} s  ${outcome}`,
      );
    }
  }
  return failed;
}

type Check = (provider: ModelProvider) => Promise<string>;

const CHECKS: ReadonlyArray<readonly [string, Check]> = [
  [
    'check',
    async (provider) => {
      const { signal } = new AbortController();
      await provider.check(MODEL_NAME, signal);
      const absent = await provider.check('absent', signal).catch((error: unknown) => error);
      return expectFailure(absent, 'unknown_model');
    },
  ],
  [
    'answer',
    async (provider) => {
      const start = performance.now();
      const { text, usage } = await provider.answer(question(new AbortController().signal));
      return `${described(text)}, ${pace(usage.inputTokens, usage.outputTokens, start)}`;
    },
  ],
  [
    'stream',
    async (provider) => {
      const start = performance.now();
      let text = '';
      let pieces = 0;
      let first = 0;
      let tokens: readonly [number, number] = [0, 0];
      for await (const part of provider.stream(question(new AbortController().signal))) {
        if (part.kind === 'end') tokens = [part.usage.inputTokens, part.usage.outputTokens];
        else {
          if (pieces === 0) first = performance.now() - start;
          pieces += 1;
          text += part.text;
        }
      }
      if (pieces < 3) throw new Error(`the answer came in ${pieces} pieces`);
      return `${described(text)}, ${pieces} pieces, the first after ${Math.round(first)} ms, ${pace(...tokens, start)}`;
    },
  ],
  [
    'stop',
    async (provider) => {
      const stop = new AbortController();
      const asking = (async () => {
        for await (const _part of provider.stream(question(stop.signal))) stop.abort();
      })().catch((error: unknown) => error);
      return expectFailure(await asking, 'cancelled');
    },
  ],
];

function described(text: string): string {
  const { urgent, finding, words, ...others } = JSON.parse(text) as Record<string, unknown>;
  const valid =
    typeof urgent === 'boolean' && FINDINGS.includes(String(finding)) && typeof words === 'string';
  if (!valid || Object.keys(others).length > 0) throw new Error(`not of the schema: ${text}`);
  return 'JSON of the schema';
}

function pace(input: number, output: number, start: number): string {
  const seconds = (performance.now() - start) / 1000;
  return `${input} + ${output} tokens, ${(output / seconds).toFixed(0)} tokens/s with reading the question`;
}

function expectFailure(error: unknown, failure: string): string {
  if (error instanceof ModelError && error.failure === failure) return failure;
  throw new Error(`expected ${failure}, got ${error}`);
}
