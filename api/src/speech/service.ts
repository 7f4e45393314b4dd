import type { Time } from '../kernel/network/time.ts';
import { type EngineCondition, type EngineOptions, EnginePool, type PoolObserver } from './engine-pool.ts';
import { LiveTranscript } from './live.ts';
import type { Listening, ListeningOptions, Speech, SpeechReason, SpeechStatus } from './speech.ts';

/** What happens, for metrics and logs. Never what was said. */
export interface SpeechObserver extends PoolObserver {
  /** Audio was given up since no engine answered in time. */
  lost(ms: number): void;
  status(status: SpeechStatus): void;
}

export interface SpeechDeps {
  /** The best first. Empty: speech is off. */
  readonly engines: readonly EngineOptions[];
  /** Why there is no engine. */
  readonly off: 'not_configured' | 'switched_off';
  readonly time: Time;
  readonly observer: SpeechObserver;
  /** How long a request for final words may take, milliseconds. */
  readonly timeoutMs?: number;
}

/** Between checks of an engine that works but was not asked lately, and of one that does not, milliseconds. */
const CHECK_EVERY_MS = 60_000;
const CHECK_FAILED_EVERY_MS = 2_000;

/** The engines of the settings, the listening that goes on, and how both are. */
export class SpeechService implements Speech {
  readonly #pool: EnginePool;
  readonly #time: Time;
  readonly #observer: SpeechObserver;
  readonly #off: SpeechDeps['off'];
  readonly #open = new Set<LiveTranscript>();
  readonly #stopped = new AbortController();
  #checking: Promise<void> = Promise.resolve();
  #cancelCheck: (() => void) | null = null;
  #reported: SpeechStatus['state'] | null = null;

  constructor({ engines, off, time, observer, timeoutMs }: SpeechDeps) {
    this.#pool = new EnginePool({
      engines,
      time,
      observer,
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    });
    this.#time = time;
    this.#observer = observer;
    this.#off = off;
  }

  /** Checks the engines now and from then on, so that what pages show does not depend on calls. */
  check(): void {
    if (this.#pool.available) this.#checking = this.#checking.then(() => this.#checkOnce(0));
    else this.#report();
  }

  /** Ends all listening. */
  async stop(): Promise<void> {
    this.#stopped.abort(new DOMException('The process stops', 'AbortError'));
    this.#cancelCheck?.();
    for (const listening of this.#open) listening.close();
    await this.#checking;
  }

  /** How many speakers are listened to. */
  get listening(): number {
    return this.#open.size;
  }

  open(options: ListeningOptions): Listening {
    const listening: LiveTranscript = new LiveTranscript(this.#pool, this.#time, {
      ...options,
      speakers: () => this.#open.size,
      onHealth: (health) => {
        this.#report();
        options.onHealth(health);
      },
      onLost: (stretch) => {
        this.#observer.lost(stretch.endMs - stretch.startMs);
        options.onLost(stretch);
      },
      onClosed: () => this.#open.delete(listening),
    });
    if (this.#stopped.signal.aborted) listening.close();
    else this.#open.add(listening);
    return listening;
  }

  status(): SpeechStatus {
    const conditions = this.#pool.conditions();
    const [best] = conditions;
    if (best === undefined) return { state: 'off', engine: null, model: null, reason: this.#off };
    const works = conditions.find(({ failure }) => failure === null);
    if (works === undefined) return statusOf('down', best, reasonOf(best));
    if (works !== best) return statusOf('slow', works, reasonOf(best));
    const slow = [...this.#open].some(({ health }) => health === 'slow');
    return slow ? statusOf('slow', best, 'cannot_keep_up') : statusOf('ready', best, null);
  }

  async #checkOnce(withinMs: number): Promise<void> {
    this.#cancelCheck?.();
    await this.#pool.check(withinMs, this.#stopped.signal);
    if (this.#stopped.signal.aborted) return;
    this.#report();
    const everyMs = this.status().state === 'ready' ? CHECK_EVERY_MS : CHECK_FAILED_EVERY_MS;
    this.#cancelCheck = this.#time.after(everyMs, () => {
      this.#checking = this.#checking.then(() => this.#checkOnce(CHECK_EVERY_MS));
    });
  }

  /** Reports a change of state to the observer. */
  #report(): void {
    const status = this.status();
    if (status.state === this.#reported) return;
    this.#reported = status.state;
    this.#observer.status(status);
  }
}

function statusOf(
  state: SpeechStatus['state'],
  { engine, model }: EngineCondition,
  reason: SpeechReason | null,
): SpeechStatus {
  return { state, engine, model, reason };
}

function reasonOf({ failure }: EngineCondition): SpeechReason {
  return failure === null || failure === 'unknown' ? 'starting' : failure;
}
