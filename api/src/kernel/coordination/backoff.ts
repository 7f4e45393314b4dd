export interface Backoff {
  /** Before the second attempt, milliseconds. */
  readonly first: number;
  /** Maximum, milliseconds. */
  readonly most: number;
}

/** 1 s, 2 s, 4 s … 5 minutes: eight attempts span about two minutes, long enough for a restart of a dependency. */
export const DEFAULT_BACKOFF: Backoff = { first: 1_000, most: 300_000 };

/**
 * Milliseconds to wait after failed attempt number `attempt` (1 for the first): doubling, with "equal jitter" (half
 * fixed, half random), so that work that failed together is not retried together.
 */
export function backoffDelay(attempt: number, { first, most }: Backoff, random = Math.random): number {
  const whole = Math.min(most, first * 2 ** Math.min(attempt - 1, 30));
  return Math.round(whole / 2 + (whole / 2) * random());
}
