import type { Time } from '../kernel/network/time.ts';
import { SPEECH_SAMPLE_RATE } from '../ports/speech.ts';
import type { EnginePool } from './engine-pool.ts';
import { FINISH_MS, type Listening, type ListeningHealth, type ListeningOptions } from './speech.ts';
import { SpeechStream, type Window } from './streaming/stream.ts';

export interface LiveOptions extends ListeningOptions {
  /** Which engine to begin with: its place in the order of the pool. Default: the best. */
  readonly engine?: number;
  /** How many speak at the moment, this one included. Default: it alone. */
  readonly speakers?: () => number;
  /** Nothing more comes. Called once. */
  onClosed?(): void;
}

/** A request for the last words that took too long may take twice as long the next time, up to so many times. */
const MAX_PATIENCE = 4;
/**
 * New audio after which it is looked at whether there is something to transcribe, milliseconds: telephones send a frame
 * every 20 ms.
 */
const LOOK_EVERY_MS = 100;
/** A pause before an engine that failed is asked again for the same audio, milliseconds. */
const RETRY_MS = 250;

/** One side of a call as it is transcribed. It never throws: without engines there are no words. */
export class LiveTranscript implements Listening {
  readonly #pool: EnginePool;
  readonly #time: Time;
  readonly #options: LiveOptions;
  readonly #stream: SpeechStream;
  readonly #closed = new AbortController();
  #engine: number;
  #health: ListeningHealth = 'ok';
  #busy = false;
  #finishing = false;
  #patience = 1;
  #newSamples = 0;
  #cancelRetry: (() => void) | null = null;
  #waiting: (() => void)[] = [];

  constructor(pool: EnginePool, time: Time, options: LiveOptions) {
    this.#pool = pool;
    this.#time = time;
    this.#options = options;
    this.#engine = Math.min(options.engine ?? 0, Math.max(pool.engineCount - 1, 0));
    this.#stream = new SpeechStream(options);
  }

  get health(): ListeningHealth {
    return this.#health;
  }

  get lostMs(): number {
    return this.#stream.lostMs;
  }

  get settledMs(): number {
    return this.#stream.settledMs;
  }

  push(samples: Int16Array): void {
    if (this.#closed.signal.aborted) return;
    this.#stream.push(samples);
    this.#newSamples += samples.length;
    if (this.#newSamples < (LOOK_EVERY_MS * SPEECH_SAMPLE_RATE) / 1_000) return;
    this.#newSamples = 0;
    this.#step();
  }

  flush(): void {
    this.#stream.flush();
    this.#step();
  }

  async finish(): Promise<void> {
    this.#finishing = true;
    this.flush();
    const { aborted } = this.#closed.signal;
    if (!aborted && this.#pool.available && !this.#settled) {
      await new Promise<void>((resolve) => {
        const cancel = this.#time.after(FINISH_MS, resolve);
        this.#waiting.push(() => {
          cancel();
          resolve();
        });
      });
    }
    this.giveUp();
  }

  giveUp(): void {
    if (this.#closed.signal.aborted) return;
    const { committed, lost } = this.#stream.giveUp();
    if (committed !== null) this.#options.onUpdate({ committed, tentative: '' });
    if (lost !== null) this.#options.onLost(lost);
    this.close();
  }

  close(): void {
    if (this.#closed.signal.aborted) return;
    this.#closed.abort(new DOMException('The transcript was closed', 'AbortError'));
    this.#cancelRetry?.();
    for (const resolve of this.#waiting.splice(0)) resolve();
    this.#options.onClosed?.();
  }

  get #settled(): boolean {
    return !this.#busy && this.#cancelRetry === null && this.#stream.idle;
  }

  #step(): void {
    if (this.#closed.signal.aborted || this.#busy) return;
    if (this.#cancelRetry !== null) {
      this.#dropExcess();
      return;
    }
    if (!this.#pool.available) {
      this.#dropExcess();
      this.#report('down');
      return;
    }
    const { language } = this.#stream;
    const engine = this.#pool.choose(this.#engine, language);
    if (engine === null) {
      this.#dropExcess();
      this.#report('down');
      this.#retryIn(Math.max(this.#pool.retryInMs(language), RETRY_MS));
      return;
    }
    this.#dropExcess();
    const window = this.#stream.next(this.#options.speakers?.());
    if (window !== null) void this.#transcribe(engine, window);
    else if (this.#stream.idle) for (const resolve of this.#waiting.splice(0)) resolve();
  }

  async #transcribe(engine: number, window: Window): Promise<void> {
    this.#busy = true;
    const answer = await this.#pool.ask(engine, window, this.#closed.signal, this.#patience);
    this.#busy = false;
    if (this.#closed.signal.aborted) return;
    if ('failure' in answer) {
      this.#stream.fail(window, answer.elapsedMs);
      if (this.#finishing && answer.failure === 'timed_out' && window.kind !== 'growing') {
        this.#patience = Math.min(this.#patience * 2, MAX_PATIENCE);
      }
      // The breaker decides when the engine is asked no more; until then the next one is not better.
      this.#retryIn(RETRY_MS);
      return;
    }
    const { committed, tentative } = this.#stream.resolve(window, answer.transcription, answer.elapsedMs);
    if (this.#stream.behind && this.#engine < this.#pool.engineCount - 1) this.#engine += 1;
    this.#report(engine > (this.#options.engine ?? 0) || this.#stream.behind ? 'slow' : 'ok');
    this.#options.onUpdate({ committed, tentative });
    this.#step();
  }

  /** Also while no engine answers: what waits must not grow without a bound. */
  #dropExcess(): void {
    const lost = this.#stream.dropExcess();
    if (lost !== null) this.#options.onLost(lost);
  }

  #retryIn(ms: number): void {
    this.#cancelRetry = this.#time.after(ms, () => {
      this.#cancelRetry = null;
      this.#step();
    });
  }

  #report(health: ListeningHealth): void {
    if (health === this.#health) return;
    this.#health = health;
    this.#options.onHealth(health);
  }
}
