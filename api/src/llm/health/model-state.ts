import { Breaker, type BreakerState } from '../../kernel/network/breaker.ts';
import { Capacity } from '../../kernel/network/capacity.ts';
import type { ModelFailure, ModelProvider } from '../../ports/llm.ts';
import type { CatalogueModel } from '../catalogue/catalogue.ts';
import type { ModelView } from '../routing/rank.ts';
import { LatencyEstimate } from './latency.ts';

/** The share of each further outcome in the error rate: about the last thirty count. */
const ERROR_RATE_SHARE = 1 / 30;

/** A model as it is now, for `kiwimesh llm status` and `llm models`. */
export interface ModelStatus {
  readonly provider: string;
  readonly model: string;
  readonly configured: boolean;
  readonly breaker: BreakerState;
  /** Milliseconds until it is tried again; 0 when it may be asked now. */
  readonly retryInMs: number;
  readonly inFlight: number;
  readonly queued: number;
  /** Share of recent attempts without a usable answer, 0 to 1. */
  readonly errorRate: number;
  readonly lastFailure: ModelFailure | null;
  readonly answered: number;
  readonly failed: number;
  /** Milliseconds, of the last minutes; null without answers. */
  readonly latency: { readonly p50: number; readonly p95: number } | null;
  readonly predictedMs: number;
}

/** What this process knows of one model of the catalogue. */
export class ModelState {
  readonly model: CatalogueModel;
  /** Null where the provider is not configured. */
  readonly provider: ModelProvider | null;
  readonly breaker = new Breaker();
  readonly capacity: Capacity;
  readonly latency: LatencyEstimate;
  #errorRate = 0;
  #answered = 0;
  #failed = 0;
  #lastFailure: ModelFailure | null = null;

  constructor(model: CatalogueModel, provider: ModelProvider | null) {
    this.model = model;
    this.provider = provider;
    this.capacity = new Capacity(model.concurrency);
    this.latency = new LatencyEstimate(model.expected);
  }

  /** Counts the end of an attempt. Those that we cancelled say nothing about the model. */
  count(outcome: 'answered' | ModelFailure): void {
    if (outcome === 'cancelled') return;
    const failed = outcome !== 'answered';
    this.#errorRate += (Number(failed) - this.#errorRate) * ERROR_RATE_SHARE;
    if (failed) {
      this.#failed += 1;
      this.#lastFailure = outcome;
    } else {
      this.#answered += 1;
    }
  }

  view(now: number, outputTokens: number): ModelView {
    return {
      model: this.model,
      configured: this.provider !== null,
      breakerOpen: !this.breaker.allows(now),
      waitMs: this.capacity.waitMs(this.latency.predict(now, outputTokens)),
      latencyMs: (tokens) => this.latency.predict(now, tokens),
      proven: this.latency.proven(now),
    };
  }

  status(now: number, outputTokens: number): ModelStatus {
    return {
      provider: this.model.provider,
      model: this.model.model,
      configured: this.provider !== null,
      breaker: this.breaker.state(now),
      retryInMs: Math.ceil(this.breaker.allowsAt(now) - now),
      inFlight: this.capacity.running,
      queued: this.capacity.waiting,
      errorRate: this.#errorRate,
      lastFailure: this.#lastFailure,
      answered: this.#answered,
      failed: this.#failed,
      latency: this.latency.recent(now),
      predictedMs: this.latency.predict(now, outputTokens),
    };
  }
}
