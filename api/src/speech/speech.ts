import type { SpeechFailure } from '../ports/speech.ts';
import type { CommittedSegment } from './streaming/committed.ts';
import type { StreamOptions, Stretch } from './streaming/stream.ts';

export type { CommittedSegment } from './streaming/committed.ts';
export type { Stretch } from './streaming/stream.ts';

/**
 * After the last audio so long is waited for its words, milliseconds. At most 28 s of audio and one request wait then: three
 * minutes are enough for an engine that takes five times as long as the audio lasts.
 */
export const FINISH_MS = 180_000;

/**
 * `off`: there is no engine, and calls are typed. `ready`. `slow`: the best engine does not answer or cannot keep up, and
 * a less exact one helps where there is one. `down`: no engine answers.
 */
export type SpeechState = 'off' | 'ready' | 'slow' | 'down';

/**
 * Why speech is not ready. `not_configured`: no setting names an engine and none is installed; `switched_off`: by a setting;
 * `starting`; `cannot_keep_up`; else how the engine failed.
 */
export type SpeechReason = 'not_configured' | 'switched_off' | 'starting' | 'cannot_keep_up' | SpeechFailure;

export interface SpeechStatus {
  readonly state: SpeechState;
  /** What answers: `openai` (that protocol), `whisper_cpp` or `local`; null while off. */
  readonly engine: string | null;
  readonly model: string | null;
  /** Null while ready. */
  readonly reason: SpeechReason | null;
}

/**
 * `ok`; `slow`: a faster, less exact model has taken over, since the better one could not keep up; `down`: no engine
 * answers, and words are missing until one does.
 */
export type ListeningHealth = 'ok' | 'slow' | 'down';

export interface ListeningUpdate {
  /** Null where nothing was added to what was committed before. */
  readonly committed: CommittedSegment | null;
  /** Words that may still change; replaces the tentative text before it. */
  readonly tentative: string;
}

export interface ListeningOptions extends StreamOptions {
  onUpdate(update: ListeningUpdate): void;
  /** Called when it changes; it begins as `ok`. */
  onHealth(health: ListeningHealth): void;
  /** Something was said here of which there will be no words: no engine answered in time. */
  onLost(stretch: Stretch): void;
}

/** One speaker as they are transcribed. Never throws: without an engine there are no words. */
export interface Listening {
  readonly health: ListeningHealth;
  /** Audio without words since no engine answered in time, milliseconds. */
  readonly lostMs: number;
  /** Up to here the words are committed, or nothing was said, or the audio was lost; milliseconds of what was pushed. */
  readonly settledMs: number;
  /** Takes the next samples: 16,000 a second, one channel. What was lost on the way is given as silence. */
  push(samples: Int16Array): void;
  /** No audio comes for now: what was heard so far is transcribed without waiting for a pause. */
  flush(): void;
  /** The last audio was pushed. Resolves when its words are committed, or after three minutes; what is missing is lost. */
  finish(): Promise<void>;
  /** Nobody waits any more: the words that were heard last count, and what follows them is lost. */
  giveUp(): void;
  /** Stops at once; a request on its way is cancelled. */
  close(): void;
}

/** All that features see of speech recognition. */
export interface Speech {
  status(): SpeechStatus;
  /** Begins to listen to one speaker. Also while off: then nothing is heard, and its health says so. */
  open(options: ListeningOptions): Listening;
}
