import { Source } from '../../src/sources/source.ts';

/** How far ahead beats are handed to the sound card, seconds: a busy page delays none. */
const AHEAD_SECONDS = 1;
const EVERY_MS = 250;
const BEAT_SECONDS = 0.05;
const BEAT_HERTZ = 880;
const VOLUME = 0.25;

/** Sounds the pace of chest compressions for the operator, who counts aloud with it. */
export class Metronome extends Source {
  #context: AudioContext | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;
  #next = 0;

  get runs(): boolean {
    return this.#timer !== undefined;
  }

  /** Begins because the person asked for it: browsers let a page sound then. */
  async start(perMinute: number): Promise<void> {
    if (this.runs) return;
    const context = new AudioContext();
    this.#context = context;
    this.#next = 0;
    this.#timer = setInterval(() => this.#plan(context, 60 / perMinute), EVERY_MS);
    this.changed();
    await context.resume();
    this.#plan(context, 60 / perMinute);
  }

  stop(): void {
    if (!this.runs) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    void this.#context?.close();
    this.#context = null;
    this.changed();
  }

  #plan(context: AudioContext, seconds: number): void {
    if (context.state !== 'running') return;
    if (this.#next < context.currentTime) this.#next = context.currentTime + seconds;
    for (; this.#next < context.currentTime + AHEAD_SECONDS; this.#next += seconds) {
      const beat = new OscillatorNode(context, { frequency: BEAT_HERTZ });
      const volume = new GainNode(context, { gain: VOLUME });
      volume.gain.setValueAtTime(VOLUME, this.#next);
      // Without an edge, which would click.
      volume.gain.exponentialRampToValueAtTime(0.001, this.#next + BEAT_SECONDS);
      beat.connect(volume).connect(context.destination);
      beat.start(this.#next);
      beat.stop(this.#next + BEAT_SECONDS);
    }
  }
}
