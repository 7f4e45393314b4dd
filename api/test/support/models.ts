import type { Time } from '../../src/kernel/network/time.ts';
import type { Ask } from '../../src/llm/ask.ts';
import type { CatalogueModel } from '../../src/llm/catalogue/catalogue.ts';
import {
  type ModelAnswer,
  ModelError,
  type ModelFailure,
  type ModelPart,
  type ModelProvider,
  type ModelRequest,
  type ModelUsage,
} from '../../src/ports/llm.ts';

/** Time that passes only while `run` is waited for: a test of minutes takes milliseconds and always goes the same way. */
export class SimulatedTime implements Time {
  #now = 0;
  #count = 0;
  readonly #timers = new Map<number, { readonly at: number; readonly run: () => void }>();

  now(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): () => void {
    this.#count += 1;
    const id = this.#count;
    this.#timers.set(id, { at: this.#now + ms, run });
    return () => this.#timers.delete(id);
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const cancel = this.after(ms, resolve);
      signal?.addEventListener('abort', () => {
        cancel();
        reject(new ModelError('cancelled'));
      });
    });
  }

  /** Timers that wait. */
  get waiting(): number {
    return this.#timers.size;
  }

  /** Lets time pass until the promise is settled. @throws when it never can be, for lack of timers. */
  async run<T>(promise: Promise<T>): Promise<T> {
    let settled = false;
    const mark = () => {
      settled = true;
    };
    promise.then(mark, mark);
    for (;;) {
      // All that follows from the last timer, however many promises it takes.
      await new Promise((resolve) => setImmediate(resolve));
      if (settled) return promise;
      let next: number | null = null;
      for (const [id, { at }] of this.#timers) {
        if (next === null || at < (this.#timers.get(next)?.at ?? 0)) next = id;
      }
      if (next === null) throw new Error('nothing is left that could settle the promise');
      const timer = this.#timers.get(next);
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, timer?.at ?? 0);
      timer?.run();
    }
  }
}

/** What a model of a test does with a request. */
export type Behaviour =
  | {
      readonly answers: unknown;
      readonly afterMs: number;
      /** Default 100 and 50 tokens. */
      readonly usage?: ModelUsage;
    }
  | { readonly says: string; readonly afterMs: number }
  | {
      readonly fails: ModelFailure;
      readonly afterMs: number;
      readonly retryAfterMs?: number;
    }
  | { readonly hangs: true };

/** A provider in this process whose models do what a test says. */
export class ScriptedProvider implements ModelProvider {
  readonly name: string;
  readonly requests: ModelRequest[] = [];
  /** Requests whose signal was aborted. */
  aborted = 0;
  running = 0;
  peak = 0;
  readonly #time: SimulatedTime;
  readonly #behave: (request: ModelRequest, count: number) => Behaviour;

  constructor(
    name: string,
    time: SimulatedTime,
    behave: Behaviour | ((request: ModelRequest, count: number) => Behaviour),
  ) {
    this.name = name;
    this.#time = time;
    this.#behave = typeof behave === 'function' ? behave : () => behave;
  }

  async answer(request: ModelRequest): Promise<ModelAnswer> {
    this.requests.push(request);
    request.signal.addEventListener('abort', () => {
      this.aborted += 1;
    });
    const behaviour = this.#behave(request, this.requests.length);
    this.running += 1;
    this.peak = Math.max(this.peak, this.running);
    try {
      if ('hangs' in behaviour) {
        return await new Promise((_, reject) =>
          request.signal.addEventListener('abort', () => reject(new ModelError('cancelled'))),
        );
      }
      await this.#time.sleep(behaviour.afterMs, request.signal);
      if ('fails' in behaviour) {
        throw new ModelError(behaviour.fails, { retryAfterMs: behaviour.retryAfterMs ?? null });
      }
      const text = 'says' in behaviour ? behaviour.says : JSON.stringify(behaviour.answers);
      const usage = 'usage' in behaviour ? behaviour.usage : undefined;
      return { text, usage: usage ?? { inputTokens: 100, outputTokens: 50 } };
    } finally {
      this.running -= 1;
    }
  }

  async *stream(request: ModelRequest): AsyncGenerator<ModelPart> {
    const { text, usage } = await this.answer(request);
    yield { kind: 'text', text };
    yield { kind: 'end', usage };
  }

  async check(): Promise<void> {}
}

export function catalogueModel(given: Partial<CatalogueModel> & { provider: string }): CatalogueModel {
  return {
    model: 'm',
    locality: 'self_hosted',
    trusted_with: 'phi',
    reasoning: 'standard',
    context_tokens: 8192,
    price: { input: 0, output: 0, as_of: '2026-11-27', source: 'a test' },
    supports: ['json_schema'],
    concurrency: 8,
    expected: { first_token_ms: 100, token_ms: 1 },
    ...given,
  };
}

export const ANSWER_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['urgency'],
  properties: { urgency: { type: 'integer', minimum: 1, maximum: 5 } },
} as const;

export function askFor<T = { urgency: number }>(given: Partial<Ask<T>> = {}): Ask<T> {
  return {
    task: 'test.task',
    prompt: { name: 'test', version: 3, system: 'Answer.' },
    messages: [{ role: 'user', content: 'He has chest pain.' }],
    schema: ANSWER_SCHEMA,
    schemaName: 'answer',
    maxOutputTokens: 100,
    sensitivity: 'public',
    reasoning: 'standard',
    budgetMs: 2_000,
    maxCostMicros: 100_000,
    tenant: 'hospital-1',
    ...given,
  };
}
