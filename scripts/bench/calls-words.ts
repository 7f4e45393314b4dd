const SYLLABLES = 'ba da fa ga ka la ma na pa ra sa ta va za be de fe ge ke le me ne pe re se'.split(' ');
/** Words of one call: enough for a voice that does not repeat itself at once, which is taken for an invention. */
const WORDS_OF_A_CALL = 8;

/** What calls of the bench say: made up, so that no rule of triage fires on it. 15,625 words, of which the tones code 4,096. */
export const VOCABULARY: readonly string[] = SYLLABLES.flatMap((first) =>
  SYLLABLES.flatMap((second) => SYLLABLES.map((third) => first + second + third)),
).slice(0, 4_096);

/** The words of one call, which no other call says while there are fewer than 512. `...` is a pause. */
export function saidIn(call: number): string {
  const from = (call * WORDS_OF_A_CALL) % VOCABULARY.length;
  return `${VOCABULARY.slice(from, from + WORDS_OF_A_CALL).join(' ')} ...`;
}
