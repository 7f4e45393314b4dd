import type { Sound } from './relay.ts';

/** What may be on its way to one listener without an answer, and wait behind it, milliseconds. */
const ON_THE_WAY_MS = 2_000;
const WAITING_MS = 1_000;

const lengthMs = ({ bytes }: Sound): number => bytes.length / 16;

/**
 * Sends to one listener as fast as they take it. To one who takes it more slowly than it is said, the oldest is left out: what
 * they hear is a few seconds late at most, and memory does not grow.
 */
export class SoundWindow {
  readonly #send: (sound: Sound, taken: () => void) => void;
  #waiting: Sound[] = [];
  #waitingMs = 0;
  #onTheWayMs = 0;

  constructor(send: (sound: Sound, taken: () => void) => void) {
    this.#send = send;
  }

  push(sound: Sound): void {
    this.#waiting.push(sound);
    this.#waitingMs += lengthMs(sound);
    this.#pump();
    while (this.#waitingMs > WAITING_MS) this.#waitingMs -= lengthMs(this.#waiting.shift() as Sound);
  }

  /** What waits is not sent any more. */
  clear(): void {
    this.#waiting = [];
    this.#waitingMs = 0;
  }

  #pump(): void {
    while (this.#onTheWayMs < ON_THE_WAY_MS) {
      const sound = this.#waiting.shift();
      if (sound === undefined) return;
      const ms = lengthMs(sound);
      this.#waitingMs -= ms;
      this.#onTheWayMs += ms;
      let taken = false;
      this.#send(sound, () => {
        if (taken) return;
        taken = true;
        this.#onTheWayMs -= ms;
        this.#pump();
      });
    }
  }
}
