import { Breaker } from '../kernel/network/breaker.ts';
import { Capacity } from '../kernel/network/capacity.ts';
import type { Time } from '../kernel/network/time.ts';
import { type SpeechEngine, SpeechError, type SpeechFailure, type Transcription } from '../ports/speech.ts';
import type { Window } from './streaming/stream.ts';

/** An engine with how many requests it takes at once. */
export interface EngineOptions {
  readonly engine: SpeechEngine;
  readonly concurrency: number;
  /** The languages that its model knows (ISO 639-1), where it does not know all of Whisper's. */
  readonly languages?: readonly string[];
}

/** What happened to a request; for metrics and logs. Never what was said. */
export interface PoolObserver {
  request(about: {
    readonly engine: string;
    readonly model: string;
    readonly outcome: 'transcribed' | SpeechFailure;
    readonly elapsedMs: number;
    readonly audioMs: number;
  }): void;
}

export interface PoolDeps {
  /** The best first; a stream that the first cannot keep up with goes to the next, which should be faster. */
  readonly engines: readonly EngineOptions[];
  readonly time: Time;
  readonly observer: PoolObserver;
  /** How long a request for final words may take, its time in the queue included, milliseconds. Default: 20 s. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 20_000;
/** A growing window is heard again anyway: what comes later than this, no one waits for, milliseconds. */
const MAX_GROWING_TIMEOUT_MS = 4_000;
/** How long an engine has to answer that it works, milliseconds. */
const CHECK_TIMEOUT_MS = 5_000;

export type Answer =
  | { readonly transcription: Transcription; readonly elapsedMs: number }
  | { readonly failure: SpeechFailure; readonly elapsedMs: number };

/** How an engine of the pool is. */
export interface EngineCondition {
  readonly engine: string;
  readonly model: string;
  /** `unknown` until it first answered or failed; null where it works. */
  readonly failure: SpeechFailure | 'unknown' | null;
}

/** A few engines for many streams at once: each engine with its limit, its queue and its breaker. */
export class EnginePool {
  readonly #lanes: readonly Lane[];
  readonly #time: Time;
  readonly #observer: PoolObserver;
  readonly #timeoutMs: number;

