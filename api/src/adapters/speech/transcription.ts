import {
  SpeechError,
  type TranscribedSegment,
  type TranscribedWord,
  type Transcription,
} from '../../ports/speech.ts';
import { languageCode } from './languages.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * The transcription in a `verbose_json` reply, as OpenAI, whisper.cpp and the servers that copy them write it: words are
 * inside their segments, or beside them in one list, or not given at all. A reply with `text` alone, as some models give,
 * is one segment.
 * @throws SpeechError where it is none of these.
 */
export function transcriptionOf(reply: unknown, durationMs: number): Transcription {
  if (!isObject(reply)) throw new SpeechError('bad_reply');
  const language = languageCode(reply.language);
  if (Array.isArray(reply.segments)) {
    const segments = reply.segments.map((segment) => segmentOf(segment, durationMs));
    const words = Array.isArray(reply.words) ? reply.words.flatMap((word) => wordOf(word, durationMs)) : null;
    return { language, segments: words === null ? segments : withWords(segments, words) };
  }
  if (typeof reply.text !== 'string') throw new SpeechError('bad_reply');
  const text = reply.text.trim();
  if (text === '') return { language, segments: [] };
  const whole = { startMs: 0, endMs: durationMs, averageLogProbability: null, noSpeechProbability: null };
  return { language, segments: [{ ...whole, text, words: null }] };
}

function segmentOf(segment: unknown, durationMs: number): TranscribedSegment {
  if (!isObject(segment) || typeof segment.text !== 'string') throw new SpeechError('bad_reply');
  const [startMs, endMs] = timesOf(segment, durationMs);
  const words = Array.isArray(segment.words) ? segment.words.flatMap((word) => wordOf(word, durationMs)) : [];
  return {
    text: segment.text.trim(),
    startMs,
    endMs,
    words: words.length === 0 ? null : words,
    averageLogProbability: numberOf(segment.avg_logprob),
    noSpeechProbability: numberOf(segment.no_speech_prob),
  };
}

function wordOf(word: unknown, durationMs: number): readonly TranscribedWord[] {
  if (!isObject(word) || typeof word.word !== 'string') throw new SpeechError('bad_reply');
  if (word.word.trim() === '') return [];
  const [startMs, endMs] = timesOf(word, durationMs);
  return [{ text: word.word.trim(), startMs, endMs, probability: numberOf(word.probability) }];
}

/** Words to the segments in whose time they begin; the last segment takes what is left. */
function withWords(
  segments: readonly TranscribedSegment[],
  words: readonly TranscribedWord[],
): readonly TranscribedSegment[] {
  let next = 0;
  return segments.map((segment, index) => {
    const from = next;
    while (next < words.length) {
      const begins = (words[next] as TranscribedWord).startMs;
      if (begins >= segment.endMs && index < segments.length - 1) break;
      next += 1;
    }
    return segment.words === null && next > from ? { ...segment, words: words.slice(from, next) } : segment;
  });
}

/** Seconds as milliseconds, within the audio: engines name times beyond its end. */
function timesOf({ start, end }: Json, durationMs: number): readonly [number, number] {
  const [from, to] = [numberOf(start), numberOf(end)];
  if (from === null || to === null) throw new SpeechError('bad_reply');
  const startMs = Math.min(Math.max(Math.round(from * 1000), 0), durationMs);
  return [startMs, Math.min(Math.max(Math.round(to * 1000), startMs), durationMs)];
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
