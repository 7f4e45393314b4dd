import type { Time } from '../../kernel/network/time.ts';
import { MODEL_FAILURES, type ModelError, type ModelMessage } from '../../ports/llm.ts';
import type { Ask, Asked, Attempt, Candidate } from '../ask.ts';
import { costMicros } from '../routing/cost.ts';
import type { Exclusion } from '../routing/rank.ts';
import type { SpendLedger } from '../spend/ledger.ts';
import type { Judged } from './answers.ts';
import { attempt, chargedMicros, type Outcome, tellsCost } from './attempt.ts';
import type { RouterObserver } from './observer.ts';
import { type Planned, Started } from './started.ts';

/** How many attempts of one ask run at once, the first and its hedges. */
const MAX_RUNNING = 3;
/** How often one ask tries one model. */
const MAX_ATTEMPTS_PER_MODEL = 2;
/** The pause before a model is tried a second time, milliseconds. */
const RETRY_DELAY_MS = 50;
/** How much longer than predicted the next model may take, where its start is planned to leave it enough time. */
const MARGIN = 1.25;

export interface RunOptions<T> {
  readonly ask: Ask<T>;
  readonly plan: readonly Planned[];
  /** How many tokens the answer is expected to have. */
  readonly outputTokens: number;
  /** What models that may not see the content as it is receive. */
  readonly cleaned: {
    readonly messages: readonly ModelMessage[];
    restore(value: T): { readonly value: T } | null;
  } | null;
  readonly startedAt: number;
  judge(text: string, restore: ((value: T) => { readonly value: T } | null) | null): Judged<T>;
  candidates(plan: readonly Planned[]): readonly Candidate[];
  readonly time: Time;
  readonly ledger: SpendLedger;
  readonly observer: RouterObserver;
}

type Answered<T> = Outcome<T> & { readonly answered: true };
type Ending = 'all_failed' | 'no_candidate' | 'out_of_time' | 'cancelled';

/**
 * One ask: its models are asked in the order of the plan. The next one begins when one fails (failover), or when one takes
 * longer than it should (hedge). The first valid answer ends the ask; what still runs is aborted.
 */
export class Run<T> {
  readonly #options: RunOptions<T>;
  readonly #deadline: number;
  readonly #active = new Set<Started>();
  readonly #attempts: Attempt[] = [];
  #next = 0;
  #sent = 0;
  /** Millionths of a dollar of the attempts that ended. */
  #spent = 0;
  #latest: Started | null = null;
  #over = false;
  #cancelHedge = () => {};
  #cancelRetry = () => {};
  #cancelDeadline = () => {};
  readonly #onAbort = () => this.#fail('cancelled');
  #resolve: (asked: Asked<T>) => void = () => {};

  constructor(options: RunOptions<T>) {
    this.#options = options;
    this.#deadline = options.startedAt + options.ask.budgetMs;
  }

  run(): Promise<Asked<T>> {
    const { ask, time } = this.#options;
    return new Promise((resolve) => {
      this.#resolve = resolve;
      if (ask.signal?.aborted) return this.#fail('cancelled');
      ask.signal?.addEventListener('abort', this.#onAbort, { once: true });
      const left = this.#deadline - time.now();
      if (left <= 0) return this.#fail('out_of_time');
      this.#cancelDeadline = time.after(left, () => this.#fail('out_of_time'));
      this.#advance('first');
    });
  }

  /** Begins the next attempt of the plan that may begin. */
  #advance(reason: Attempt['reason']): void {
    const { plan } = this.#options;
    while (!this.#over && this.#next < plan.length) {
      const planned = plan[this.#next] as Planned;
      this.#next += 1;
      if (this.#begin(planned, reason)) return;
    }
    if (!this.#over && this.#active.size === 0) this.#retryOrEnd();
  }

  /** Books, queues and sends an attempt. @returns false when it may not begin. */
  #begin(planned: Planned, reason: Attempt['reason']): boolean {
    const { ask, ledger, time, observer } = this.#options;
    const bound = planned.ranked.maxCostMicros;
    let committed = this.#spent;
    for (const { planned: other } of this.#active) committed += other.ranked.maxCostMicros;
    if (committed + bound > ask.maxCostMicros) return this.#passOver(planned, 'cost');
    if (!planned.state.breaker.enter(time.now())) return this.#passOver(planned, 'breaker_open');
    planned.attempts += 1;
    const started = new Started(planned, reason);
    this.#latest = started;
    this.#active.add(started);
    this.#armHedge(started);
    if (bound === 0) {
      this.#queue(started);
      return true;
    }
    const refused = () => started.over || this.#drop(started, 'budget_spent');
    ledger.reserve(ask.tenant, bound, ask.task).then(
      (reservation) => {
        if (reservation === null) return void refused();
        started.reservation = reservation;
        if (started.over) this.#settle(started, 0);
        else this.#queue(started);
      },
      (error: unknown) => {
        // Without its books, nothing that costs may be asked.
        observer.fault('reserve', error);
        refused();
      },
    );
    return true;
  }

  #passOver(planned: Planned, exclusion: Exclusion): false {
    planned.passedOver = exclusion;
    return false;
  }

  #queue(started: Started): void {
    const { state } = started.planned;
    const waiter = {
      inTime: (now: number) => now + this.#provenMs(started.planned, now) < this.#deadline,
      start: () => this.#send(started),
      expire: () => this.#drop(started, 'no_capacity'),
    };
    started.waiter = waiter;
    if (!state.capacity.enter(waiter)) this.#drop(started, 'no_capacity');
  }

  /** The time that an answer takes, as far as that was observed lately. */
  #provenMs({ state: { latency } }: Planned, now: number): number {
    return latency.proven(now) ? latency.predict(now, this.#options.outputTokens) : 0;
  }

  /** Ends an attempt that was never sent. */
  #drop(started: Started, exclusion: Exclusion): void {
    const { planned } = started;
    this.#active.delete(started);
    started.over = true;
    planned.attempts -= 1;
    planned.passedOver = exclusion;
    planned.state.breaker.abandon();
    this.#settle(started, 0);
    this.#advance(started.reason);
  }

