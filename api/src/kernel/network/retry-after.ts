/** Longest wait that another system is believed, milliseconds. */
const MAX_WAIT_MS = 24 * 60 * 60 * 1000;

export interface HeaderReader {
  get(name: string): string | null;
}

/** Milliseconds that a reply asks to wait, by `retry-after-ms` or `retry-after` (seconds or a date); null for neither. */
export function retryAfterMs(headers: HeaderReader | undefined): number | null {
  if (headers === undefined) return null;
  const given = headers.get('retry-after-ms');
  const ms = given === null || given.trim() === '' ? Number.NaN : Number(given);
  if (ms >= 0) return Math.min(Math.ceil(ms), MAX_WAIT_MS);
  const after = headers.get('retry-after')?.trim();
  if (after === undefined || after === '') return null;
  const seconds = Number(after);
  return seconds >= 0 ? Math.min(Math.ceil(seconds * 1000), MAX_WAIT_MS) : msUntil(after, headers);
}

/** From the other system's own clock where it sends it, since ours may differ. */
export function msUntil(date: string, headers: HeaderReader): number | null {
  const at = Date.parse(date);
  if (Number.isNaN(at)) return null;
  const theirs = Date.parse(headers.get('date') ?? '');
  return Math.min(Math.max(0, at - (Number.isNaN(theirs) ? Date.now() : theirs)), MAX_WAIT_MS);
}
