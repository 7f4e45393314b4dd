import type { CallLine } from '@kiwimesh/sdk';

/** Of one frame. */
const FRAME_MS = 200;
/** What is kept for a desk out of reach: the half minute that the SDK keeps, too. What is older is given up first. */
const MAX_FRAMES = 150;

interface Heard {
  /** Counts what the caller says from 1. */
  readonly nth: number;
  readonly frame: Int16Array;
  /** By `performance.now()`. */
  readonly recordedAt: number;
}

/**
 * What the caller says, until the service has it: it waits for the line that carries it, and goes on to the next line
 * where the service ended one and took the caller back.
 */
export class Voice {
  #line: Pick<CallLine, 'send'> | null = null;
  /** The oldest first. */
  #waiting: Heard[] = [];
  #said = 0;
  /** What the line adds to the number of a frame; null until it has told. */
  #offset: number | null = null;

  /** How much of it the service does not have yet, milliseconds. */
  get waitingMs(): number {
    return this.#waiting.length * FRAME_MS;
  }

  /** 200 milliseconds of what the microphone hears. */
  speak(frame: Int16Array): void {
    this.#said += 1;
    const heard = { nth: this.#said, frame, recordedAt: performance.now() };
    if (this.#waiting.length === MAX_FRAMES) this.#waiting.shift();
    this.#waiting.push(heard);
    this.#line?.send(frame, heard.recordedAt);
  }

  /** A line carries it from now on, and what waited first. */
  carriedBy(line: Pick<CallLine, 'send'>): void {
    this.#line = line;
    this.#offset = null;
    for (const { frame, recordedAt } of this.#waiting) line.send(frame, recordedAt);
  }

  /** The line is up, at first or again. @param nextSeq the number of the frame that the service needs. */
  resumed(nextSeq: number): void {
    this.#offset ??= nextSeq - (this.#waiting[0]?.nth ?? this.#said + 1);
    this.taken(nextSeq - 1);
  }

  /** The service has the frames of this line up to this number. */
  taken(seq: number): void {
    const nth = seq - (this.#offset ?? seq);
    while (this.#waiting[0] && this.#waiting[0].nth <= nth) this.#waiting.shift();
  }

  /** The line carries it no more. */
  detach(): void {
    this.#line = null;
  }

  clear(): void {
    this.detach();
    this.#waiting = [];
  }
}