  #send(started: Started): void {
    const { ask, cleaned, time } = this.#options;
    const { state, ranked } = started.planned;
    started.waiter = null;
    started.sentAt = time.now();
    started.sentReason = this.#sent === 0 ? 'first' : started.reason;
    this.#sent += 1;
    if (started === this.#latest) this.#armHedge(started);
    const shown = ranked.deidentified ? cleaned : null;
    void attempt<T>(
      state.provider as NonNullable<typeof state.provider>,
      {
        model: state.model.model,
        system: ask.prompt.system,
        messages: shown?.messages ?? ask.messages,
        schema: ask.schema,
        schemaName: ask.schemaName,
        maxOutputTokens: ask.maxOutputTokens,
        signal: started.controller.signal,
      },
      (text) => this.#options.judge(text, shown === null ? null : (value) => shown.restore(value)),
      state.model.supports.includes('streaming')
        ? () => state.latency.observeFirstToken(time.now(), time.now() - (started.sentAt ?? 0))
        : null,
    ).then((outcome) => this.#ended(started, outcome));
  }

  /** Plans the start of the next model beside this one. */
  #armHedge(started: Started): void {
    const { plan, time, outputTokens } = this.#options;
    this.#cancelHedge();
    const next = plan[this.#next];
    if (next === undefined) return;
    const now = time.now();
    const left = this.#deadline - now;
    const { latency, capacity } = started.planned.state;
    const median = latency.predict(now, outputTokens);
    const wait = started.sentAt === null ? capacity.waitMs(median) : 0;
    // At its p95; sooner where the next one would otherwise have too little time, but not while it may well be in time.
    const lastChance = left - MARGIN * next.ranked.predictedLatencyMs;
    const delay = Math.min(
      wait + latency.p95(now, outputTokens),
      Math.max(wait + median, lastChance),
      left / 2,
    );
    this.#cancelHedge = time.after(Math.max(delay, 0), () => {
      if (this.#active.size < MAX_RUNNING) this.#advance('hedge');
    });
  }

  #ended(started: Started, outcome: Outcome<T>): void {
    if (started.over) return;
    const { time, outputTokens } = this.#options;
    const { state, ranked } = started.planned;
    const now = time.now();
    const usage = outcome.answered ? outcome.usage : outcome.error.usage;
    const usageMicros =
      usage === null || !tellsCost(usage, outcome.answered) ? null : costMicros(state.model, usage);
    this.#active.delete(started);
    if (outcome.answered) {
      state.latency.observe(now, outcome.usage.outputTokens || outputTokens, now - (started.sentAt ?? now));
      state.breaker.succeed();
      this.#close(started, 'answered', usageMicros ?? ranked.maxCostMicros, null);
      this.#win(started, outcome);
      return;
    }
    const { error } = outcome;
    const { unhealthy } = MODEL_FAILURES[error.failure];
    if (unhealthy) state.breaker.fail(now, error);
    else if (error.failure === 'cancelled') state.breaker.abandon();
    else state.breaker.succeed();
    if (error.failure === 'timed_out')
      state.latency.observe(now, outputTokens, now - (started.sentAt ?? now));
    started.planned.lastFailure = error.failure;
    const charged = chargedMicros(error.failure, usageMicros, ranked.maxCostMicros);
    this.#close(started, error.failure, charged, error);
    // Where a newer one runs already, this one has been replaced.
    if (started === this.#latest || this.#active.size === 0) this.#advance('failover');
  }

