import { Connection } from '../connection.ts';
import { NetworkError, ProblemError } from '../errors.ts';
import type { components } from '../generated/types.ts';
import type { LiveHandlers } from '../live-handlers.ts';
import type { Session } from '../session.ts';
import { isTemporary } from '../transport.ts';
import type { CallEvents, CallJoined, CallSide } from './events.ts';
import { type AudioFormat, Outbox } from './outbox.ts';

type Schemas = components['schemas'];

/** Frames that may be on their way at once. */
const WINDOW = 50;
/** How long the service may take to acknowledge a frame, and to transcribe the end of a side, milliseconds. */
const FRAME_TIMEOUT_MS = 5_000;
const FINISH_TIMEOUT_MS = 30_000;
/** A pause before what failed is tried again, milliseconds. */
const RETRY_MS = 1_000;
/** Before the first attempt to reconnect, milliseconds: somebody speaks meanwhile. */
const FIRST_PAUSE_MS = 100;

export interface CallHandlers extends LiveHandlers {
  /** Joined, at first and after each reconnection. */
  readonly onJoined?: ((joined: CallJoined) => void) | undefined;
  /** Words: those committed come once each and in order, also those that were missed while the connection was lost. */
  readonly onTranscript?: ((words: CallEvents['transcript']) => void) | undefined;
  readonly onTriage?: ((change: CallEvents['triage']) => void) | undefined;
  readonly onPrefill?: ((change: CallEvents['prefill']) => void) | undefined;
  readonly onCall?: ((change: CallEvents['call']) => void) | undefined;
  readonly onDegraded?: ((change: CallEvents['degraded']) => void) | undefined;
  /** The service took a frame; how long that took, milliseconds. */
  readonly onFrameTaken?: ((seq: number, ms: number) => void) | undefined;
}

export interface QueueHandlers extends LiveHandlers {
  /** A call of the desk changed. */
  readonly onCall?: ((change: CallEvents['call']) => void) | undefined;
}

export interface LineOptions {
  readonly baseUrl: string;
  readonly session: Session;
  readonly apiKey?: string | undefined;
  readonly transcript: (callId: string, after: number) => Promise<Schemas['CallTranscript']>;
}

/** The connection to `/calls`. */
export function callConnection({ baseUrl, session, apiKey }: LineOptions): Connection<CallEvents> {
  return new Connection<CallEvents>(baseUrl, session, apiKey, '/calls', FIRST_PAUSE_MS);
}

/** Being in one call: its messages, and the audio of one side. */
export class CallLine {
  readonly #connection: Connection<CallEvents>;
  readonly #callId: string;
  readonly #handlers: CallHandlers;
  readonly #format: AudioFormat;
  readonly #outbox = new Outbox();
  readonly #stops: (() => void)[];
  readonly #transcript: Transcript;
  #joined = false;
  #speaks: boolean | undefined;
  #onTheWay = 0;
  /** Counts joins: answers to what was sent before the last one do not count. */
  #round = 0;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #sent: (() => void)[] = [];
  #stopped = false;

  constructor(
    connection: Connection<CallEvents>,
    options: LineOptions,
    callId: string,
    handlers: CallHandlers,
    {
      side,
      takeAudio,
      ...format
    }: { readonly side?: CallSide | undefined; readonly takeAudio?: boolean | undefined } & AudioFormat,
  ) {
    this.#connection = connection;
    this.#callId = callId;
    this.#handlers = handlers;
    this.#format = format;
    this.#transcript = new Transcript(callId, (after) => options.transcript(callId, after), handlers);
    const mine = <E extends keyof CallEvents>(event: E, listener: ((e: CallEvents[E]) => void) | undefined) =>
      connection.on(event, (change) => {
        if (change.callId === callId) listener?.(change);
      });
    this.#stops = [
      mine('transcript', (words) => this.#transcript.hear(words)),
      mine('triage', handlers.onTriage),
      mine('prefill', handlers.onPrefill),
      mine('call', handlers.onCall),
      mine('degraded', handlers.onDegraded),
      connection.keep({
        request: [
          'join',
          { callId, ...(side === undefined ? {} : { side }), ...(takeAudio === true ? { takeAudio } : {}) },
        ],
        accepted: (reply) => this.#accepted(reply as unknown as CallJoined),
        connection: (up) => {
          if (!up) this.#joined = false;
          handlers.onConnection?.(up);
        },
        heard: handlers.onHeard,
        problem: handlers.onProblem,
      }),
    ];
  }

