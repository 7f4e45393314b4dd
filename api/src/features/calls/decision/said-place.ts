/** Words of places inside a community, as people say them in English, Hindi and Hindi in Latin letters. */
const KINDS = [
  'flat',
  'apartment',
  'house',
  'villa',
  'room',
  'shop',
  'tower',
  'block',
  'wing',
  'building',
  'floor',
  'gate',
  'lift',
  'makan',
  'ghar number',
  'फ्लैट',
  'मकान',
  'टावर',
  'ब्लॉक',
  'गेट',
  'मंजिल',
  'लिफ्ट',
];
const NUMBER_WORDS = 'one|two|three|four|five|six|seven|eight|nine|ten|zero|oh';
/** `B 204`, `12th`, `G-7`, `two oh four`. */
const LABEL = `(?:(?:number|no\\.?)\\s+)?(?:[A-Za-z]{1,2}[\\s-]?\\d{1,4}|\\d{1,4}(?:st|nd|rd|th)?(?:[\\s-]?[A-Za-z])?|[A-Z]|(?:${NUMBER_WORDS})(?:\\s+(?:${NUMBER_WORDS})){0,3})(?![A-Za-z])`;
const PLACE = `(?:${KINDS.join('|')})\\s+${LABEL}|${LABEL}\\s+(?:floor|मंजिल)`;
/** `tower B, flat 204, 3rd floor`. */
const PLACES = new RegExp(`(?<![\\p{L}\\p{N}])(?:${PLACE})(?:[\\s,]+(?:and\\s+)?(?:${PLACE}))*`, 'giu');

export interface SaidPlace {
  readonly text: string;
  readonly sequence: number;
}

/**
 * Where the caller last said they are: the longest such words of the last segment that has any, since people correct
 * themselves. A hint for the operator, never an address that anyone is sent to by itself.
 */
export function saidPlace(
  segments: readonly { readonly speaker: string; readonly text: string; readonly sequence: number }[],
): SaidPlace | null {
  for (const { speaker, text, sequence } of segments.toReversed()) {
    if (speaker !== 'caller') continue;
    const [longest] = [...text.matchAll(PLACES)].map(([words]) => words).sort((a, b) => b.length - a.length);
    if (longest !== undefined) return { text: longest, sequence };
  }
  return null;
}
