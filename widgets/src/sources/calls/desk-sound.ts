import type { HeardSound } from '@kiwimesh/sdk';
import type { Player } from './player.ts';

/** What the operator says, as the caller hears it. Its code is loaded when somebody is heard. */
export class DeskSound {
  readonly #changed: () => void;
  #player: Player | null = null;
  #loading: Promise<void> | null = null;
  #on = false;
  /** Changes when it ends: what is loaded for an earlier call is dropped. */
  #round = {};

  /** @param changed called when the caller begins to hear somebody, and when the page may not sound. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Whether the browser keeps the page silent until the person presses something. */
  get blocked(): boolean {
    return this.#on && (this.#player?.blocked ?? false);
  }

  /** Whether the operator is heard: their microphone is on, and the page sounds. */
  get isHeard(): boolean {
    return this.#on && this.#player !== null && !this.#player.blocked && !this.#player.isSilent;
  }

  /** What is heard now, by frequency; null where nothing plays. */
  get spectrum(): Float32Array | null {
    return this.#player?.spectrum ?? null;
  }

  /** @param on whether there is somebody on the line. */
  hears(on: boolean): void {
    this.#on = on;
    if (on) this.#loading ??= this.#load();
    this.#changed();
  }

  play(sound: HeardSound): void {
    const wasHeard = this.isHeard;
    this.#player?.play(sound);
    if (this.isHeard !== wasHeard) this.#changed();
  }

  /** To be called while the person presses something. */
  allow(): void {
    void this.#player?.allow();
  }

  close(): void {
    this.#round = {};
    this.#on = false;
    this.#loading = null;
    this.#player?.close();
    this.#player = null;
  }

  async #load(): Promise<void> {
    const round = this.#round;
    try {
      const { Player } = await import('./player.ts');
      if (round === this.#round) this.#player = new Player(this.#changed);
    } catch {
      // What the operator says is written as well.
      if (round === this.#round) this.#loading = null;
    }
    this.#changed();
  }
}
