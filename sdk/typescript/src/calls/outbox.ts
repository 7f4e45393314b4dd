/** How audio is coded: 16-bit samples, the lower byte first, or a telephone's mu-law at 8,000 samples a second. */
export interface AudioFormat {
  readonly encoding: 'pcm_s16le' | 'mulaw';
  readonly sampleRate: 8_000 | 16_000;
}

/** A frame of audio, numbered once it is known which number the service needs next. */
export interface Frame {
  readonly bytes: Uint8Array;
  /** Milliseconds of the same clock as `now()`. */
  readonly recordedAt: number;
  readonly ms: number;
}

/** How much is kept for a service that needs it again, milliseconds. */
export const KEPT_MS = 30_000;

/** The frames of one side: those to send, and the last {@link KEPT_MS} of those that were sent. */
export class Outbox {
  #frames: Frame[] = [];
  /** The number of the first frame. */
  #first = 1;
  #keptMs = 0;
  #next = 1;
  #numbered = false;

  /** The number of the next frame to send. */
  get next(): number {
    return this.#next;
  }

  get empty(): boolean {
    return this.#next >= this.#first + this.#frames.length;
  }

  /** What waits to be sent, milliseconds. */
  get waitingMs(): number {
    return this.#frames.slice(this.#next - this.#first).reduce((sum, { ms }) => sum + ms, 0);
  }

  add(frame: Frame): void {
    this.#frames.push(frame);
    this.#keptMs += frame.ms;
    while (this.#keptMs > KEPT_MS && this.#frames.length > 1) {
      this.#keptMs -= (this.#frames.shift() as Frame).ms;
      this.#first += 1;
    }
    this.#next = Math.max(this.#next, this.#first);
  }

  /** The next frame, which counts as sent from now on. `pausedMs`: what was not recorded before it, where that is known. */
  take(): (Frame & { readonly seq: number; readonly pausedMs: number | undefined }) | undefined {
    const index = this.#next - this.#first;
    const frame = this.#frames[index];
    if (frame === undefined) return undefined;
    const before = this.#frames[index - 1];
    const seq = this.#next;
    this.#next += 1;
    const pausedMs = before && Math.max(0, frame.recordedAt - frame.ms - before.recordedAt);
    return { ...frame, seq, pausedMs };
  }

  /** The frame with this number is to be sent again, and all after it. */
  back(seq: number): void {
    this.#next = Math.max(this.#first, Math.min(seq, this.#next));
  }

  /** The service needs this number next: what it has not stored is sent again. */
  resume(nextSeq: number): void {
    const end = this.#first + this.#frames.length;
    if (!this.#numbered || nextSeq > end) {
      // The side was sent by somebody else until now: what was not sent yet follows that.
      if (this.#numbered) this.#frames.splice(0, this.#next - this.#first);
      this.#keptMs = this.#frames.reduce((sum, { ms }) => sum + ms, 0);
      this.#first = nextSeq;
      this.#next = nextSeq;
      this.#numbered = true;
      return;
    }
    this.#next = Math.max(this.#first, nextSeq);
  }
}
