import type { Transcription } from '../../ports/speech.ts';
import { believedWords, type Invention } from '../invented/filter.ts';
import { VoiceActivity } from '../voice/activity.ts';
import { agreedWords, uncommittedWords } from './agreement.ts';
import { AudioWindow } from './audio-window.ts';
import { type CommittedSegment, CommittedWords } from './committed.ts';
import { heardSegments, type Word } from './hypothesis.ts';
import { LanguageChoice } from './language.ts';
import { Pace } from './pace.ts';

/** A stretch of audio to transcribe. Times are milliseconds of the stream. */
export interface Window {
  readonly samples: Int16Array;
  readonly startMs: number;
  readonly endMs: number;
  /**
   * `growing`: heard again with what follows. `utterance`: the speaker paused, so all of it is committed. `cut`: the
   * speaker does not pause, so all but the last words are.
   */
  readonly kind: 'growing' | 'utterance' | 'cut';
  readonly language: string | null;
  readonly prompt: string;
}

export interface StreamUpdate {
  readonly committed: CommittedSegment | null;
  /** Words that may still change; replaces the tentative text before it. */
  readonly tentative: string;
  readonly dropped: readonly Invention[];
}

/** Audio of a stream, milliseconds. */
export interface Stretch {
  readonly startMs: number;
  readonly endMs: number;
}

export interface StreamOptions {
  readonly language?: string | null;
  readonly languageAliases?: Readonly<Record<string, string>>;
}

/** Silence after which an utterance is over, beyond the hangover of the voice activity, milliseconds. */
const PAUSE_MS = 360;
/** Kept before the first and after the last sound of an utterance, milliseconds. */
const LEAD_MS = 240;
const TAIL_MS = 200;
/** A growing window is first heard when it has so much speech: less gives guesses, milliseconds. */
const MIN_SPEECH_MS = 600;
/** Sounds shorter than this are no utterance, milliseconds. */
const MIN_UTTERANCE_MS = 100;
/** Words that end nearer than this to the end of a window may be half heard, milliseconds. */
const EDGE_MS = 80;
const CUT_EDGE_MS = 1_000;
/** So much of what a cut window committed is heard again with what follows, milliseconds: a few words. */
const CUT_OVERLAP_MS = 3_000;
/** Committed speech beyond this is taken off the window at a gap between words, milliseconds. */
const MAX_COMMITTED_MS = 5_000;
const MIN_GAP_MS = 100;
/** Audio that waits for a transcription; more is lost, milliseconds. A window of Whisper's own 30 s. */
const MAX_WAITING_MS = 28_000;

/**
 * Streaming over an engine that transcribes whole pieces: one side of a call. Pure: it is given audio and transcriptions,
 * and says which window to transcribe next and which words are final. A word is committed when two successive hearings of
 * the growing window agree on it and all before it, or when the speaker pauses. Committed words never change.
 *
 *   push(samples) -> next() -> Window -> resolve(window, transcription, elapsed) -> StreamUpdate
 *                                     -> fail(window, elapsed)
 */
export class SpeechStream {
  readonly #voice = new VoiceActivity();
  readonly #audio = new AudioWindow();
  readonly #pace = new Pace();
  readonly #committed = new CommittedWords();
  readonly #language: LanguageChoice;
  #windowStartMs = 0;
  /** The end of the window that was heard last. */
  #heardUntilMs = 0;
  #previous: readonly Word[] = [];
  #pending = false;
  #flushAtMs: number | null = null;
  #lostMs = 0;

  constructor(options: StreamOptions = {}) {
    this.#language = new LanguageChoice(options.language ?? null, options.languageAliases);
  }

  /** Takes the next samples. Frames that were lost on the way are given as silence, so that times stay right. */
  push(samples: Int16Array): void {
    this.#audio.push(samples);
    this.#voice.push(samples);
  }

  /** No more audio comes for now (the caller ended, or the network is down): what was heard is an utterance. */
  flush(): void {
    this.#flushAtMs = this.#voice.heardMs;
  }

