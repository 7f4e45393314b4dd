import { backoffDelay } from '../../../kernel/coordination/backoff.ts';
import type { WebhookSettings } from '../settings.ts';

const HOURS_12 = 12 * 3_600_000;

export interface FailedTry {
  /** 1 for the first. */
  readonly attempt: number;
  /** The first attempt, or the resumption of the endpoint since. */
  readonly since: Date;
  readonly now: Date;
  /** What the endpoint asked for; null for nothing. */
  readonly retryAfterMs: number | null;
}

/**
 * When to try again: doubling pauses, half of each at random, the last at the end of the period. Null when that is over.
 */
export function nextAttempt(
  { attempt, since, now, retryAfterMs }: FailedTry,
  { firstRetryMs, retryForMs }: Pick<WebhookSettings, 'firstRetryMs' | 'retryForMs'>,
  random?: () => number,
): Date | null {
  const end = since.getTime() + retryForMs;
  if (now.getTime() >= end) return null;
  const pause = Math.max(
    backoffDelay(attempt, { first: firstRetryMs, most: HOURS_12 }, random),
    Math.min(retryAfterMs ?? 0, HOURS_12),
  );
  return new Date(Math.min(now.getTime() + pause, end));
}

/** Failures in a row after which an endpoint is asked by one request at a time. */
export const TROUBLED = 3;
const QUIET_MOST = 300_000;

/** How long an endpoint with so many failures in a row is left alone, milliseconds; each end of it lets one request try. */
export function quietFor(failures: number, { firstRetryMs }: Pick<WebhookSettings, 'firstRetryMs'>): number {
  if (failures < TROUBLED) return 0;
  return backoffDelay(failures - TROUBLED + 1, { first: firstRetryMs / 4, most: QUIET_MOST });
}
