import { Problem } from '../../../kernel/ground/problem.ts';
import type { Time } from '../../../kernel/network/time.ts';
import { SPEECH_SAMPLE_RATE } from '../../../ports/speech.ts';
import type { CommittedSegment, Listening, Speech, Stretch } from '../../../speech/speech.ts';
import type { Speaker } from '../models.ts';
import { AudioClock, type AudioPosition } from './clock.ts';
import { type AudioFrame, FrameDecoder, FrameOrder, frameMs } from './frames.ts';

const SAMPLES_PER_MS = SPEECH_SAMPLE_RATE / 1_000;
/** How long a missing frame is waited for, milliseconds: longer than a sender takes to repeat one that was refused. */
export const GAP_WAIT_MS = 1_000;
/** Audio that waits to be transcribed before the sender has to slow down; listening gives up what is beyond 28 s. */
const MAX_BACKLOG_MS = 25_000;
const SLOW_DOWN_MS = 500;
/** What is lost may last longer than the time since then by what a sender has kept, which it may send at once. */
const MAX_LOST_MS = 30_000;
/** Silence that stands for lost audio and pauses: enough to end an utterance. What is longer is only counted. */
const MAX_SILENCE_MS = 1_000;
/** What is lost with no more than this between is one stretch of missing words, milliseconds. */
const MAX_MISSING_GAP_MS = 10_000;
/** A frame after a connection may be so much later than the frames before it before time is left out, milliseconds. */
const TOLERANCE_MS = 500;

/** What pages show where words are missing or late; null: nothing is wrong any more. */
export type Degraded = 'speech_off' | 'speech_slow' | 'speech_down' | null;

export interface ChannelDeps {
  readonly speech: Speech;
  readonly time: Time;
  /** Milliseconds since the call began. */
  readonly callMs: () => number;
  /** Words were committed; times are milliseconds of the call. */
  words(words: Pick<CommittedSegment, 'text' | 'startMs' | 'endMs' | 'language'>): void;
  tentative(text: string): void;
  degraded(what: Degraded): void;
  /** Samples as they came in, 16,000 a second, from this time of the call. */
  record(samples: Int16Array, callMs: number): void;
  /** The same, for people: how long ago its last sample was recorded as well. */
  sound(samples: Int16Array, callMs: number, ageMs: number): void;
  /** Audio was lost on the way to us. */
  gap(ms: number): void;
  /** Something was said between these times of the call of which there will be no words. */
  missing(startMs: number, endMs: number): void;
}

/** The audio of one side of a call on its way to words. */
export class Channel {
  readonly speaker: Speaker;
  /** Counts who had this side: words of one who has it no more are not stored. */
  epoch: number;
  readonly #deps: ChannelDeps;
  readonly #order: FrameOrder;
  readonly #decoder = new FrameDecoder();
  readonly #clock: AudioClock;
  readonly #resumedMs: number;
  #listening: Listening | null = null;
  #degraded: Degraded = null;
  #resumed = true;
  #lastPushAt: number;
  #flushed = true;
  #cancelGap: (() => void) | null = null;
  #tentative = '';
  /** What was lost and is not in the transcript yet: it may grow. */
  #lost: Stretch | null = null;
  #finishing = false;

  constructor(speaker: Speaker, epoch: number, position: AudioPosition, deps: ChannelDeps) {
    this.speaker = speaker;
    this.epoch = epoch;
    this.#deps = deps;
    this.#order = new FrameOrder(position.nextSeq);
    this.#clock = new AudioClock(position);
    this.#resumedMs = position.settledMs;
    this.#lastPushAt = deps.time.now();
  }

  /** The frame that is needed next. */
  get nextSeq(): number {
    return this.#order.next;
  }

  get tentative(): string {
    return this.#tentative;
  }

  get degraded(): Degraded {
    return this.#degraded;
  }

