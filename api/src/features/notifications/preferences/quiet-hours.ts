import { Temporal } from 'temporal-polyfill';

/** Times of the clock, `HH:MM`; `to` before `from` is on the next day. They differ. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
}

/**
 * When the quiet hours end that `now` falls into; null outside of them. By the clock of the zone: a night in which it
 * changes is as long as it is there.
 */
export function quietUntil(now: Date, quietHours: QuietHours | null, timezone: string): Date | null {
  if (quietHours === null) return null;
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timezone);
  const from = Temporal.PlainTime.from(quietHours.from);
  const to = Temporal.PlainTime.from(quietHours.to);
  const time = local.toPlainTime();
  const begun = Temporal.PlainTime.compare(time, from) >= 0;
  const over = Temporal.PlainTime.compare(time, to) >= 0;
  const overnight = Temporal.PlainTime.compare(to, from) < 0;
  if (overnight ? !begun && over : !begun || over) return null;
  const day = local.toPlainDate().add({ days: overnight && begun ? 1 : 0 });
  return new Date(day.toZonedDateTime({ timeZone: timezone, plainTime: to }).epochMilliseconds);
}
