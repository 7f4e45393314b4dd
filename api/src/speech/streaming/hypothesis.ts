import type { TranscribedSegment, Transcription } from '../../ports/speech.ts';

/** A word where the engine heard it. Times are milliseconds of the stream. */
export interface Word {
  /** As the engine wrote it, with its punctuation, without blanks around it. */
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  /** 0 to 1; null where the engine does not say. */
  readonly probability: number | null;
}

/** A stretch of words with what the engine says of its own certainty. */
export interface HeardSegment {
  readonly words: readonly Word[];
  readonly averageLogProbability: number | null;
  readonly noSpeechProbability: number | null;
}

/** What an engine made of a window, with times of the stream. Words run forwards; none begins before the one before it. */
export function heardSegments(transcription: Transcription, windowStartMs: number): readonly HeardSegment[] {
  let earliest = windowStartMs;
  return transcription.segments.map((segment) => {
    const words = wordsOf(segment).map((word) => {
      const startMs = Math.max(word.startMs + windowStartMs, earliest);
      const endMs = Math.max(word.endMs + windowStartMs, startMs);
      earliest = startMs;
      return { ...word, startMs, endMs };
    });
    const { averageLogProbability, noSpeechProbability } = segment;
    return { words, averageLogProbability, noSpeechProbability };
  });
}

/** An engine that gives no times of words has them spread over the segment by their lengths. */
function wordsOf(segment: TranscribedSegment): readonly Word[] {
  if (segment.words !== null) {
    return segment.words
      .map((word) => ({ ...word, text: word.text.trim() }))
      .filter(({ text }) => comparable(text) !== '');
  }
  const texts = segment.text.split(/\s+/u).filter((text) => comparable(text) !== '');
  const letters = texts.reduce((sum, text) => sum + text.length, 0);
  const duration = segment.endMs - segment.startMs;
  let before = 0;
  return texts.map((text) => {
    const startMs = segment.startMs + (duration * before) / letters;
    before += text.length;
    return { text, startMs, endMs: segment.startMs + (duration * before) / letters, probability: null };
  });
}

/** The form in which two words are the same: without case, punctuation and compatibility forms. Empty for punctuation. */
export function comparable(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '');
}
