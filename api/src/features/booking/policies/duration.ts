const ISO_DURATION = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Longer than any useful clock or slot, and far below the limit of a date. */
const MAX_DURATION = 3_650 * DAY;

/**
 * The milliseconds of an ISO 8601 duration of weeks, days (of 24 hours), hours, minutes and seconds; null if it is
 * invalid, has years or months (which have no fixed length), or is longer than ten years of 365 days.
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
  return duration > MAX_DURATION ? null : duration;
}