  /** Audio that waits to be sent, milliseconds: it grows while the connection is lost or the service asks to slow down. */
  get waitingMs(): number {
    return this.#outbox.waitingMs;
  }

  /**
   * Sends the next audio, at most half a second; 200 ms is a good length: each frame costs
   * both sides the same, however short it is. It may be called at once, also while the
   * connection is lost: the last 30 seconds are kept, and sent when the service can take them.
   * @param recordedAt when its last sample was recorded, by `performance.now()`: what was recorded without a pause is
   *   heard without one, however late it is sent.
   */
  send(audio: Int16Array | Uint8Array, recordedAt: number = performance.now()): void {
    if (this.#stopped || this.#speaks === false) return;
    const bytes = new Uint8Array(audio.buffer, audio.byteOffset, audio.byteLength).slice();
    const samples = bytes.length / (this.#format.encoding === 'mulaw' ? 1 : 2);
    const ms = (samples / this.#format.sampleRate) * 1_000;
    this.#outbox.add({ bytes, ms, recordedAt });
    this.#pump();
  }

  /** Everything was said. Resolves when its words are in the transcript. */
  async finish(): Promise<void> {
    for (;;) {
      await this.#allSent();
      if (this.#stopped || this.#speaks === false) return;
      const round = this.#round;
      // No reply, or no connection: asked again after a pause.
      const reply = await this.#connection
        .request('finish', { callId: this.#callId }, { timeoutMs: FINISH_TIMEOUT_MS })
        .catch(() => undefined);
      if (reply?.ok === true && round === this.#round && this.#outbox.empty) {
        await this.#transcript.complete();
        return;
      }
      if (reply?.ok === false) throw new ProblemError(reply.problem.status ?? 400, reply.problem);
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }

  /** Leaves the call. It goes on: to end it is an operation of HTTP. */
  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    clearTimeout(this.#pause);
    for (const stop of this.#stops) stop();
    this.#transcript.stop();
    this.#connection.send('leave', { callId: this.#callId });
    for (const resolve of this.#sent.splice(0)) resolve();
  }

  #accepted(joined: CallJoined): void {
    this.#round += 1;
    this.#onTheWay = 0;
    this.#speaks = joined.nextSeq !== null;
    if (joined.nextSeq !== null) this.#outbox.resume(joined.nextSeq);
    this.#joined = true;
    this.#transcript.reach(joined.sequence);
    this.#handlers.onJoined?.(joined);
    this.#resumeIn(0);
  }

  #pump(): void {
    while (this.#joined && this.#pause === undefined && this.#onTheWay < WINDOW) {
      const frame = this.#outbox.take();
      if (frame === undefined) break;
      void this.#sendFrame(frame);
    }
    if (this.#speaks === false || (this.#joined && this.#outbox.empty && this.#onTheWay === 0)) {
      for (const resolve of this.#sent.splice(0)) resolve();
    }
  }

  async #sendFrame({ seq, bytes, recordedAt, pausedMs }: NonNullable<ReturnType<Outbox['take']>>) {
    const round = this.#round;
    const sentAt = performance.now();
    this.#onTheWay += 1;
    const payload = {
      callId: this.#callId,
      seq,
      ...this.#format,
      ageMs: wholeMs(sentAt - recordedAt),
      ...(pausedMs === undefined ? {} : { pausedMs: wholeMs(pausedMs) }),
    };
    // No reply, or no connection: the frame is sent again.
    const reply = await this.#connection
      .request('audio', payload, { bytes, timeoutMs: FRAME_TIMEOUT_MS })
      .catch(() => undefined);
    // What was sent before the last join is sent again where it is needed.
    if (round !== this.#round || this.#stopped) return;
    this.#onTheWay -= 1;
    if (reply?.ok === true) this.#handlers.onFrameTaken?.(seq, performance.now() - sentAt);
    else if (reply === undefined) this.#again(seq, RETRY_MS);
    else this.#refused(seq, reply.problem);
    this.#pump();
  }

  #refused(seq: number, problem: Readonly<Record<string, unknown>> & { readonly status?: number }): void {
    const { status = 400, retryAfterMs } = problem;
    if (status === 429 || status >= 500) {
      this.#again(seq, typeof retryAfterMs === 'number' ? retryAfterMs : RETRY_MS);
      return;
    }
    // The call is over, or somebody else speaks on this side.
    this.#speaks = false;
    this.#handlers.onProblem?.(new ProblemError(status, problem));
  }

  #again(seq: number, afterMs: number): void {
    this.#outbox.back(seq);
    if (this.#pause === undefined) this.#resumeIn(afterMs);
  }

  #resumeIn(ms: number): void {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => {
      this.#pause = undefined;
      this.#pump();
    }, ms);
  }

  #allSent(): Promise<void> {
    return new Promise((resolve) => {
      this.#sent.push(resolve);
      this.#pump();
    });
  }
}

/** A time as the service takes it. */
const wholeMs = (ms: number): number => Math.min(Math.max(0, Math.round(ms)), 600_000);

/** Delivers committed words once each and in order; those that were missed are fetched. */
class Transcript {
  readonly #callId: string;
  readonly #fetch: (after: number) => Promise<Schemas['CallTranscript']>;
  readonly #handlers: CallHandlers;
  #sequence = 0;
  #wanted = 0;
  #fetching: Promise<void> | undefined;
  #stopped = false;
  #endPause = () => {};

  constructor(
    callId: string,
    fetch: (after: number) => Promise<Schemas['CallTranscript']>,
    handlers: CallHandlers,
  ) {
    this.#callId = callId;
    this.#fetch = fetch;
    this.#handlers = handlers;
  }

  hear(words: CallEvents['transcript']): void {
    for (const segment of words.committed) {
      if (segment.sequence === this.#sequence + 1 && this.#fetching === undefined) {
        this.#sequence = segment.sequence;
        this.#handlers.onTranscript?.({ ...words, committed: [segment], tentative: words.tentative });
      } else this.reach(segment.sequence);
    }
    if (words.committed.length === 0) this.#handlers.onTranscript?.(words);
  }

  /** There are words up to this number. */
  reach(sequence: number): void {
    this.#wanted = Math.max(this.#wanted, sequence);
    if (this.#wanted > this.#sequence) this.#fetching ??= this.#catchUp();
  }

  /** Resolves when everything that was stored by now is delivered. */
  async complete(): Promise<void> {
    this.#fetching ??= this.#catchUp(true);
    await this.#fetching;
  }

  stop(): void {
    this.#stopped = true;
    this.#endPause();
  }

  async #catchUp(once = false): Promise<void> {
    let first = once;
    try {
      while (first || this.#wanted > this.#sequence) {
        first = false;
        const data = await this.#stored();
        for (const segment of data) {
          if (segment.sequence <= this.#sequence) continue;
          this.#sequence = segment.sequence;
          const { speaker } = segment;
          const words = { callId: this.#callId, speaker, committed: [segment], tentative: '' };
          this.#handlers.onTranscript?.(words);
        }
        if (data.length === 0) break;
      }
    } finally {
      this.#fetching = undefined;
    }
  }

  /** Committed words come once only, so that those of a failed request are asked for until they are here. */
  async #stored(): Promise<readonly Schemas['CallSegment'][]> {
    while (!this.#stopped) {
      try {
        const { data } = await this.#fetch(this.#sequence);
        return data;
      } catch (error) {
        if (!(error instanceof ProblemError || error instanceof NetworkError)) throw error;
        if (!this.#stopped) this.#handlers.onProblem?.(error);
        if (!isTemporary(error)) break;
        const seconds = error instanceof ProblemError ? (error.retryAfter ?? 0) : 0;
        await this.#pause(Math.max(RETRY_MS, seconds * 1_000));
      }
    }
    return [];
  }

  /** A pause that ends early when the line is stopped. */
  async #pause(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
