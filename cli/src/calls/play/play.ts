import { setTimeout as delay } from 'node:timers/promises';
import type { CallDegradation, CallLine, Kiwimesh, LiveCalls } from '@kiwimesh/sdk';
import type { Call } from '../list.ts';
import type { CallContext, CallPrefill, CallSegment } from '../show.ts';
import { transcriptOf } from '../transcript.ts';
import type { OwnCall } from './call.ts';
import { type Pace, playedAt, type Spread, spreadOf } from './figures.ts';
import { FRAME_MS, framesOf, sendFrames } from './side.ts';
import type { Recording } from './wav.ts';

type Triage = NonNullable<CallContext['triage']>;

/** What happens while the recording plays. */
export interface PlayEvents {
  readonly words: (segment: CallSegment, lagMs: number) => void;
  readonly triage: (triage: Triage, atMs: number) => void;
  readonly prefill: (booking: CallPrefill) => void;
  readonly degraded: (speaker: string, what: CallDegradation) => void;
  readonly connection: (up: boolean) => void;
}

/** What playing a recording has shown. Times are milliseconds. */
export interface Played {
  readonly callId: string;
  readonly seconds: number;
  readonly speed: number;
  readonly channels: number;
  readonly frames: {
    readonly sent: number;
    readonly acknowledged: number;
    /** From sending a frame to its acknowledgement. */
    readonly acknowledgementMs: Spread | null;
  };
  /** How long the recording had to stop for the service. */
  readonly heldBackMs: number;
  /** From the end of the last word of a stretch to when it was here, committed. */
  readonly lagMs: Spread | null;
  /** Since the recording began. */
  readonly firstWordsMs: number | null;
  readonly firstUrgency: { readonly urgency: number; readonly atMs: number } | null;
  readonly urgency: number | null;
  readonly connectionsLost: number;
  /** How often words began to be missing or late, by why. */
  readonly degraded: Readonly<Record<NonNullable<CallDegradation>, number>>;
  readonly transcript: readonly CallSegment[];
  readonly triage: CallContext['triage'];
  readonly prefill: CallPrefill;
  readonly call: Call;
}

/** The service leaves times of the call as they are when audio comes sooner than this after it, milliseconds. */
const EXACT_AFTER_MS = 600;
/** How long the assessment of the last words may take, milliseconds. */
const ASSESSED_WITHIN_MS = 5_000;
const LOOK_AGAIN_MS = 20;

/** Plays a recording into a call of one's own over real sockets: each channel on a side, over a connection of its own. */
export class Player {
  readonly #kiwi: Kiwimesh;
  readonly #own: OwnCall;
  readonly #recording: Recording;
  readonly #speed: number;
  readonly #events: PlayEvents;
  readonly #lives: LiveCalls[] = [];
  readonly #stop = new AbortController();
  readonly #takenMs: number[] = [];
  readonly #lagsMs: number[] = [];
  readonly #degraded = { speech_off: 0, speech_slow: 0, speech_down: 0 };
  #beganAt = 0;
  #sent = 0;
  #lost = 0;
  #firstWordsMs: number | null = null;
  #firstUrgency: Played['firstUrgency'] = null;
  #assessed = true;

  constructor(kiwi: Kiwimesh, own: OwnCall, recording: Recording, speed: number, events: PlayEvents) {
    this.#kiwi = kiwi;
    this.#own = own;
    this.#recording = recording;
    this.#speed = speed;
    this.#events = events;
  }

  /** Ends playing with this reason. */
  stop(reason: Error): void {
    this.#stop.abort(reason);
  }

