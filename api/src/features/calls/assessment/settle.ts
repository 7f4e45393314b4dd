import type { Urgency } from '../models.ts';

/** The urgency that people see, and whether it is about to fall. */
export interface ShownUrgency {
  /** Null before the first words. */
  readonly urgency: Urgency | null;
  /** Since when everything assessed was less urgent than what is shown. */
  readonly lowerSince: Date | null;
  /** The most urgent of what was assessed since then. */
  readonly lowerTo: Urgency | null;
}

export const NOT_SHOWN: ShownUrgency = { urgency: null, lowerSince: null, lowerTo: null };

/**
 * How long everything said must be less urgent before the urgency falls, milliseconds. Long enough for a caller to correct
 * what they correct ("he is breathing now … no, he has stopped again"), short enough for a queue to be right.
 */
export const LOWER_AFTER_MS = 60_000;

export interface Settled {
  readonly shown: ShownUrgency;
  readonly change: 'first' | 'raised' | 'lowered' | null;
}

/**
 * An urgency rises at once. It falls at the end of a window in which nothing as urgent was assessed, to the most urgent
 * of that window; or when a person decides.
 */
export function settle(before: ShownUrgency, assessed: Urgency, now: Date): Settled {
  const { urgency } = before;
  if (urgency === null) return { shown: { ...NOT_SHOWN, urgency: assessed }, change: 'first' };
  if (assessed <= urgency) {
    const change = assessed < urgency ? 'raised' : null;
    return { shown: { ...NOT_SHOWN, urgency: assessed }, change };
  }
  const lowerSince = before.lowerSince ?? now;
  const lowerTo = before.lowerTo === null ? assessed : (Math.min(before.lowerTo, assessed) as Urgency);
  if (now.getTime() - lowerSince.getTime() < LOWER_AFTER_MS) {
    return { shown: { urgency, lowerSince, lowerTo }, change: null };
  }
  return { shown: { ...NOT_SHOWN, urgency: lowerTo }, change: 'lowered' };
}

/** An operator whose call is assessed as this urgent or more is alerted. */
export const ALERT_URGENCY: Urgency = 2;
