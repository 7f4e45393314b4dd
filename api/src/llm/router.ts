import { PROCESS_TIME, type Time } from '../kernel/network/time.ts';
import type { ModelProvider } from '../ports/llm.ts';
import type { Ask, Asked, Candidate, Models } from './ask.ts';
import type { CatalogueModel } from './catalogue/catalogue.ts';
import { deidentify } from './deidentify/deidentify.ts';
import { ModelState, type ModelStatus } from './health/model-state.ts';
import { maxInputTokens } from './routing/cost.ts';
import { type Dimensions, type Ranked, rank, trustOf } from './routing/rank.ts';
import { Answers, judge } from './running/answers.ts';
import { harmless, NO_OBSERVER, type RouterObserver } from './running/observer.ts';
import { Run } from './running/run.ts';
import type { Planned } from './running/started.ts';
import type { SpendLedger } from './spend/ledger.ts';

/** The weight of a further answer in the usual length of a task's answers. */
const LENGTH_SHARE = 0.2;
/** How long answers are, as a share of the limit, until the first ones of a task have come. */
const ASSUMED_SHARE = 0.5;
/** The length of the answer for which `status` predicts the latency, in tokens. */
const STATUS_TOKENS = 256;

export interface RouterOptions {
  /** `modelsOf` the catalogue. */
  readonly models: readonly CatalogueModel[];
  /** Those that have their settings. */
  readonly providers: readonly ModelProvider[];
  readonly ledger: SpendLedger;
  readonly observer?: RouterObserver;
  readonly time?: Time;
}

/** An ask without its content, for explanations. */
export interface AskDimensions
  extends Pick<Ask<unknown>, 'sensitivity' | 'reasoning' | 'budgetMs' | 'maxCostMicros' | 'maxOutputTokens'> {
  readonly inputTokens: number;
  readonly deidentifiable: boolean;
  /** Null: budgets are left out. */
  readonly tenant: string | null;
  /** The usual length of this task's answers is what latencies are predicted for. */
  readonly task?: string;
}

/** Chooses the models that an ask goes to, and asks them until one has answered or the budget is over. */
export class Router implements Models {
  readonly #states: readonly ModelState[];
  readonly #ledger: SpendLedger;
  readonly #observer: RouterObserver;
  readonly #time: Time;
  readonly #answers = new Answers();
  /** Tokens of recent answers, by task. */
  readonly #lengths = new Map<string, number>();

  constructor({ models, providers, ledger, observer = NO_OBSERVER, time = PROCESS_TIME }: RouterOptions) {
    const byName = new Map(providers.map((provider) => [provider.name, provider]));
    this.#states = models.map((model) => new ModelState(model, byName.get(model.provider) ?? null));
    this.#ledger = ledger;
    this.#observer = harmless(observer);
    this.#time = time;
  }

  get configured(): boolean {
    return this.#states.some(({ provider }) => provider !== null);
  }

  async ask<T>(ask: Ask<T>): Promise<Asked<T>> {
    const startedAt = this.#time.now();
    let asked: Asked<T>;
    try {
      asked = await this.#ask(ask, startedAt);
    } catch (error) {
      // Such as a schema that does not compile: a fault of this program, which must not become the caller's.
      this.#observer.fault('router', error);
      asked = {
        ok: false,
        reason: 'no_candidate',
        costMicros: 0,
        latencyMs: this.#time.now() - startedAt,
        attempts: [],
        candidates: [],
      };
    }
    if (asked.ok && asked.usage.outputTokens > 0) this.#learnLength(ask.task, asked.usage.outputTokens);
    this.#observer.asked(ask, asked);
    return asked;
  }