  /** @throws what ended it: a refusal, or the reason given to {@link stop}. */
  async play(): Promise<Played> {
    const { signal } = this.#stop;
    try {
      const lines = await Promise.all(this.#recording.channels.map((_, side) => this.#join(side)));
      await delay(Math.max(0, this.#own.createdAt + EXACT_AFTER_MS - performance.now()), undefined, {
        signal,
      });
      this.#beganAt = performance.now();
      const paced = { beganAt: this.#beganAt, speed: this.#speed, signal };
      const heldBack = await Promise.all(
        lines.map((line, side) => {
          const frames = framesOf(this.#recording.channels[side] as Uint8Array, this.#recording);
          this.#sent += frames.length;
          return sendFrames(line, frames, paced);
        }),
      );
      await Promise.race([Promise.all(lines.map((line) => line.finish())), aborted(signal)]);
      await this.#lastAssessment();
      return await this.#played(Math.max(...heldBack));
    } catch (error) {
      // What a timer throws when it is stopped is not why.
      throw signal.aborted ? signal.reason : error;
    } finally {
      for (const live of this.#lives) live.close();
    }
  }

  /** Joins as the caller, or as the operator; the first connection tells what happens in the call. */
  async #join(side: number): Promise<CallLine> {
    const { encoding, sampleRate } = this.#recording;
    const live = await this.#kiwi.liveCalls();
    this.#lives.push(live);
    const own = {
      onFrameTaken: (_: number, ms: number) => void this.#takenMs.push(ms),
      onProblem: (error: Error) => {
        // A connection that fails comes back by itself, unless there never was one.
        if (error.name !== 'NetworkError' || this.#beganAt === 0) this.stop(error);
      },
    };
    return live.join(this.#own.call.id, side === 0 ? { ...own, ...this.#handlers() } : own, {
      side: side === 0 ? 'caller' : 'operator',
      encoding,
      sampleRate,
    });
  }

  #handlers() {
    let wasUp = false;
    return {
      onConnection: (up: boolean) => {
        if (this.#stop.signal.aborted) return;
        if (!up) this.#lost += 1;
        if (wasUp) this.#events.connection(up);
        wasUp ||= up;
      },
      onTranscript: ({ committed }: { committed: readonly CallSegment[] }) => {
        for (const segment of committed) this.#heard(segment);
      },
      onTriage: ({ triage }: { triage: Triage }) => {
        this.#assessed = true;
        const atMs = Math.round(performance.now() - this.#beganAt);
        this.#firstUrgency ??= { urgency: triage.urgency, atMs };
        this.#events.triage(triage, atMs);
      },
      onPrefill: ({ booking }: { booking: CallPrefill }) => this.#events.prefill(booking),
      onDegraded: ({ speaker, what }: { speaker: string; what: CallDegradation }) => {
        if (what !== null) this.#degraded[what] += 1;
        this.#events.degraded(speaker, what);
      },
    };
  }

  #heard(segment: CallSegment): void {
    const now = performance.now();
    const pace: Pace = {
      createdAt: this.#own.createdAt,
      beganAt: this.#beganAt,
      speed: this.#speed,
      frameMs: FRAME_MS,
    };
    const lagMs = Math.max(0, now - playedAt(pace, segment.endMs));
    this.#lagsMs.push(lagMs);
    this.#firstWordsMs ??= Math.round(now - this.#beganAt);
    this.#assessed = false;
    this.#events.words(segment, lagMs);
  }

  /** The last words were stored; what they mean comes a moment later. */
  async #lastAssessment(): Promise<void> {
    const until = performance.now() + ASSESSED_WITHIN_MS;
    const { signal } = this.#stop;
    while (!this.#assessed && performance.now() < until) await delay(LOOK_AGAIN_MS, undefined, { signal });
  }

  async #played(heldBackMs: number): Promise<Played> {
    const { id } = this.#own.call;
    const { triage, prefill, call } = await this.#kiwi.get('/v1/calls/{callId}/context', {
      path: { callId: id },
    });
    return {
      callId: id,
      seconds: this.#recording.seconds,
      speed: this.#speed,
      channels: this.#recording.channels.length,
      frames: {
        sent: this.#sent,
        acknowledged: this.#takenMs.length,
        acknowledgementMs: spreadOf(this.#takenMs),
      },
      heldBackMs: Math.round(heldBackMs),
      lagMs: spreadOf(this.#lagsMs),
      firstWordsMs: this.#firstWordsMs,
      firstUrgency: this.#firstUrgency,
      urgency: call.urgency,
      connectionsLost: this.#lost,
      degraded: this.#degraded,
      transcript: await transcriptOf(this.#kiwi, id),
      triage,
      prefill,
      call,
    };
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
