import type { HeardSound } from '@kiwimesh/sdk';
import { Playout } from '../../domain/playout.ts';

/**
 * Of what the service sends. Not shared with `domain/audio.ts`: that runs in the audio thread, where nothing of the page may come
 * along with it.
 */
const SAMPLE_RATE = 16_000;
/** Without a frame for so long nobody speaks into a microphone that is on, milliseconds. */
const SILENT_MS = 3_000;
const TONE = { hertz: [523, 659], seconds: 0.35 } as const;

/** The part of the context that TypeScript's library lacks, and some browsers. */
interface SelectsDevice {
  setSinkId(id: string): Promise<void>;
}

/** Plays what is said in a call. Browsers keep a page silent until somebody has used it: `blocked` says so. */
export class Player {
  /** Samples of the service one to one: the browser turns the whole into what the device takes, without seams. */
  readonly #context = new AudioContext({ sampleRate: SAMPLE_RATE, latencyHint: 'interactive' });
  readonly #volume = new GainNode(this.#context);
  readonly #meter = new AnalyserNode(this.#context, { fftSize: 1024, smoothingTimeConstant: 0 });
  readonly #playouts = new Map<string, Playout>();
  readonly #playing = new Set<AudioBufferSourceNode>();
  readonly #changed: () => void;
  #heardAt = Number.NEGATIVE_INFINITY;
  #lateMs = 0;

  /** @param changed called when it is blocked, and when it is not any more. */
  constructor(changed: () => void) {
    this.#changed = changed;
    this.#meter.connect(this.#volume).connect(this.#context.destination);
    this.#context.addEventListener('statechange', changed);
    void this.#context.resume();
  }

  get blocked(): boolean {
    return this.#context.state !== 'running';
  }

  /** Whether nothing has come for a while. */
  get isSilent(): boolean {
    return performance.now() - this.#heardAt > SILENT_MS;
  }

  /** How long after it was said one hears it, milliseconds. */
  get lateMs(): number {
    return this.#lateMs;
  }

  /** How loud it is now, before the volume: 0 to 1. */
  get level(): number {
    const samples = new Float32Array(this.#meter.fftSize);
    this.#meter.getFloatTimeDomainData(samples);
    return Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);
  }

  /** What is heard now, by frequency: decibels, from 0 up to 8,000 hertz in equal steps. */
  get spectrum(): Float32Array {
    const decibels = new Float32Array(this.#meter.frequencyBinCount);
    this.#meter.getFloatFrequencyData(decibels);
    return decibels;
  }

  /** Lets the page sound; to be called while the person presses something. */
  async allow(): Promise<void> {
    await this.#context.resume().catch(() => undefined);
    this.#changed();
  }

  /** @param volume 0 to 1. */
  setVolume(volume: number): void {
    this.#volume.gain.value = volume;
  }

  /** Plays on a device; where the browser cannot choose, or it is not there, on that of the computer. */
  async useDevice(id: string): Promise<void> {
    const context = this.#context as AudioContext & Partial<SelectsDevice>;
    await context.setSinkId?.(id).catch(() => context.setSinkId?.('').catch(() => undefined));
  }

  play({ speaker, samples, ageMs }: HeardSound): void {
    this.#heardAt = performance.now();
    // What waits would be heard much too late.
    if (this.blocked || samples.length === 0) return;
    const playout = this.#playouts.get(speaker) ?? new Playout();
    this.#playouts.set(speaker, playout);
    const { currentTime } = this.#context;
    const { start, skips } = playout.next(currentTime, samples.length / SAMPLE_RATE);
    if (skips) this.#clear(speaker);
    const buffer = new AudioBuffer({ length: samples.length, sampleRate: SAMPLE_RATE });
    buffer.copyToChannel(
      Float32Array.from(samples, (sample) => sample / 32_768),
      0,
    );
    this.#start(buffer, speaker, start);
    this.#lateMs = ageMs + playout.ahead(currentTime) * 1_000;
  }

  /** Two notes, so that one knows where and how loud one hears. */
  async test(): Promise<void> {
    await this.allow();
    for (const [nth, hertz] of TONE.hertz.entries()) {
      const length = SAMPLE_RATE * TONE.seconds;
      const buffer = new AudioBuffer({ length, sampleRate: SAMPLE_RATE });
      // Rising and falling, so that it does not click.
      const wave = Float32Array.from(
        { length },
        (_, at) =>
          0.3 * Math.sin((2 * Math.PI * hertz * at) / SAMPLE_RATE) * Math.sin((Math.PI * at) / length),
      );
      buffer.copyToChannel(wave, 0);
      this.#start(buffer, 'test', this.#context.currentTime + nth * TONE.seconds);
    }
  }

  close(): void {
    this.#context.removeEventListener('statechange', this.#changed);
    this.#clear();
    void this.#context.close();
  }

  #start(buffer: AudioBuffer, speaker: string, at: number): void {
    const node = Object.assign(new AudioBufferSourceNode(this.#context, { buffer }), { speaker });
    node.connect(this.#meter);
    node.addEventListener('ended', () => this.#playing.delete(node));
    this.#playing.add(node);
    node.start(at);
  }

  #clear(speaker?: string): void {
    for (const node of this.#playing) {
      if (speaker === undefined || (node as { speaker?: string }).speaker === speaker) node.stop();
    }
  }
}

/** Whether the browser can play on another device than that of the computer. */
export const choosesSpeaker = (): boolean =>
  typeof AudioContext !== 'undefined' && 'setSinkId' in AudioContext.prototype;