  /**
   * The window to transcribe now, or null. At most one is out: the next comes after `resolve` or `fail`.
   * @param speakers who share the engine at the moment: the more, the less often each is heard again.
   */
  next(speakers = 1): Window | null {
    if (this.#pending) return null;
    const window = this.#nextWindow(speakers);
    this.#pending = window !== null;
    return window;
  }

  resolve(window: Window, transcription: Transcription, elapsedMs: number): StreamUpdate {
    this.#settle(window, elapsedMs);
    const heard = believedWords(heardSegments(transcription, window.startMs), this.#voice);
    this.#language.observe(window.language, transcription.language, heard.sure && heard.words.length > 0);
    if (heard.dropped.length > 0) this.#committed.forgetPrompt();
    const words = uncommittedWords(heard.words, this.#committed.latest);
    const final = this.#finalWords(window, words);
    const committed = this.#committed.add(final, this.#language.kept);
    this.#previous = window.kind === 'utterance' ? [] : words.slice(final.length);
    this.#startWindowAt(this.#nextStart(window));
    return { committed, tentative: textOf(this.#previous), dropped: heard.dropped };
  }

  /** The engine gave nothing. The same audio is in the next window again. */
  fail(window: Window, elapsedMs: number): void {
    this.#settle(window, elapsedMs);
  }

  /** The language that is spoken, where it is known by now. */
  get language(): string | null {
    return this.#language.asked;
  }

  /** Whether the engine is too slow for this stream even with one hearing of each utterance. */
  get behind(): boolean {
    return this.#pace.behind;
  }

  /** Audio of which no word was read since the engine did not answer in time, milliseconds. */
  get lostMs(): number {
    return this.#lostMs;
  }

  /** Up to here the words are committed, or nothing was said, or the audio was lost, milliseconds. */
  get settledMs(): number {
    return Math.max(this.#windowStartMs, this.#committed.endMs);
  }

  /** Whether everything that was pushed is transcribed or silent. */
  get idle(): boolean {
    return !this.#pending && this.#voice.firstIn(this.#windowStartMs, this.#voice.heardMs) === null;
  }

  #nextWindow(speakers: number): Window | null {
    const heardMs = this.#voice.heardMs;
    const first = this.#voice.firstIn(this.#windowStartMs, heardMs);
    if (first === null) {
      this.#startWindowAt(heardMs - LEAD_MS);
      return null;
    }
    this.#startWindowAt(first - LEAD_MS);
    // Of what has waited for a slow engine no more at once than it manages in time.
    const until = Math.min(heardMs, this.#windowStartMs + this.#pace.maxWindowMs);
    const last = this.#voice.lastIn(this.#windowStartMs, until) ?? until;
    const flushed = until === heardMs && this.#flushAtMs === heardMs;
    if (until - last >= PAUSE_MS || flushed) return this.#utterance(first, last);
    if (until - this.#windowStartMs >= this.#pace.maxWindowMs) return this.#window(until, 'cut');
    const due =
      this.#pace.mode === 'agreement' &&
      last - first >= MIN_SPEECH_MS &&
      heardMs - Math.max(this.#heardUntilMs, this.#windowStartMs) >= this.#pace.stepMs(speakers);
    return due ? this.#window(heardMs, 'growing') : null;
  }

  #utterance(first: number, last: number): Window | null {
    const end = Math.min(last + TAIL_MS, this.#voice.heardMs);
    if (this.#voice.share(first, last, 'possible') * (last - first) >= MIN_UTTERANCE_MS) {
      return this.#window(end, 'utterance');
    }
    this.#startWindowAt(end);
    return null;
  }

  #window(endMs: number, kind: Window['kind']): Window {
    const startMs = this.#windowStartMs;
    return {
      samples: this.#audio.slice(startMs, endMs),
      startMs,
      endMs,
      kind,
      language: this.#language.asked,
      prompt: this.#committed.prompt(startMs),
    };
  }

  #finalWords(window: Window, words: readonly Word[]): readonly Word[] {
    switch (window.kind) {
      case 'utterance':
        return words;
      case 'cut':
        return words.filter(({ endMs }) => endMs <= window.endMs - CUT_EDGE_MS);
      case 'growing':
        return agreedWords(this.#previous, words).filter(({ endMs }) => endMs <= window.endMs - EDGE_MS);
    }
  }

  /** Where the next window starts: after what is committed, at a gap between words where the speaker goes on. */
  #nextStart(window: Window): number {
    if (window.kind === 'utterance') return window.endMs;
    if (window.kind === 'cut') return this.#startAfterCut(window);
    if (this.#committed.endMs - this.#windowStartMs <= MAX_COMMITTED_MS) return this.#windowStartMs;
    const committed = this.#committed.latest;
    const words = [...committed, ...this.#previous];
    for (let index = committed.length - 1; index >= 0; index -= 1) {
      const [word, next] = [words[index] as Word, words[index + 1]];
      if (next !== undefined && next.startMs - word.endMs >= MIN_GAP_MS)
        return (word.endMs + next.startMs) / 2;
    }
    return this.#windowStartMs;
  }

  /**
   * With the last committed words again, at the widest gap between them: a window that begins in the middle of a sentence,
   * or by the inexact times of an engine in the middle of a word, is misheard.
   */
  #startAfterCut(window: Window): number {
    const earliest = window.endMs - CUT_EDGE_MS - CUT_OVERLAP_MS;
    const words = this.#committed.latest;
    let start = Math.max(earliest, this.#committed.endMs);
    let widestMs = Number.NEGATIVE_INFINITY;
    words.forEach((word, index) => {
      const gapMs = word.startMs - (words[index - 1]?.endMs ?? word.startMs);
      if (word.startMs < earliest || gapMs <= widestMs) return;
      widestMs = gapMs;
      start = word.startMs - Math.min(Math.max(gapMs / 2, 0), LEAD_MS);
    });
    return start;
  }

  #startWindowAt(ms: number): void {
    if (ms <= this.#windowStartMs) return;
    this.#windowStartMs = ms;
    this.#audio.forgetBefore(ms);
    this.#voice.forgetBefore(ms - LEAD_MS);
  }

  /**
   * Gives up the oldest audio where more waits than may; not while a window is being transcribed.
   * @returns what was said in it and is lost; null for none.
   */
  dropExcess(): Stretch | null {
    if (this.#pending) return null;
    const until = this.#voice.heardMs - MAX_WAITING_MS;
    if (until <= this.#windowStartMs) return null;
    const lost = this.#unheard(until);
    this.#startWindowAt(until);
    return lost;
  }

  /**
   * Waits for no engine any more: what was heard last counts, and the rest is lost.
   * @returns `lost` null where nothing was said in it.
   */
  giveUp(): { readonly committed: CommittedSegment | null; readonly lost: Stretch | null } {
    const committed = this.#committed.add(this.#previous, this.#language.kept);
    this.#previous = [];
    const lost = this.#unheard(this.#voice.heardMs);
    this.#startWindowAt(this.#voice.heardMs);
    return { committed, lost };
  }

  /** Where somebody may have spoken in what is not settled, up to a time. */
  #unheard(untilMs: number): Stretch | null {
    const first = this.#voice.firstIn(this.settledMs, untilMs);
    const last = this.#voice.lastIn(this.settledMs, untilMs);
    if (first === null || last === null) return null;
    this.#lostMs += last - first;
    return { startMs: first, endMs: last };
  }

  #settle(window: Window, elapsedMs: number): void {
    this.#pending = false;
    const newFrom = window.kind === 'growing' ? this.#heardUntilMs : window.startMs;
    this.#pace.observe(elapsedMs, window.endMs - Math.max(newFrom, window.startMs));
    this.#heardUntilMs = window.endMs;
  }
}

function textOf(words: readonly Word[]): string {
  return words.map(({ text }) => text).join(' ');
}