  /** Records the end of an attempt that was sent, books its cost and frees its place. */
  #close(started: Started, outcome: Attempt['outcome'], micros: number, error: ModelError | null): void {
    const { state, ranked } = started.planned;
    const now = this.#options.time.now();
    started.over = true;
    this.#spent += micros;
    const ended: Attempt = {
      provider: state.model.provider,
      model: state.model.model,
      outcome,
      latencyMs: now - (started.sentAt ?? now),
      costMicros: micros,
      reason: started.sentReason,
      deidentified: ranked.deidentified,
    };
    this.#attempts.push(ended);
    state.count(outcome);
    this.#options.observer.attempt(ended, error);
    this.#settle(started, micros);
    state.capacity.leave(now);
  }

  #settle(started: Started, micros: number): void {
    const { reservation } = started;
    if (reservation === null) return;
    started.reservation = null;
    const { model } = started.planned.state.model;
    this.#options.ledger
      .settle(reservation, { micros, model })
      .catch((error: unknown) => this.#options.observer.fault('settle', error));
  }

  /** Tries a model again, where that can help and there is time. */
  #retryOrEnd(): void {
    const { plan, time } = this.#options;
    const now = time.now();
    const again = plan
      .filter(
        ({ attempts, lastFailure, passedOver }) =>
          passedOver === null &&
          lastFailure !== null &&
          MODEL_FAILURES[lastFailure].retryable &&
          attempts < MAX_ATTEMPTS_PER_MODEL,
      )
      .map((planned) => {
        const at = Math.max(planned.state.breaker.allowsAt(now), now + RETRY_DELAY_MS);
        return { planned, at };
      })
      .filter(({ planned, at }) => at + this.#provenMs(planned, now) < this.#deadline)
      .sort((a, b) => a.at - b.at)[0];
    if (again === undefined) {
      this.#fail(this.#attempts.length === 0 ? 'no_candidate' : 'all_failed');
      return;
    }
    this.#cancelRetry = time.after(again.at - now, () => {
      if (!this.#begin(again.planned, 'failover')) this.#retryOrEnd();
    });
  }

  #win({ planned }: Started, { value, usage }: Answered<T>): void {
    const { ask } = this.#options;
    const { provider, model } = planned.state.model;
    this.#end('cancelled', (shared) => ({
      ok: true,
      value,
      provider,
      model,
      promptVersion: ask.prompt.version,
      usage,
      ...shared,
    }));
  }

  #fail(reason: Ending): void {
    this.#end(reason === 'out_of_time' ? 'timed_out' : 'cancelled', (shared) => ({
      ok: false,
      reason,
      ...shared,
    }));
  }

  /** Stops what still runs and resolves the ask. */
  #end(
    outcome: 'cancelled' | 'timed_out',
    asked: (shared: Pick<Asked<T>, 'costMicros' | 'latencyMs' | 'attempts' | 'candidates'>) => Asked<T>,
  ): void {
    if (this.#over) return;
    this.#over = true;
    const { ask, time, startedAt, plan, candidates } = this.#options;
    this.#cancelHedge();
    this.#cancelRetry();
    this.#cancelDeadline();
    ask.signal?.removeEventListener('abort', this.#onAbort);
    for (const started of this.#active) this.#stop(started, outcome);
    this.#active.clear();
    const shared = {
      costMicros: this.#spent,
      latencyMs: time.now() - startedAt,
      attempts: this.#attempts,
      candidates: candidates(plan),
    };
    this.#resolve(asked(shared));
  }

  #stop(started: Started, outcome: 'cancelled' | 'timed_out'): void {
    const { state, ranked } = started.planned;
    const now = this.#options.time.now();
    started.over = true;
    if (started.sentAt === null) {
      if (started.waiter !== null) state.capacity.withdraw(started.waiter);
      state.breaker.abandon();
      this.#settle(started, 0);
      return;
    }
    // What is known of its latency is that it takes longer. Within its usual time, a timeout was the budget's fault.
    const late = now - started.sentAt > state.latency.predict(now, this.#options.outputTokens);
    if (late) state.latency.observe(now, this.#options.outputTokens, now - started.sentAt);
    if (late && outcome === 'timed_out') state.breaker.fail(now, { retryable: true, retryAfterMs: null });
    else state.breaker.abandon();
    started.controller.abort();
    this.#close(started, outcome, ranked.maxCostMicros, null);
  }
}
