import { comparable, type HeardSegment, type Word } from '../streaming/hypothesis.ts';
import type { Voice } from '../voice/activity.ts';
import { withoutLoops } from './loops.ts';
import { KNOWN_PHRASES } from './phrases.ts';

/** Why words were dropped. */
export type Invention = 'no_voice' | 'unsure' | 'loop' | 'known_phrase' | 'too_fast';

export interface Believed {
  readonly words: readonly Word[];
  /** What was dropped; the words themselves are not kept. */
  readonly dropped: readonly Invention[];
  /** Whether nothing was dropped and the engine did not call itself unsure of the rest. */
  readonly sure: boolean;
}

/** Whisper's own limits for a segment without speech (`no_speech_threshold`, `logprob_threshold`). */
const NO_SPEECH = 0.6;
const LOW_LOG_PROBABILITY = -1;
/** What is heard where a voice is only possible must be as sure as clear speech usually is. */
const SURE_LOG_PROBABILITY = -0.6;
const SURE_NO_SPEECH = 0.4;
/** Times of words are off by up to this, milliseconds. */
const TIME_TOLERANCE_MS = 250;
/** A word needs a voice in this part of its time (with the tolerance around it). */
const MIN_VOICE = 0.15;
/** A segment whose time has a certain voice in this part was spoken. */
const MIN_CERTAIN = 0.3;
/** The fastest talkers reach 6 to 7 words a second; short words in a burst more. */
const MAX_WORDS_PER_SECOND = 9;
/** Below this many words the rate says nothing. */
const MIN_WORDS_FOR_RATE = 5;

/**
 * What of a hearing was said. Whisper writes text for silence, noise and music: subtitles it was trained on, one word
 * again and again, or plausible sentences. No list covers all languages, so the rules are, in this order: a voice must be
 * there at the time of the word; where it is only possible, the engine must be sure; nothing repeats itself more often than
 * people do; nothing is faster than people speak. Known phrases only add to doubt: "thank you" is also said.
 */
export function believedWords(segments: readonly HeardSegment[], voice: Voice): Believed {
  const dropped = new Set<Invention>();
  const kept: Word[] = [];
  let sure = true;
  for (const segment of segments) {
    const verdict = segmentVerdict(segment, voice);
    if (typeof verdict === 'string') {
      dropped.add(verdict);
      continue;
    }
    if (verdict.length < segment.words.length) dropped.add('no_voice');
    if ((segment.averageLogProbability ?? 0) <= LOW_LOG_PROBABILITY) sure = false;
    kept.push(...verdict);
  }
  const words = withoutLoops(kept);
  if (words.length < kept.length) dropped.add('loop');
  return { words, dropped: [...dropped], sure: sure && dropped.size === 0 };
}

function segmentVerdict(segment: HeardSegment, voice: Voice): readonly Word[] | Invention {
  const { averageLogProbability, noSpeechProbability } = segment;
  const spoken = segment.words.filter((word) => hasVoice(word, voice));
  const [first, last] = [spoken[0], spoken.at(-1)];
  if (first === undefined || last === undefined) return 'no_voice';
  if (
    noSpeechProbability !== null &&
    noSpeechProbability > NO_SPEECH &&
    (averageLogProbability ?? LOW_LOG_PROBABILITY) <= LOW_LOG_PROBABILITY
  ) {
    return 'unsure';
  }
  const certain = voice.share(first.startMs, Math.max(last.endMs, first.startMs + 1), 'certain');
  if (certain < MIN_CERTAIN && !isSure(segment)) return 'unsure';
  if (isKnownPhrase(spoken) && (certain < MIN_CERTAIN || !isSure(segment))) return 'known_phrase';
  const seconds = (last.endMs - first.startMs + TIME_TOLERANCE_MS) / 1000;
  if (spoken.length >= MIN_WORDS_FOR_RATE && spoken.length / seconds > MAX_WORDS_PER_SECOND)
    return 'too_fast';
  return spoken;
}

function hasVoice({ startMs, endMs }: Word, voice: Voice): boolean {
  return voice.share(startMs - TIME_TOLERANCE_MS, endMs + TIME_TOLERANCE_MS, 'possible') >= MIN_VOICE;
}

/** An engine that says nothing of its certainty is not sure. */
function isSure({ averageLogProbability, noSpeechProbability }: HeardSegment): boolean {
  return (
    averageLogProbability !== null &&
    averageLogProbability >= SURE_LOG_PROBABILITY &&
    (noSpeechProbability ?? 0) <= SURE_NO_SPEECH
  );
}

function isKnownPhrase(words: readonly Word[]): boolean {
  const text = words.map(({ text }) => comparable(text)).join(' ');
  return KNOWN_PHRASES.has(text);
}
