import { backoffDelay } from '../../../kernel/coordination/backoff.ts';
import {
  type SpeechEngine,
  SpeechError,
  type Transcription,
  type TranscriptionRequest,
} from '../../../ports/speech.ts';
import { OpenAISpeech } from '../openai/openai.ts';
import { LOCAL_MODELS, type LocalInstallation, type LocalModelName } from './installation.ts';
import { type EngineProcess, startEngine } from './process.ts';

/** What happens to the engine's process, for the log. */
export interface LocalEngineObserver {
  started(about: { readonly pid: number; readonly models: readonly string[] }): void;
  /** It ended or did not start, and is started again after this pause. */
  ended(about: { readonly reason: string; readonly againInMs: number }): void;
}

export interface LocalEngineOptions {
  readonly installation: LocalInstallation;
  /** The best first. */
  readonly models: readonly [LocalModelName, ...LocalModelName[]];
  readonly observer: LocalEngineObserver;
  /** Between attempts to start it. Default: 1 s to a minute. */
  readonly backoff?: { readonly first: number; readonly most: number };
  /** How it is started, for tests of what happens when it ends. */
  readonly run?: typeof startEngine;
}

const BACKOFF = { first: 1_000, most: 60_000 };
/** An engine that ran so long is no longer taken for one that cannot start, milliseconds. */
const STABLE_MS = 60_000;

/** The engine that `make speech` installs, as a process of ours: started, started again when it ends, and stopped. */
export class LocalEngine {
  readonly models: readonly LocalModel[];
  readonly #options: LocalEngineOptions;
  readonly #backoff: { readonly first: number; readonly most: number };
  #process: EngineProcess | null = null;
  /** Resolves when an attempt to start has ended; null while none is on its way. */
  #starting: Promise<void> | null = null;
  #attempts = 0;
  #timer: NodeJS.Timeout | undefined;
  readonly #stop = new AbortController();

  constructor(options: LocalEngineOptions) {
    this.#options = options;
    this.#backoff = options.backoff ?? BACKOFF;
    this.models = options.models.map((name) => new LocalModel(name, this));
  }

  /** Begins to start it; requests wait for it until their time is over. */
  start(): void {
    if (this.#stop.signal.aborted || this.#starting !== null || this.#process !== null) return;
    this.#starting = this.#run().finally(() => {
      this.#starting = null;
    });
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    this.#stop.abort();
    await this.#starting;
    await this.#process?.ended;
  }

  /** The address of the process once it runs. @throws SpeechError while it does not. */
  async address(signal: AbortSignal): Promise<string> {
    if (this.#starting !== null) await unlessStopped(this.#starting, signal);
    if (this.#process === null) throw new SpeechError('unreachable', { engineCode: 'not_running' });
    return this.#process.baseUrl;
  }

  async #run(): Promise<void> {
    const { installation, models, observer, run = startEngine } = this.#options;
    const began = performance.now();
    try {
      const process = await run(installation, models, { signal: this.#stop.signal });
      this.#process = process;
      void process.ended.then((reason) => {
        this.#process = null;
        this.#again(reason, performance.now() - began);
      });
      observer.started({ pid: process.pid, models });
    } catch (error) {
      this.#again(error instanceof Error ? error.message : String(error), 0);
    }
  }

  #again(reason: string, ranMs: number): void {
    if (this.#stop.signal.aborted) return;
    this.#attempts = ranMs >= STABLE_MS ? 1 : this.#attempts + 1;
    const againInMs = backoffDelay(this.#attempts, this.#backoff);
    this.#options.observer.ended({ reason, againInMs });
    this.#timer = setTimeout(() => this.start(), againInMs);
  }
}

/** One model of the local engine. */
export class LocalModel implements SpeechEngine {
  readonly name = 'local';
  readonly model: LocalModelName;
  readonly #engine: LocalEngine;
  #client: { readonly baseUrl: string; readonly speech: OpenAISpeech } | null = null;

  constructor(model: LocalModelName, engine: LocalEngine) {
    this.model = model;
    this.#engine = engine;
  }

  /** Empty for all of Whisper's. */
  get languages(): readonly string[] {
    return LOCAL_MODELS[this.model].languages;
  }

  async transcribe(request: TranscriptionRequest): Promise<Transcription> {
    return (await this.#connect(request.signal)).transcribe(request);
  }

  /** The process says where it listens when its model is loaded. A transcription would wait behind those of calls. */
  async check(signal: AbortSignal): Promise<void> {
    await this.#engine.address(signal);
  }

  async #connect(signal: AbortSignal): Promise<OpenAISpeech> {
    const baseUrl = await this.#engine.address(signal);
    if (this.#client?.baseUrl !== baseUrl) {
      this.#client = { baseUrl, speech: new OpenAISpeech({ apiKey: null, baseUrl, model: this.model }) };
    }
    return this.#client.speech;
  }
}

/** @throws SpeechError where the signal comes first. */
async function unlessStopped(starting: Promise<void>, signal: AbortSignal): Promise<void> {
  let stopped = () => {};
  const stop = new Promise<never>((_, reject) => {
    stopped = () => reject(new SpeechError(timeIsOver(signal) ? 'timed_out' : 'cancelled'));
    if (signal.aborted) stopped();
    else signal.addEventListener('abort', stopped, { once: true });
  });
  try {
    await Promise.race([starting, stop]);
  } finally {
    signal.removeEventListener('abort', stopped);
  }
}

function timeIsOver({ reason }: AbortSignal): boolean {
  return reason instanceof Error && reason.name === 'TimeoutError';
}
