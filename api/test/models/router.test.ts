import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AnthropicModels } from '../../src/adapters/llm/anthropic/anthropic.ts';
import { OllamaModels } from '../../src/adapters/llm/ollama/ollama.ts';
import { OpenAIModels } from '../../src/adapters/llm/openai/openai.ts';
import { SandboxAnthropic } from '../../src/adapters/llm/sandbox/anthropic.ts';
import type { SandboxFault } from '../../src/adapters/llm/sandbox/faults.ts';
import { SandboxOllama } from '../../src/adapters/llm/sandbox/ollama.ts';
import { SandboxOpenAI } from '../../src/adapters/llm/sandbox/openai.ts';
import type { SandboxAsk, SandboxServer } from '../../src/adapters/llm/sandbox/server.ts';
import { PROCESS_TIME, type Time } from '../../src/kernel/network/time.ts';
import { Router } from '../../src/llm/router.ts';
import { MemoryLedger } from '../../src/llm/spend/memory-ledger.ts';
import { askFor, catalogueModel } from '../support/models.ts';
import { sized } from '../support/size.ts';

/** The router over the three real adapters, each against a server that speaks its provider's protocol. */
const NAMES = ['ollama', 'openai', 'anthropic'] as const;
type Name = (typeof NAMES)[number];
const FAULTS: Readonly<Record<string, SandboxFault | null>> = {
  // No server listens there.
  refused: null,
  reset: { kind: 'reset', at: 'headers' },
  hang: { kind: 'hang', at: 'headers' },
  drip: { kind: 'drip', bytes: 1, everyMs: 2_000 },
  'status 500': { kind: 'status', status: 500 },
  'status 429': { kind: 'status', status: 429, headers: { 'retry-after': '120' } },
  garbage: { kind: 'html' },
  truncated: { kind: 'truncated' },
  'invalid JSON': { kind: 'text', text: '{"urgency": 2' },
  slow: { kind: 'slow', delayMs: 5_000 },
};
const SUBSETS = Array.from({ length: 2 ** NAMES.length }, (_, bits) =>
  NAMES.filter((_, at) => bits & (1 << at)),
);
const KEY = 'key-of-the-sandbox';
/** The discard service: nothing listens on it. */
const NOWHERE = 'http://127.0.0.1:9';
const UNBOUNDED_MS = 200_000;
const SHORT_MS = 400;

const sandboxes = {} as Record<Name, SandboxServer>;
const urls = {} as Record<Name, string>;
/** All that cloud providers were sent. */
const seenInCloud: string[] = [];

/** Requests say themselves what goes wrong with them: "failing openai by hang". */
function faultOf(name: Name) {
  return ({ messages }: SandboxAsk): SandboxFault | null => {
    const [, failing = '', fault = ''] = /failing ([a-z,]*) by (.*)\./.exec(messages[0]?.content ?? '') ?? [];
    return failing.split(',').includes(name) ? (FAULTS[fault] ?? null) : null;
  };
}

beforeAll(async () => {
  const options = (name: Name) => ({
    apiKey: KEY,
    fault: faultOf(name),
    answer: ({ messages }: SandboxAsk) => {
      if (name !== 'ollama') seenInCloud.push(messages.map(({ content }) => content).join('\n'));
      return '{"urgency": 2}';
    },
  });
  sandboxes.ollama = new SandboxOllama(options('ollama'));
  sandboxes.openai = new SandboxOpenAI(options('openai'));
  sandboxes.anthropic = new SandboxAnthropic(options('anthropic'));
  for (const name of NAMES) urls[name] = await sandboxes[name].start();
});

afterAll(async () => {
  for (const name of NAMES) await sandboxes[name].stop();
});

/**
 * The time of the process, but it never passes what a timer is due at, cancelled ones included: by this clock all happens in
 * time however late the machine runs it, and later only where no timer was set for it. Until the first one it stands still.
 */
class PunctualTime implements Time {
  readonly #timers = new Set<{ readonly at: number }>();
  #last = PROCESS_TIME.now();
  #runs = false;

