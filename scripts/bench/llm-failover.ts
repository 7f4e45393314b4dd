import { AnthropicModels } from '@kiwimesh/api/adapters/llm/anthropic/anthropic.ts';
import { OllamaModels } from '@kiwimesh/api/adapters/llm/ollama/ollama.ts';
import { OpenAIModels } from '@kiwimesh/api/adapters/llm/openai/openai.ts';
import { SandboxAnthropic } from '@kiwimesh/api/adapters/llm/sandbox/anthropic.ts';
import type { SandboxFault } from '@kiwimesh/api/adapters/llm/sandbox/faults.ts';
import { SandboxOllama } from '@kiwimesh/api/adapters/llm/sandbox/ollama.ts';
import { SandboxOpenAI } from '@kiwimesh/api/adapters/llm/sandbox/openai.ts';
import type { SandboxOptions, SandboxServer } from '@kiwimesh/api/adapters/llm/sandbox/server.ts';
import type { Ask } from '@kiwimesh/api/llm/ask.ts';
import type { CatalogueModel } from '@kiwimesh/api/llm/catalogue/catalogue.ts';
import { Router } from '@kiwimesh/api/llm/router.ts';
import { MemoryLedger } from '@kiwimesh/api/llm/spend/memory-ledger.ts';
import type { ModelProvider } from '@kiwimesh/api/ports/llm.ts';

const MODEL = 'small';
const GOAL_MS = 300;
/** Longer than anything here takes. */
const PATIENCE_MS = 300_000;

/** `refused`: nothing listens. */
const FAULTS: Readonly<Record<string, SandboxFault | null>> = {
  refused: null,
  reset: { kind: 'reset', at: 'headers' },
  'status 500': { kind: 'status', status: 500 },
  'status 429': { kind: 'status', status: 429 },
  'invalid JSON': { kind: 'text', text: '{"answer": 1, "no' },
  truncated: { kind: 'truncated' },
};

interface Vendor {
  readonly name: string;
  sandbox(options: SandboxOptions): SandboxServer;
  open(url: string): ModelProvider;
}

const KEY = 'bench';
const VENDORS: readonly Vendor[] = [
  {
    name: 'ollama',
    sandbox: (options) => new SandboxOllama(options),
    open: (baseUrl) => new OllamaModels({ baseUrl }),
  },
  {
    name: 'openai',
    sandbox: (options) => new SandboxOpenAI({ apiKey: KEY, ...options }),
    open: (url) => new OpenAIModels({ apiKey: KEY, baseUrl: `${url}/v1` }),
  },
  {
    name: 'anthropic',
    sandbox: (options) => new SandboxAnthropic({ apiKey: KEY, ...options }),
    open: (baseUrl) => new AnthropicModels({ apiKey: KEY, baseUrl }),
  },
];

/**
 * Prints how long an ask takes from the moment at which the first model's fault is seen to the answer of the second, by the
 * real adapters over the network of this machine and by its clock.
 */
export async function reportFailover(
  template: CatalogueModel,
  ask: Ask<unknown>,
  samples: number,
): Promise<void> {
  console.log(`Failover after the fault is seen, to the answer of the next model, ${samples} asks each, ms`);
  console.log('                             p50      p99      max');
  let worst = 0;
  for (const [index, vendor] of VENDORS.entries()) {
    const next = VENDORS[(index + 1) % VENDORS.length] as Vendor;
    for (const [name, fault] of Object.entries(FAULTS)) {
      const took = await failovers(vendor, fault, next, template, ask, samples);
      took.sort((a, b) => a - b);
      const at = (share: number) => took[Math.ceil(took.length * share) - 1] ?? 0;
      worst = Math.max(worst, at(0.99));
      const figures = [at(0.5), at(0.99), at(1)].map((ms) => ms.toFixed(1).padStart(9)).join('');
      console.log(`  ${vendor.name.padEnd(10)} ${name.padEnd(12)}${figures}`);
    }
  }
  console.log(`  worst p99 ${worst.toFixed(1)} (goal: at most ${GOAL_MS})`);
}

async function failovers(
  failing: Vendor,
  fault: SandboxFault | null,
  healthy: Vendor,
  template: CatalogueModel,
  ask: Ask<unknown>,
  samples: number,
): Promise<number[]> {
  const answer = () => JSON.stringify({ answer: 1, note: 'x' });
  const broken = failing.sandbox({ answer, models: [MODEL], fault: () => fault });
  const sound = healthy.sandbox({ answer, models: [MODEL] });
  const [brokenUrl, soundUrl] = [await broken.start(), await sound.start()];
  if (fault === null) await broken.stop();
  const providers = [failing.open(brokenUrl), healthy.open(soundUrl)];
  // The second one is asked only after the first has failed: no hedge, however busy the machine.
  const models = providers.map(({ name }, place) => ({
    ...template,
    provider: name,
    model: MODEL,
    price: { ...template.price, input: place, output: place },
    expected: { first_token_ms: PATIENCE_MS, token_ms: 0 },
  }));
  const took: number[] = [];
  try {
    for (let count = -1; count < samples; count += 1) {
      // A new router each time: its breaker would soon leave the broken model out.
      const router = new Router({ models, providers, ledger: new MemoryLedger() });
      const asked = await router.ask({ ...ask, budgetMs: 2 * PATIENCE_MS });
      const [first] = asked.attempts;
      if (
        !asked.ok ||
        first === undefined ||
        first.provider !== failing.name ||
        first.outcome === 'answered'
      ) {
        throw new Error(`${failing.name} did not fail over: ${JSON.stringify(asked.attempts)}`);
      }
      // The first ask loads the vendors' clients.
      if (count >= 0) took.push(asked.latencyMs - first.latencyMs);
    }
  } finally {
    if (fault !== null) await broken.stop();
    await sound.stop();
  }
  return took;
}
