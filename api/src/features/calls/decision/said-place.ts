/**
 * `tower B, flat 204, 3rd floor`: words of places inside a community with a number or letter, as people say them in
 * English, Hindi and Hindi in Latin letters.
 */
const PLACE =
  /(?<![\p{L}\p{N}])(?:flat|apartment|house|villa|room|shop|tower|block|wing|building|floor|gate|lift|makan|ghar number|फ्लैट|मकान|टावर|ब्लॉक|गेट|मंजिल|लिफ्ट)\s+(?:(?:number|no\.?)\s+)?(?:[a-z]{1,2}[\s-]?\d{1,4}|\d{1,4}(?:st|nd|rd|th)?(?:[\s-]?[a-z])?|[a-z]|(?:one|two|three|four|five|six|seven|eight|nine|ten|zero|oh)(?:\s+(?:one|two|three|four|five|six|seven|eight|nine|ten|zero|oh)){0,3})(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])\d{1,2}(?:st|nd|rd|th)?\s+(?:floor|मंजिल)/giu;
/** What may stand between two such words of one place. */
const BETWEEN = /^[\s,]+(?:and\s+)?$/;

export interface SaidPlace {
  readonly text: string;
  /** The segment with which it was complete. */
  readonly sequence: number;
}

/**
 * Where somebody says they are: the longest such words of what they said in one go; null for none. A hint for the operator,
 * never an address that a unit is sent to by itself.
 */
export function placeIn(text: string): string | null {
  const [longest] = placesIn(text).sort((a, b) => b.length - a.length);
  return longest ?? null;
}

/** Neighbouring words of places as one. */
function placesIn(text: string): string[] {
  const spans: { start: number; end: number }[] = [];
  for (const { index, 0: words } of text.matchAll(PLACE)) {
    const last = spans.at(-1);
    if (last !== undefined && BETWEEN.test(text.slice(last.end, index))) last.end = index + words.length;
    else spans.push({ start: index, end: index + words.length });
  }
  return spans.map(({ start, end }) => text.slice(start, end));
}
