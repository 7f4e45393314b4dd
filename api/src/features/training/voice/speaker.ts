import type { Time } from '../../../kernel/network/time.ts';
import type { Samples } from '../../../ports/speech.ts';
import type { ExerciseAudio } from '../../calls/index.ts';
import { type Background, SAMPLES_PER_MS } from './mix.ts';

/** A line that was spoken, or came as text where it could not be: then `ms` is null. */
export interface SpokenMark {
  /** Which entry of the run. */
  readonly entry: number;
  /** When it began, milliseconds since the call was answered. */
  readonly atMs: number;
  readonly ms: number | null;
}

export interface QueuedLine {
  readonly entry: number;
  readonly text: string;
}

export interface SpeakerDeps {
  readonly time: Time;
  readonly background: Background;
  /** Milliseconds since the call was answered. */
  readonly runMs: () => number;
  /** Opens the caller's side of the call; null where the call is over. */
  readonly open: () => Promise<ExerciseAudio | null>;
  /** @returns null where it cannot be spoken. Never rejects. */
  readonly speak: (text: string) => Promise<Samples | null>;
  /** A line was spoken to its end or, when the call ended, as far as `ms` says; or is to come as text. Throws: asked again. */
  readonly spoken: (mark: SpokenMark, line: QueuedLine) => Promise<void>;
  /** It speaks no more: the call is over, or another process speaks. Called once. */
  readonly onEnd: () => void;
}

/** As browsers send it. */
const FRAME_MS = 100;
const FRAME_SAMPLES = FRAME_MS * SAMPLES_PER_MS;
/** So much that could not be sent in time is sent later; a pause that is longer is a pause of the call too. */
const MAX_LATE_MS = 1_000;
/** Between two lines. */
const BREATH_MS = 400;
const RETRY_MS = 1_000;

interface Saying {
  readonly line: QueuedLine;
  readonly samples: Samples;
  readonly atMs: number;
  next: number;
}

/**
 * The caller of one exercise: speaks its lines one after the other, at the pace of speech, over the noise behind it. Of
 * sound it holds the line that it says and one frame.
 */
export class Speaker {
  readonly #deps: SpeakerDeps;
  #audio: ExerciseAudio | null = null;
  #queue: readonly QueuedLine[] = [];
  #prepared: { readonly line: QueuedLine; readonly samples?: Samples | null } | null = null;
  #saying: Saying | null = null;
  /** Lines that were begun here, or came as text: what is read of the run may be older. */
  readonly #begun = new Set<number>();
  #quietUntilMs = 0;
  /** Up to where the sound was sent, milliseconds of the run. */
  #sentMs = 0;
  #paused = false;
  #ended = false;
  #running: Promise<void> | null = null;
  #cancelTick: (() => void) | null = null;

  constructor(deps: SpeakerDeps) {
    this.#deps = deps;
    this.#later(0);
  }

  /** What there is to say, in order, without what was marked as spoken. */
  say(lines: readonly QueuedLine[]): void {
    this.#queue = lines.filter(({ entry }) => !this.#begun.has(entry));
  }

  /** On hold nothing is said. */
  pause(paused: boolean): void {
    this.#paused = paused;
  }

  /** Stops at once, with the call. What was being said is marked as far as it was heard. */
  async stop(): Promise<void> {
    await this.leave();
    await this.#markCutOff();
  }

  /** Stops at once; another process goes on, with the line that was being said. */
  async leave(): Promise<void> {
    this.#end();
    await this.#settled();
  }

  async #markCutOff(): Promise<void> {
    const saying = this.#saying;
    this.#saying = null;
    if (saying === null || saying.next === 0) return;
    const { line, atMs, next } = saying;
    await this.#deps.spoken({ entry: line.entry, atMs, ms: next / SAMPLES_PER_MS }, line);
  }

  #settled(): Promise<void> {
    return this.#running ?? Promise.resolve();
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#cancelTick?.();
    this.#audio?.close();
    this.#deps.onEnd();
  }

  #later(ms: number): void {
    this.#cancelTick = this.#deps.time.after(ms, () => {
      this.#running = this.#tick()
        .then(
          () => FRAME_MS,
          // The database did not answer: the same again, since nothing was marked.
          () => RETRY_MS,
        )
        .then((nextMs) => {
          this.#running = null;
          if (!this.#ended) this.#later(nextMs);
        });
    });
  }

  async #tick(): Promise<void> {
    if (this.#paused) {
      this.#audio?.close();
      this.#audio = null;
      return;
    }
    if (this.#audio === null && !(await this.#open())) return;
    await this.#begin();
    const now = this.#deps.runMs();
    if (now - this.#sentMs > MAX_LATE_MS + FRAME_MS) {
      // The process was busy or away: to the call it is a pause, which opening its side again tells.
      this.#audio?.close();
      this.#audio = null;
      return;
    }
    while (!this.#ended && this.#sentMs + FRAME_MS <= now) {
      if (!this.#sendFrame()) break;
      await this.#finish();
    }
    if (this.#ended) await this.#markCutOff();
  }

  async #open(): Promise<boolean> {
    this.#audio = await this.#deps.open();
    if (this.#audio === null) this.#end();
    this.#sentMs = Math.floor(this.#deps.runMs() / FRAME_MS) * FRAME_MS;
    return this.#audio !== null && !this.#ended;
  }

  /** Begins the next line, once what was said before has sunk in; it is prepared while the noise goes on. */
  async #begin(): Promise<void> {
    const [line] = this.#queue;
    if (line === undefined) return;
    if (this.#prepared?.line.entry !== line.entry) this.#prepare(line);
    if (this.#saying !== null || this.#sentMs < this.#quietUntilMs) return;
    const samples = this.#prepared?.samples;
    if (samples === undefined) return;
    if (samples === null) {
      await this.#deps.spoken({ entry: line.entry, atMs: this.#sentMs, ms: null }, line);
    } else this.#saying = { line, samples, atMs: this.#sentMs, next: 0 };
    this.#begun.add(line.entry);
    this.#prepared = null;
    this.#queue = this.#queue.filter(({ entry }) => entry !== line.entry);
  }

  #prepare(line: QueuedLine): void {
    const prepared: { line: QueuedLine; samples?: Samples | null } = { line };
    this.#prepared = prepared;
    void this.#deps.speak(line.text).then((samples) => {
      prepared.samples = samples;
    });
  }

  /** @returns false where the call takes no more for now. */
  #sendFrame(): boolean {
    const saying = this.#saying;
    const voice = new Int16Array(FRAME_SAMPLES);
    if (saying !== null) voice.set(saying.samples.subarray(saying.next, saying.next + FRAME_SAMPLES));
    const taken = this.#audio?.push(this.#deps.background.behind(voice, this.#sentMs * SAMPLES_PER_MS));
    if (taken === 'over') this.#end();
    if (taken !== 'taken') return false;
    this.#sentMs += FRAME_MS;
    if (saying !== null) saying.next = Math.min(saying.next + FRAME_SAMPLES, saying.samples.length);
    return true;
  }

  async #finish(): Promise<void> {
    const saying = this.#saying;
    if (saying === null || saying.next < saying.samples.length) return;
    const { line, samples, atMs } = saying;
    await this.#deps.spoken({ entry: line.entry, atMs, ms: samples.length / SAMPLES_PER_MS }, line);
    this.#saying = null;
    this.#quietUntilMs = this.#sentMs + BREATH_MS;
  }
}