  constructor({ engines, time, observer, timeoutMs = TIMEOUT_MS }: PoolDeps) {
    this.#lanes = engines.map(({ engine, concurrency, languages }) => ({
      engine,
      languages: languages ?? null,
      breaker: new Breaker(),
      capacity: new Capacity(concurrency),
      lastFailure: 'unknown',
      answeredAt: null,
    }));
    this.#time = time;
    this.#observer = observer;
    this.#timeoutMs = timeoutMs;
  }

  /** Whether there is an engine at all. */
  get available(): boolean {
    return this.#lanes.length > 0;
  }

  get engineCount(): number {
    return this.#lanes.length;
  }

  /**
   * The first engine from `preferred` on that may be asked now and knows the language, then those before it; null while
   * all are down. Where the language is not known yet, only engines that know all are chosen, if there are any.
   */
  choose(preferred: number, language: string | null): number | null {
    const order = [...this.#lanes.keys()];
    const now = this.#time.now();
    const knowing = this.#knowing(language);
    return (
      [...order.slice(preferred), ...order.slice(0, preferred).reverse()].find((index) => {
        const lane = this.#lanes[index] as Lane;
        return knowing.includes(lane) && lane.breaker.allows(now);
      }) ?? null
    );
  }

  /** Milliseconds until an engine that knows the language may be asked again. */
  retryInMs(language: string | null): number {
    const now = this.#time.now();
    return Math.min(...this.#knowing(language).map(({ breaker }) => breaker.allowsAt(now) - now));
  }

  /** How the engines are, the best first. */
  conditions(): readonly EngineCondition[] {
    const now = this.#time.now();
    return this.#lanes.map(({ engine, breaker, lastFailure, answeredAt }) => ({
      engine: engine.name,
      model: engine.model,
      failure: breaker.state(now) === 'closed' && answeredAt !== null ? null : lastFailure,
    }));
  }

  /**
   * Asks the engines in their order whether they work, until one does. Those that answered within `withinMs` are not
   * asked: their work shows it.
   */
  async check(withinMs: number, signal: AbortSignal): Promise<void> {
    for (const lane of this.#lanes) {
      const { answeredAt, breaker, engine } = lane;
      const now = this.#time.now();
      const closed = breaker.state(now) === 'closed';
      if (closed && answeredAt !== null && now - answeredAt < withinMs) return;
      if (!breaker.enter(now)) continue;
      try {
        await engine.check(AbortSignal.any([signal, AbortSignal.timeout(CHECK_TIMEOUT_MS)]));
        this.#answered(lane);
        return;
      } catch (error) {
        this.#failed(lane, error);
        // Not taken for one that works until it answers again.
        lane.answeredAt = null;
      }
    }
  }

  /** Those that know the language; all of them where none does, since what little they read is better than nothing. */
  #knowing(language: string | null): readonly Lane[] {
    const knowing = this.#lanes.filter(
      ({ languages }) => languages === null || (language !== null && languages.includes(language)),
    );
    return knowing.length > 0 ? knowing : this.#lanes;
  }

  /**
   * Transcribes a window with the engine of that place. Never throws.
   * @param patience how many times as long as usual it may take: more than 1 where nobody waits for what follows.
   */
  async ask(place: number, window: Window, signal: AbortSignal, patience = 1): Promise<Answer> {
    const lane = this.#lanes[place] as Lane;
    const began = this.#time.now();
    const limit = new AbortController();
    const stop = () => limit.abort(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    const timeoutMs =
      window.kind === 'growing'
        ? Math.min(MAX_GROWING_TIMEOUT_MS, this.#timeoutMs)
        : this.#timeoutMs * patience;
    const cancelTimer = this.#time.after(timeoutMs, () => {
      limit.abort(new DOMException('The transcription took too long', 'TimeoutError'));
    });
    const { engine } = lane;
    let outcome: 'transcribed' | SpeechFailure = 'transcribed';
    try {
      const transcription = await this.#inTurn(lane, window.kind, limit.signal, () =>
        engine.transcribe({
          samples: window.samples,
          language: window.language,
          prompt: window.prompt,
          signal: limit.signal,
        }),
      );
      return { transcription, elapsedMs: this.#time.now() - began };
    } catch (error) {
      // Engines throw nothing else; whatever else it is, the call goes on.
      outcome = error instanceof SpeechError ? error.failure : 'bad_reply';
      return { failure: outcome, elapsedMs: this.#time.now() - began };
    } finally {
      cancelTimer();
      signal.removeEventListener('abort', stop);
      this.#observer.request({
        engine: engine.name,
        model: engine.model,
        outcome,
        elapsedMs: this.#time.now() - began,
        audioMs: window.endMs - window.startMs,
      });
    }
  }

  /** Waits for a place, asks, and tells the breaker how it went. */
  async #inTurn(
    lane: Lane,
    kind: Window['kind'],
    signal: AbortSignal,
    ask: () => Promise<Transcription>,
  ): Promise<Transcription> {
    await place(lane.capacity, signal);
    try {
      if (!lane.breaker.enter(this.#time.now())) throw new SpeechError('overloaded');
      try {
        const transcription = await ask();
        this.#answered(lane);
        return transcription;
      } catch (error) {
        throw this.#failed(lane, error, kind === 'growing');
      }
    } finally {
      lane.capacity.leave(this.#time.now());
    }
  }

  #answered(lane: Lane): void {
    lane.breaker.succeed();
    lane.answeredAt = this.#time.now();
  }

  #failed(lane: Lane, error: unknown, growing = false): SpeechError {
    const failed = error instanceof SpeechError ? error : new SpeechError('bad_reply');
    // A window that is no longer needed says nothing about the engine; one that grows and is late, that it is slow: the
    // stream asks less often then, and its final windows have the time to show whether it works.
    const saysNothing = failed.failure === 'cancelled' || (growing && failed.failure === 'timed_out');
    if (saysNothing) lane.breaker.abandon();
    else {
      lane.breaker.fail(this.#time.now(), failed);
      lane.lastFailure = failed.failure;
    }
    return failed;
  }
}

interface Lane {
  readonly engine: SpeechEngine;
  /** Null for all of Whisper's. */
  readonly languages: readonly string[] | null;
  readonly breaker: Breaker;
  readonly capacity: Capacity;
  lastFailure: SpeechFailure | 'unknown';
  /** When it last answered, on the pool's clock. */
  answeredAt: number | null;
}

/** @throws SpeechError where the signal comes first or the queue is full. */
function place(capacity: Capacity, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stopped = () => {
      capacity.withdraw(waiter);
      reject(new SpeechError((signal.reason as Error).name === 'TimeoutError' ? 'timed_out' : 'cancelled'));
    };
    const waiter = {
      inTime: () => !signal.aborted,
      start() {
        signal.removeEventListener('abort', stopped);
        resolve();
      },
      expire: stopped,
    };
    if (signal.aborted) return stopped();
    signal.addEventListener('abort', stopped, { once: true });
    if (!capacity.enter(waiter)) {
      signal.removeEventListener('abort', stopped);
      reject(new SpeechError('overloaded'));
    }
  });
}
