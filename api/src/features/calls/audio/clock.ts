/** Up to where the audio of one side is done: what follows is sent again where its process ends. */
export interface AudioPosition {
  /** The first frame that is still needed. */
  readonly nextSeq: number;
  /** When that frame begins, milliseconds of the call. */
  readonly frameMs: number;
  /** Words up to here are stored; there are none in the rest of the frame before this. */
  readonly settledMs: number;
}

export const BEGINNING: AudioPosition = { nextSeq: 1, frameMs: 0, settledMs: 0 };

/**
 * Which time of the call the audio of one side is from. What is transcribed has times of its own, which leave out times
 * without audio; both run at the same pace between two marks. Milliseconds.
 */
export class AudioClock {
  #streamMs = 0;
  #callMs: number;
  #settledMs: number;
  #marks: { streamMs: number; callMs: number }[];
  #frames: { seq: number; callMs: number }[] = [];

  constructor({ frameMs, settledMs }: AudioPosition) {
    this.#callMs = frameMs;
    this.#settledMs = settledMs;
    this.#marks = [{ streamMs: 0, callMs: frameMs }];
  }

  /** Where the next sample belongs in the call. */
  get callMs(): number {
    return this.#callMs;
  }

  /** How much was given to be transcribed. */
  get streamMs(): number {
    return this.#streamMs;
  }

  /** Another transcription begins: everything before is settled. */
  restart(): void {
    this.#streamMs = 0;
    this.#marks = [{ streamMs: 0, callMs: this.#callMs }];
  }

  begin(seq: number): void {
    this.#frames.push({ seq, callMs: this.#callMs });
  }

  advance(ms: number): void {
    this.#streamMs += ms;
    this.#callMs += ms;
  }

  /** Time of the call passes without audio. */
  jump(ms: number): void {
    this.#callMs += ms;
    this.#marks.push({ streamMs: this.#streamMs, callMs: this.#callMs });
  }

  toCall(streamMs: number): number {
    let mark = this.#marks[0] as { streamMs: number; callMs: number };
    for (const each of this.#marks) if (each.streamMs <= streamMs) mark = each;
    return mark.callMs + (streamMs - mark.streamMs);
  }

  /** Everything before is transcribed or silent. @param nextSeq of the frame after the last one given. */
  settle(streamMs: number, nextSeq: number): AudioPosition {
    this.#settledMs = Math.max(this.#settledMs, this.toCall(streamMs));
    const done = (index: number) => (this.#frames[index]?.callMs ?? this.#callMs) <= this.#settledMs;
    let count = 0;
    while (count < this.#frames.length && done(count + 1)) count += 1;
    if (count > 0) this.#frames.splice(0, count);
    while (this.#marks.length > 1 && (this.#marks[1]?.streamMs ?? 0) < streamMs) this.#marks.shift();
    const first = this.#frames[0];
    return {
      nextSeq: first?.seq ?? nextSeq,
      frameMs: Math.floor(first?.callMs ?? this.#callMs),
      settledMs: Math.ceil(this.#settledMs),
    };
  }
}
