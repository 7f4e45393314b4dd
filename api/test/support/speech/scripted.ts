import type { Transcription } from '../../../src/ports/speech.ts';
import {
  SpeechStream,
  type StreamOptions,
  type StreamUpdate,
  type Window,
} from '../../../src/speech/streaming/stream.ts';
import { addVoice, noise } from './audio.ts';

export interface SpokenWord {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** What an engine makes of a window of the script. */
export type ScriptedEngine = (window: Window, words: readonly SpokenWord[]) => Transcription | null;

export interface Script {
  readonly words: readonly SpokenWord[];
  readonly durationMs: number;
  /** How long the engine takes for a window, milliseconds. */
  readonly engineMs: (window: Window) => number;
  readonly engine: ScriptedEngine;
  readonly options?: StreamOptions;
  /** How many speak at once. Default: one. */
  readonly speakers?: number;
}

export interface Played {
  /** Every update, with the time of the stream at which it came. */
  readonly updates: readonly { readonly atMs: number; readonly update: StreamUpdate }[];
  readonly windows: readonly Window[];
  readonly stream: SpeechStream;
}

const TICK_MS = 20;
/** Longest wait for the last transcriptions after the audio ended, milliseconds of the script. */
const MAX_AFTER_MS = 60_000;

/** Audio of the words: a voice where they are, the noise of a quiet room around them. */
export function audioOf(words: readonly SpokenWord[], durationMs: number, random: () => number): Int16Array {
  const samples = noise(durationMs, 60, random);
  words.forEach(({ startMs, endMs }, index) => {
    addVoice(samples, startMs, endMs, { pitchHz: 120 + (index % 5) * 12 });
  });
  return samples;
}

/** Plays audio at the pace of real time, without waiting for it. */
export function play(script: Script, audio: Int16Array): Played {
  const stream = new SpeechStream(script.options);
  const updates: { atMs: number; update: StreamUpdate }[] = [];
  const windows: Window[] = [];
  let asked: { readonly window: Window; readonly readyMs: number } | null = null;
  for (let atMs = TICK_MS; atMs < script.durationMs + MAX_AFTER_MS; atMs += TICK_MS) {
    if (atMs <= script.durationMs) stream.push(audio.subarray((atMs - TICK_MS) * 16, atMs * 16));
    else stream.flush();
    if (asked !== null && atMs >= asked.readyMs) {
      const { window } = asked;
      asked = null;
      const elapsedMs = script.engineMs(window);
      const transcription = script.engine(window, script.words);
      if (transcription === null) stream.fail(window, elapsedMs);
      else updates.push({ atMs, update: stream.resolve(window, transcription, elapsedMs) });
    }
    if (asked === null) {
      const window = stream.next(script.speakers);
      if (window !== null) {
        windows.push(window);
        asked = { window, readyMs: atMs + script.engineMs(window) };
      } else if (atMs > script.durationMs) break;
    }
  }
  return { updates, windows, stream };
}

/** All that was committed, in order. */
export function committedText({ updates }: Played): string {
  return updates.flatMap(({ update }) => update.committed?.text ?? []).join(' ');
}

/** An engine that hears each word of the window whose middle is in it, at its time. */
export function faithful(window: Window, words: readonly SpokenWord[]): Transcription {
  const heard = words.filter(({ startMs, endMs }) => {
    const middle = (startMs + endMs) / 2;
    return middle >= window.startMs && middle <= window.endMs;
  });
  return transcriptionOf(
    heard.map(({ text, startMs, endMs }) => ({
      text,
      startMs: Math.max(startMs - window.startMs, 0),
      endMs: Math.min(endMs, window.endMs) - window.startMs,
    })),
  );
}

export function transcriptionOf(
  words: readonly SpokenWord[],
  certainty: { readonly averageLogProbability?: number; readonly noSpeechProbability?: number } = {},
): Transcription {
  const [first, last] = [words[0], words.at(-1)];
  if (first === undefined || last === undefined) return { language: 'en', segments: [] };
  return {
    language: 'en',
    segments: [
      {
        text: words.map(({ text }) => text).join(' '),
        startMs: first.startMs,
        endMs: last.endMs,
        words: words.map((word) => ({ ...word, probability: 0.9 })),
        averageLogProbability: certainty.averageLogProbability ?? -0.3,
        noSpeechProbability: certainty.noSpeechProbability ?? 0.02,
      },
    ],
  };
}
