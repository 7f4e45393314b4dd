import { comparable } from '../streaming/hypothesis.ts';

/**
 * What Whisper is known to write for silence, in the languages of our regions and those that it falls into most: ends of
 * subtitled films and videos. They are dropped only where it is doubtful that somebody spoke; the other rules do without.
 */
const PHRASES: readonly string[] = [
  'Thank you.',
  'Thank you so much.',
  'Thanks for watching!',
  'Thank you for watching.',
  'Thank you very much for watching.',
  'Please subscribe.',
  'Please subscribe to my channel.',
  'Like and subscribe.',
  'See you in the next video.',
  'Subtitles by the Amara.org community',
  'Transcription by CastingWords',
  'you',
  'Bye.',
  'Bye bye.',
  'Okay.',
  'So.',
  'धन्यवाद',
  'देखने के लिए धन्यवाद',
  'वीडियो देखने के लिए धन्यवाद',
  'चैनल को सब्सक्राइब करें',
  'सब्सक्राइब करें',
  'شکریہ',
  'دیکھنے کا شکریہ',
  'Sous-titres réalisés par la communauté d’Amara.org',
  'Untertitel der Amara.org-Community',
  'Untertitel im Auftrag des ZDF',
  'Subtítulos realizados por la comunidad de Amara.org',
  'Gracias por ver el video',
  'Продолжение следует',
  'ご視聴ありがとうございました',
  '시청해주셔서 감사합니다',
  '謝謝觀看',
];

export const KNOWN_PHRASES: ReadonlySet<string> = new Set(
  PHRASES.map((phrase) => phrase.split(/\s+/u).map(comparable).join(' ')),
);
