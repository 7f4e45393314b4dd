const ISO_DURATION = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Longer than any clock or slot means; far below what a date can hold. */
const LONGEST = 3_650 * DAY;

/**
 * Milliseconds of an ISO 8601 duration made of weeks, days, hours, minutes and seconds; null when it is not one.
 * Years and months are refused: they have no fixed length. A day is 24 hours. So is more than ten years (of 365 days).
 */
export function parseDuration(text: string): number | null {
  const match = ISO_DURATION.exec(text);
  if (match === null || text === 'P' || text.endsWith('T')) return null;
  const [weeks, days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const duration = (weeks * 7 + days) * DAY + hours * HOUR + minutes * MINUTE + seconds * SECOND;
  return duration > LONGEST ? null : duration;
}