  #ask<T>(ask: Ask<T>, startedAt: number): Promise<Asked<T>> {
    const validate = this.#answers.validator(ask.schema);
    const outputTokens = this.#lengthOf(ask.task, ask.maxOutputTokens);
    const cleaned =
      ask.deidentify !== undefined && this.#wantsCleaned(ask)
        ? deidentify(ask.messages, ask.deidentify)
        : null;
    const ranked = this.#rank(
      {
        sensitivity: ask.sensitivity,
        reasoning: ask.reasoning,
        budgetMs: ask.budgetMs,
        maxCostMicros: ask.maxCostMicros,
        inputTokens: Math.max(
          maxInputTokens(ask.prompt.system, ask.messages, ask.schema),
          cleaned === null ? 0 : maxInputTokens(ask.prompt.system, cleaned.messages, ask.schema),
        ),
        maxOutputTokens: ask.maxOutputTokens,
        outputTokens,
        deidentifiable: cleaned !== null,
        // Each attempt that costs anything is booked when it begins, which decides.
        remainingMicros: Number.POSITIVE_INFINITY,
      },
      startedAt,
    );
    const plan = ranked.flatMap((each): Planned[] =>
      each.excludedBy === null
        ? [
            {
              state: this.#states[each.index] as ModelState,
              ranked: each,
              attempts: 0,
              lastFailure: null,
              passedOver: null,
            },
          ]
        : [],
    );
    return new Run<T>({
      ask,
      plan,
      outputTokens,
      cleaned,
      startedAt,
      judge: (text, restore) => judge(text, validate, ask.check, restore),
      candidates: (tried) => this.#candidates(ranked, tried),
      time: this.#time,
      ledger: this.#ledger,
      observer: this.#observer,
    }).run();
  }

  /** How such an ask would be routed now: the models in the order of asking, then the others with what excludes them. */
  async explain(dimensions: AskDimensions): Promise<readonly Candidate[]> {
    const { tenant, task, ...rest } = dimensions;
    const remainingMicros =
      tenant === null
        ? Number.POSITIVE_INFINITY
        : await this.#ledger.remaining(tenant).catch((error: unknown) => {
            this.#observer.fault('reserve', error);
            return 0;
          });
    const outputTokens = this.#lengthOf(task ?? '', rest.maxOutputTokens);
    const ranked = this.#rank({ ...rest, outputTokens, remainingMicros }, this.#time.now());
    return this.#candidates(ranked, []);
  }

  /** Loads the clients of the configured providers, so that the first ask does not wait for it. */
  async prepare(): Promise<void> {
    const providers = new Set(this.#states.flatMap(({ provider }) => provider ?? []));
    await Promise.all(
      [...providers].map((provider) =>
        provider.prepare?.().catch((error: unknown) => this.#observer.fault('router', error)),
      ),
    );
  }

  /** Every model of the catalogue as this process knows it. */
  status(): readonly ModelStatus[] {
    const now = this.#time.now();
    return this.#states.map((state) => state.status(now, STATUS_TOKENS));
  }

  /** The models of this installation, with their catalogue entries. */
  get models(): readonly CatalogueModel[] {
    return this.#states.map(({ model }) => model);
  }

  #rank(dimensions: Dimensions, now: number): readonly Ranked[] {
    return rank(
      this.#states.map((state) => state.view(now, dimensions.outputTokens)),
      dimensions,
    );
  }

  #candidates(ranked: readonly Ranked[], tried: readonly Planned[]): readonly Candidate[] {
    const passedOver = new Map(
      tried.flatMap(({ ranked: each, attempts, passedOver }) =>
        attempts === 0 && passedOver !== null ? [[each.index, passedOver] as const] : [],
      ),
    );
    let place = 0;
    return ranked.map(({ index, excludedBy, predictedLatencyMs, maxCostMicros }) => {
      const { provider, model } = (this.#states[index] as ModelState).model;
      const reason = excludedBy ?? passedOver.get(index) ?? null;
      if (reason === null) place += 1;
      return {
        provider,
        model,
        rank: reason === null ? place : null,
        excludedBy: reason,
        predictedLatencyMs: Number.isFinite(predictedLatencyMs) ? predictedLatencyMs : null,
        maxCostMicros,
      };
    });
  }

  #wantsCleaned({ sensitivity }: Pick<Ask<unknown>, 'sensitivity'>): boolean {
    return this.#states.some(
      ({ model, provider }) => provider !== null && trustOf(model, sensitivity) === 'cleaned',
    );
  }

  #lengthOf(task: string, maxOutputTokens: number): number {
    return Math.min(this.#lengths.get(task) ?? maxOutputTokens * ASSUMED_SHARE, maxOutputTokens);
  }

  #learnLength(task: string, tokens: number): void {
    const known = this.#lengths.get(task);
    this.#lengths.set(task, known === undefined ? tokens : known + (tokens - known) * LENGTH_SHARE);
  }
}
