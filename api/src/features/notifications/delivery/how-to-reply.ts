/** Added to an SMS that a person can answer. The words are those that booking understands. */
const WORDS = {
  en: 'Reply YES or NO.',
  hi: 'जवाब में “हाँ” या “नहीं” लिखें।',
};

/** @param line says nothing about health. */
export function withHowToReply(line: string, language: string): string {
  return `${line} ${language === 'hi' ? WORDS.hi : WORDS.en}`;
}