  /** How long ago the last frame came, milliseconds. */
  get idleMs(): number {
    return this.#deps.time.now() - this.#lastPushAt;
  }

  /** Up to where words are committed. */
  get position(): AudioPosition {
    const streamMs = this.#listening?.settledMs ?? this.#clock.streamMs;
    return this.#clock.settle(streamMs, this.#order.next);
  }

  /** The end of what was heard, milliseconds of the call, where more than a moment of it may still get words; else null. */
  get unheardUntilMs(): number | null {
    const waitingMs = this.#listening === null ? 0 : this.#clock.streamMs - this.#listening.settledMs;
    return waitingMs > MAX_SILENCE_MS ? Math.floor(this.#clock.callMs) : null;
  }

  /** A connection begins to send, for the first time or again. */
  resume(): void {
    this.#resumed = true;
  }

  /** Takes a frame; one that was taken before changes nothing. @throws Problem `rate_limited` with `retryAfterMs`. */
  push(frame: AudioFrame): void {
    if (frame.seq >= this.#order.next && (this.#finishing || this.#backlogMs > MAX_BACKLOG_MS)) {
      throw new Problem('rate_limited', {
        detail: 'Speech is recognised more slowly than it comes in. Send this frame again later.',
        extensions: { retryAfterMs: SLOW_DOWN_MS },
      });
    }
    this.#lastPushAt = this.#deps.time.now();
    const { frames } = this.#order.take(frame);
    this.#deliver(frames);
    if (this.#order.full) this.#skip();
    if (!this.#order.waiting) this.#stopWaiting();
    else this.#cancelGap ??= this.#deps.time.after(GAP_WAIT_MS, () => this.#skip());
  }

  /** No audio comes for now: what was heard is transcribed without waiting for a pause. */
  flush(): void {
    if (this.#flushed) return;
    this.#flushed = true;
    this.#listening?.flush();
  }

  /** The side has said everything. Resolves when its words are committed; frames that follow are transcribed apart. */
  async finish(): Promise<void> {
    while (this.#order.waiting) this.#skip();
    this.#stopWaiting();
    const listening = this.#listening;
    if (listening === null) return;
    this.#finishing = true;
    await listening.finish();
    this.#finishing = false;
    this.#sayMissing();
    if (this.#listening !== listening) return;
    this.#listening = null;
    this.#clock.restart();
    this.#resumed = true;
    this.#showTentative('');
  }

  /** Nobody sends what has no words yet again, and nobody waits for it any more. */
  giveUp(): void {
    this.#listening?.giveUp();
    this.#sayMissing();
  }

  /** Stops at once: the side was taken over, or the process ends. */
  close(): void {
    this.#stopWaiting();
    this.#listening?.close();
    this.#listening = null;
  }

  /** What was taken and not transcribed yet; 0 while no engine answers, when waiting helps nobody. */
  get #backlogMs(): number {
    if (this.#listening === null || this.#listening.health === 'down') return 0;
    return this.#clock.streamMs - this.#listening.settledMs;
  }

  #skip(): void {
    this.#stopWaiting();
    const { missing, frames } = this.#order.skip();
    const [first] = frames;
    if (missing > 0 && first !== undefined) {
      const sinceThen = this.#deps.callMs() - this.#clock.callMs;
      const ms = Math.min(missing * frameMs(first), Math.max(sinceThen, MAX_LOST_MS));
      this.#silence(ms);
      this.#deps.gap(Math.round(ms));
    }
    this.#deliver(frames);
    if (this.#order.waiting) this.#cancelGap ??= this.#deps.time.after(GAP_WAIT_MS, () => this.#skip());
  }

  #stopWaiting(): void {
    this.#cancelGap?.();
    this.#cancelGap = null;
  }

  #deliver(frames: readonly AudioFrame[]): void {
    for (const frame of frames) {
      const ms = frameMs(frame);
      if (this.#resumed) this.#leaveOut(this.#pauseBefore(frame, ms));
      this.#resumed = false;
      this.#clock.begin(frame.seq);
      const samples = this.#decoder.decode(frame);
      this.#deps.record(samples, this.#clock.callMs);
      this.#deps.sound(samples, this.#clock.callMs, frame.ageMs ?? 0);
      // Words in this part are stored already.
      const known = Math.ceil((this.#resumedMs - this.#clock.callMs) * SAMPLES_PER_MS);
      if (known > 0) samples.fill(0, 0, known);
      this.#listen(samples);
    }
  }

  /**
   * How long nothing was said before the first frame of a connection, milliseconds. Where the sender does not say, by when
   * it comes: a slow network would make a pause in the middle of a word of that.
   */
  #pauseBefore({ pausedMs, ageMs = 0 }: AudioFrame, ms: number): number {
    if (pausedMs !== undefined && this.#clock.streamMs > 0) return pausedMs;
    return this.#deps.callMs() - ageMs - ms - this.#clock.callMs;
  }

  /** Nobody sent for so long: the time of the call goes on. */
  #leaveOut(ms: number): void {
    if (ms <= TOLERANCE_MS) return;
    if (this.#clock.streamMs === 0) this.#clock.jump(ms);
    else this.#silence(ms);
  }

  #silence(ms: number): void {
    const heardMs = Math.min(ms, MAX_SILENCE_MS);
    this.#listen(new Int16Array(Math.round(heardMs * SAMPLES_PER_MS)));
    if (ms > heardMs) this.#clock.jump(ms - heardMs);
  }

  #listen(samples: Int16Array): void {
    const { speech } = this.#deps;
    this.#flushed = false;
    this.#clock.advance(samples.length / SAMPLES_PER_MS);
    if (this.#listening === null && speech.status().state === 'off') {
      // Nothing is kept of what nobody listens to.
      this.#clock.restart();
      this.#report('speech_off');
      return;
    }
    this.#listening ??= this.#open();
    this.#listening.push(samples);
  }

  #open(): Listening {
    const listening: Listening = this.#deps.speech.open({
      onUpdate: ({ committed, tentative }) => {
        if (this.#listening !== listening) return;
        if (committed !== null) this.#commit(committed);
        this.#showTentative(tentative);
      },
      onLost: (stretch) => {
        if (this.#listening === listening) this.#lose(stretch);
      },
      onHealth: (health) =>
        this.#report(health === 'ok' ? null : health === 'slow' ? 'speech_slow' : 'speech_down'),
    });
    if (this.#degraded === 'speech_off') this.#report(null);
    return listening;
  }

  #commit({ text, language, ...stretch }: CommittedSegment): void {
    this.#sayMissing();
    this.#tentative = '';
    this.#deps.words({ text, ...this.#inCall(stretch), language });
  }

  #inCall({ startMs, endMs }: Stretch): Stretch {
    const start = Math.max(0, Math.round(this.#clock.toCall(startMs)));
    return { startMs: start, endMs: Math.max(start, Math.round(this.#clock.toCall(endMs))) };
  }

  #lose(stretch: Stretch): void {
    const { startMs, endMs } = this.#inCall(stretch);
    if (this.#lost !== null && startMs - this.#lost.endMs > MAX_MISSING_GAP_MS) this.#sayMissing();
    this.#lost = { startMs: this.#lost?.startMs ?? startMs, endMs };
  }

  /** Once for all that was lost in a row. */
  #sayMissing(): void {
    const lost = this.#lost;
    this.#lost = null;
    if (lost !== null) this.#deps.missing(lost.startMs, lost.endMs);
  }

  #showTentative(text: string): void {
    if (text === this.#tentative) return;
    this.#tentative = text;
    this.#deps.tentative(text);
  }

  #report(what: Degraded): void {
    if (what === this.#degraded) return;
    this.#degraded = what;
    this.#deps.degraded(what);
  }
}