  now(): number {
    if (!this.#runs) return this.#last;
    const due = [...this.#timers].map(({ at }) => at);
    this.#last = Math.max(this.#last, Math.min(PROCESS_TIME.now(), ...due));
    return this.#last;
  }

  after(ms: number, run: () => void): () => void {
    const timer: { readonly at: number; run: (() => void) | null } = { at: this.now() + ms, run };
    this.#runs = true;
    this.#timers.add(timer);
    PROCESS_TIME.after(ms, () => {
      this.#last = Math.max(this.#last, timer.at);
      timer.run?.();
      this.#timers.delete(timer);
    });
    return () => {
      timer.run = null;
    };
  }
}

function routerWith(unreachable: readonly Name[], time: Time = PROCESS_TIME) {
  const baseUrl = (name: Name) => (unreachable.includes(name) ? NOWHERE : urls[name]);
  return new Router({
    models: NAMES.map((provider) =>
      catalogueModel({
        provider,
        model: 'small',
        trusted_with: provider === 'ollama' ? 'phi' : 'internal',
        reasoning: provider === 'ollama' ? 'standard' : 'deep',
        concurrency: 200,
      }),
    ),
    providers: [
      new OllamaModels({ baseUrl: baseUrl('ollama') }),
      new OpenAIModels({ apiKey: KEY, baseUrl: baseUrl('openai'), structuredOutput: 'json_schema' }),
      new AnthropicModels({ apiKey: KEY, baseUrl: baseUrl('anthropic'), structuredOutput: 'json_schema' }),
    ],
    ledger: new MemoryLedger(),
    time,
  });
}

describe('the router over the adapters', () => {
  it.each(Object.keys(FAULTS))('answers as long as one provider does: %s', async (fault) => {
    const cells = SUBSETS.filter(({ length }) => length < NAMES.length);
    const all = await Promise.all(
      cells.map((failing) =>
        routerWith(fault === 'refused' ? failing : []).ask(
          askFor({
            budgetMs: UNBOUNDED_MS,
            messages: [{ role: 'user', content: `failing ${failing.join(',')} by ${fault}.` }],
          }),
        ),
      ),
    );
    for (const [at, asked] of all.entries()) {
      expect(asked).toMatchObject({ ok: true, value: { urgency: 2 } });
      if (fault !== 'slow') expect(cells[at]).not.toContain(asked.ok && asked.provider);
    }
  });

  it('ends every ask with its budget when all providers fail', async () => {
    for (const fault of Object.keys(FAULTS)) {
      const asked = await routerWith(fault === 'refused' ? NAMES : [], new PunctualTime()).ask(
        askFor({
          budgetMs: SHORT_MS,
          messages: [{ role: 'user', content: `failing ${NAMES.join(',')} by ${fault}.` }],
        }),
      );
      expect(asked.ok).toBe(false);
      expect(asked.latencyMs).toBeLessThanOrEqual(SHORT_MS);
      expect(asked.attempts.length).toBeGreaterThan(0);
    }
  });

  it('closes the connection of the one that was not first', async () => {
    const before = sandboxes.openai.received.length;
    const asked = await routerWith([]).ask(
      askFor({
        reasoning: 'deep',
        budgetMs: UNBOUNDED_MS,
        messages: [{ role: 'user', content: 'failing openai by hang.' }],
      }),
    );
    expect(asked).toMatchObject({ ok: true, provider: 'anthropic' });
    expect(await sandboxes.openai.received[before]?.closed).toBe('abandoned');
  });

  it('sends cloud providers none of the planted names, phones, addresses and ids', async () => {
    const router = routerWith([]);
    seenInCloud.length = 0;
    const planted = Array.from({ length: sized({ small: 60, full: 10_000 }) }, (_, at) => {
      const digits = String(6_123_456_789 + at * 7_919);
      const made = `Z${[...String(at * 7_919 + 13)].map((digit) => 'bakedilofu'.charAt(Number(digit))).join('v')}x`;
      return [made, digits, `flat ${200 + (at % 700)} ${made} Residency`, `MRN-${digits}`][at % 4] as string;
    });
    for (let from = 0; from < planted.length; from += 50) {
      await Promise.all(
        planted.slice(from, from + 50).map((value) =>
          router.ask(
            askFor({
              sensitivity: 'phi',
              reasoning: 'deep',
              budgetMs: UNBOUNDED_MS,
              deidentify: { known: [] },
              messages: [
                { role: 'user', content: `My father ${value} has crushing chest pain since morning.` },
              ],
            }),
          ),
        ),
      );
    }
    expect(seenInCloud.length).toBeGreaterThanOrEqual(planted.length);
    const sent = seenInCloud.join('\n').toLowerCase();
    const secrets = planted.flatMap((value) => value.match(/\d{3,}|Z\w{4,}/g) ?? []);
    expect(secrets.length).toBeGreaterThanOrEqual(planted.length);
    expect(secrets.filter((secret) => sent.includes(secret.toLowerCase()))).toEqual([]);
    expect(sent).toContain('has crushing chest pain since morning');
  });
});
