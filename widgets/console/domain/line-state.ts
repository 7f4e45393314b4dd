/** How current what is shown is. */
export type LineState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  /** Nothing was heard for this long, though the connection is not closed. */
  | { readonly kind: 'late'; readonly seconds: number }
  /** Nothing is heard any more; `since` is when it last was, milliseconds since 1970, or null if it never was. */
  | { readonly kind: 'offline'; readonly since: number | null };

export interface LineFacts {
  /** Whether the connection is open; null until it was for the first time. */
  readonly up: boolean | null;
  /** Whether opening it failed. */
  readonly failed: boolean;
  /** When something was last heard, milliseconds since 1970; null if never. */
  readonly heardAt: number | null;
}

/** The service sends a heartbeat every 4 seconds: two that are missing are no jitter. */
export const LATE_AFTER_MS = 9_000;

export function lineStateOf({ up, failed, heardAt }: LineFacts, now: number): LineState {
  if (up === null) return failed ? { kind: 'offline', since: null } : { kind: 'connecting' };
  if (!up) return { kind: 'offline', since: heardAt };
  const silence = heardAt === null ? 0 : now - heardAt;
  return silence > LATE_AFTER_MS ? { kind: 'late', seconds: Math.round(silence / 1_000) } : { kind: 'live' };
}
