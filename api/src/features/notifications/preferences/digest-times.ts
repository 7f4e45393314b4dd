import { Temporal } from 'temporal-polyfill';
import type { DigestClass } from '../rules/classes.ts';

/** One mail a day. */
export interface Digest {
  /** A time of the clock, `HH:MM`. */
  readonly at: string;
  readonly classes: readonly DigestClass[];
}

/** The next time after `now` at which the clock of the zone shows it; where the clock leaves it out, as soon as it can. */
export function nextDigest(now: Date, at: string, timezone: string): Date {
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timezone);
  const plainTime = Temporal.PlainTime.from(at);
  const on = (days: number) =>
    local.toPlainDate().add({ days }).toZonedDateTime({ timeZone: timezone, plainTime }).epochMilliseconds;
  const today = on(0);
  return new Date(today > now.getTime() ? today : on(1));
}
