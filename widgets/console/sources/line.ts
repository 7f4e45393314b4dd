import { Source } from '../../src/sources/source.ts';
import type { ServiceClock } from '../../src/sources/state/clock.ts';
import { type LineState, lineStateOf } from '../domain/line-state.ts';

/** The live connection as far as it is heard of. Fires `change` when it opens or is lost; its age changes all the time. */
export class Line extends Source {
  readonly #clock: ServiceClock;
  #up: boolean | null = null;
  #failed = false;
  #heardAt: number | null = null;

  constructor(clock: ServiceClock) {
    super();
    this.#clock = clock;
  }

  get state(): LineState {
    return lineStateOf({ up: this.#up, failed: this.#failed, heardAt: this.#heardAt }, this.#clock.now());
  }

  connection(up: boolean): void {
    this.#up = up;
    if (up) this.heard();
    this.changed();
  }

  heard(): void {
    this.#failed = false;
    this.#heardAt = this.#clock.now();
  }

  problem(): void {
    if (this.#failed) return;
    this.#failed = true;
    this.changed();
  }
}
