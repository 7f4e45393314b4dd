import { Source } from '../../src/sources/source.ts';
import { NOTES, type Ring } from '../domain/ring.ts';

const NOTE_SECONDS = 0.18;
const VOLUME = 0.18;
const EVERY_MS = 2_500;
const BEGINS_WITHIN_MS = 1_000;
/** One of all windows of the console on this device rings: the others would double the sound. */
const LOCK = 'kiwimesh:console:ringer';

/** The sound of waiting calls. Browsers keep a page silent until somebody has used it: `blocked` says so. */
export class Ringer extends Source {
  blocked = false;
  /** Which of the rings. */
  sound: Ring = 'two';
  #context: AudioContext | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;
  #owns = false;
  readonly #gone = new AbortController();

  constructor() {
    super();
    // Held for as long as this window is open, then by the next one.
    const held = navigator.locks?.request(LOCK, { signal: this.#gone.signal }, async () => {
      this.#owns = true;
      await new Promise<void>((resolve) => this.#gone.signal.addEventListener('abort', () => resolve()));
    });
    if (held === undefined) this.#owns = true;
    // Rejected when this window is closed before its turn.
    else held.catch(() => undefined);
  }

  /** Rings until it is called with false. */
  ring(on: boolean): void {
    if (on === (this.#timer !== undefined)) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    if (!on) return;
    this.#sound();
    this.#timer = setInterval(() => this.#sound(), EVERY_MS);
  }

  /** Rings once because the person asked for it, which also lets the page sound from now on. */
  async test(): Promise<void> {
    const context = this.#open();
    await context.resume();
    this.#blockedIs(context.state !== 'running');
    this.#play(context);
  }

  close(): void {
    this.ring(false);
    this.#gone.abort();
    void this.#context?.close();
  }

  #sound(): void {
    if (!this.#owns) return;
    const context = this.#open();
    if (context.state === 'running') {
      this.#play(context);
      return;
    }
    // One that may sound begins within moments; what is asked of one that may not waits until the person has used the page.
    void context.resume().then(() => {
      if (this.#timer !== undefined) this.#play(context);
    });
    setTimeout(() => this.#blockedIs(context.state === 'suspended'), BEGINS_WITHIN_MS);
  }

  #open(): AudioContext {
    if (this.#context === null) {
      this.#context = new AudioContext();
      this.#context.addEventListener('statechange', () => {
        if (this.#context?.state === 'running') this.#blockedIs(false);
      });
    }
    return this.#context;
  }

  #play(context: AudioContext): void {
    for (const [frequency, after] of NOTES[this.sound]) {
      const start = context.currentTime + after;
      const note = new OscillatorNode(context, { frequency });
      const volume = new GainNode(context, { gain: 0 });
      // Without an edge, which would click.
      volume.gain.setValueAtTime(0, start);
      volume.gain.linearRampToValueAtTime(VOLUME, start + 0.02);
      volume.gain.linearRampToValueAtTime(0, start + NOTE_SECONDS);
      note.connect(volume).connect(context.destination);
      note.start(start);
      note.stop(start + NOTE_SECONDS);
    }
  }

  #blockedIs(blocked: boolean): void {
    if (this.blocked === blocked) return;
    this.blocked = blocked;
    this.changed();
  }
}
