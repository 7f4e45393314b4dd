import { Breaker } from '../kernel/network/breaker.ts';
import { Capacity } from '../kernel/network/capacity.ts';
import type { Time } from '../kernel/network/time.ts';
import { type SpeechEngine, SpeechError, type SpeechFailure, type Transcription } from '../ports/speech.ts';
import type { Window } from './streaming/stream.ts';

/** An engine with how many requests it takes at once. */
export interface EngineOptions {
  readonly engine: SpeechEngine;
  readonly concurrency: number;
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
}

/** How long a request may take, its time in the queue included: what comes later no one waits for, milliseconds. */
const GROWING_TIMEOUT_MS = 4_000;
const FINAL_TIMEOUT_MS = 20_000;

export type Answer =
  | { readonly transcription: Transcription; readonly elapsedMs: number }
  | { readonly failure: SpeechFailure; readonly elapsedMs: number };

/** A few engines for many streams at once: each engine with its limit, its queue and its breaker. */
export class EnginePool {
  readonly #lanes: readonly Lane[];
  readonly #time: Time;
  readonly #observer: PoolObserver;

  constructor({ engines, time, observer }: PoolDeps) {
    this.#lanes = engines.map(({ engine, concurrency }) => ({
      engine,
      breaker: new Breaker(),
      capacity: new Capacity(concurrency),
    }));
    this.#time = time;
    this.#observer = observer;
  }

  /** Whether there is an engine at all. */
  get available(): boolean {
    return this.#lanes.length > 0;
  }

  get engineCount(): number {
    return this.#lanes.length;
  }

  /**
   * The first engine from `preferred` on that may be asked now, then those before it; null while all are down.
   */
  choose(preferred: number): number | null {
    const order = [...this.#lanes.keys()];
    const now = this.#time.now();
    return (
      [...order.slice(preferred), ...order.slice(0, preferred).reverse()].find((index) =>
        this.#lanes[index]?.breaker.allows(now),
      ) ?? null
    );
  }

  /** Milliseconds until an engine may be asked again. */
  retryInMs(): number {
    const now = this.#time.now();
    return Math.min(...this.#lanes.map(({ breaker }) => breaker.allowsAt(now) - now));
  }

  /** Transcribes a window with the engine of that place. Never throws. */
  async ask(place: number, window: Window, signal: AbortSignal): Promise<Answer> {
    const lane = this.#lanes[place] as Lane;
    const began = this.#time.now();
    const limit = new AbortController();
    const stop = () => limit.abort(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    const timeoutMs = window.kind === 'growing' ? GROWING_TIMEOUT_MS : FINAL_TIMEOUT_MS;
    const cancelTimer = this.#time.after(timeoutMs, () => {
      limit.abort(new DOMException('The transcription took too long', 'TimeoutError'));
    });
    const { engine } = lane;
    let outcome: 'transcribed' | SpeechFailure = 'transcribed';
    try {
      const transcription = await this.#inTurn(lane, limit.signal, () =>
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
  async #inTurn(lane: Lane, signal: AbortSignal, ask: () => Promise<Transcription>): Promise<Transcription> {
    await place(lane.capacity, signal);
    try {
      if (!lane.breaker.enter(this.#time.now())) throw new SpeechError('overloaded');
      try {
        const transcription = await ask();
        lane.breaker.succeed();
        return transcription;
      } catch (error) {
        const failure = error instanceof SpeechError ? error : new SpeechError('bad_reply');
        // A window that is no longer needed says nothing about the engine.
        if (failure.failure === 'cancelled') lane.breaker.abandon();
        else lane.breaker.fail(this.#time.now(), failure);
        throw failure;
      }
    } finally {
      lane.capacity.leave(this.#time.now());
    }
  }
}

interface Lane {
  readonly engine: SpeechEngine;
  readonly breaker: Breaker;
  readonly capacity: Capacity;
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
