import { setTimeout as wait } from 'node:timers/promises';
import type { Samples } from '../../../ports/speech.ts';
import { type SpokenText, SynthesisError, type Synthesiser } from '../../../ports/synthesis.ts';
import { levelled } from './mix.ts';

/** Kept of lines that were spoken: about eight minutes, more than three scenarios have. */
const MAX_BYTES = 16 * 1024 * 1024;
const ATTEMPTS = 2;
const ATTEMPT_MS = 15_000;
const RETRY_MS = 500;

export type SpokenLine = Omit<SpokenText, 'signal'>;

/** Lines of callers as sound. The same line is asked for once, however many operators practise with it. */
export class SpokenLines {
  readonly #synthesiser: Synthesiser;
  readonly #onFailure: (error: SynthesisError) => void;
  /** The latest used last. */
  readonly #kept = new Map<string, Samples>();
  readonly #asked = new Map<string, Promise<Samples>>();
  readonly #stopped = new AbortController();
  #bytes = 0;

  constructor(synthesiser: Synthesiser, onFailure: (error: SynthesisError) => void) {
    this.#synthesiser = synthesiser;
    this.#onFailure = onFailure;
  }

  /** @throws SynthesisError */
  async of(line: SpokenLine): Promise<Samples> {
    const key = JSON.stringify([line.voice, line.language, line.text]);
    const kept = this.#kept.get(key);
    if (kept !== undefined) {
      this.#kept.delete(key);
      this.#kept.set(key, kept);
      return kept;
    }
    const asked = this.#asked.get(key) ?? this.#speak(line).finally(() => this.#asked.delete(key));
    this.#asked.set(key, asked);
    const samples = await asked;
    this.#keep(key, samples);
    return samples;
  }

  /** Ends what is being spoken. */
  stop(): void {
    this.#stopped.abort(new DOMException('The process stops', 'AbortError'));
  }

  async #speak(line: SpokenLine): Promise<Samples> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const signal = AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(ATTEMPT_MS)]);
        return levelled(await this.#synthesiser.speak({ ...line, signal }));
      } catch (error) {
        const failed = error instanceof SynthesisError ? error : new SynthesisError('bad_reply');
        this.#onFailure(failed);
        if (attempt === ATTEMPTS || !failed.retryable || this.#stopped.signal.aborted) throw failed;
        await wait(Math.min(failed.retryAfterMs ?? RETRY_MS, ATTEMPT_MS), undefined, { ref: false });
      }
    }
  }

  #keep(key: string, samples: Samples): void {
    if (this.#kept.has(key) || samples.byteLength > MAX_BYTES) return;
    this.#kept.set(key, samples);
    this.#bytes += samples.byteLength;
    for (const [oldest, { byteLength }] of this.#kept) {
      if (this.#bytes <= MAX_BYTES) break;
      this.#kept.delete(oldest);
      this.#bytes -= byteLength;
    }
  }
}
