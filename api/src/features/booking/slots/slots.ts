import { Temporal } from 'temporal-polyfill';
import type { OpeningHours } from '../policies/policy.ts';

/** How a hospital offers a slot service; lengths in milliseconds. */
export interface SlotPlan {
  /** IANA zone the hours are meant in. */
  readonly timezone: string;
  readonly hours: readonly OpeningHours[];
  readonly length: number;
  readonly leadTime: number;
  readonly horizon: number;
}

export interface Slot {
  readonly start: Date;
  readonly end: Date;
}

/**
 * The slots that start within [from, to) and can still be booked at `now`, soonest first.
 *
 * Opening and closing are wall-clock times and become instants once a day; between them slots follow each other by real
 * time. So on the night of a clock change a hospital open all night offers one slot an hour more or fewer, and none
 * that does not exist. A closing time at or before the opening time is on the next day.
 */
export function slotsBetween(plan: SlotPlan, from: Date, to: Date, now: Date): Slot[] {
  const earliest = Math.max(from.getTime(), now.getTime() + plan.leadTime);
  const latest = Math.min(to.getTime() - 1, now.getTime() + plan.horizon);
  if (latest < earliest) return [];
  const starts = new Set<number>();
  // One day earlier: hours that pass midnight.
  let day = localDate(earliest, plan.timezone).subtract({ days: 1 });
  const lastDay = localDate(latest, plan.timezone);
  for (; Temporal.PlainDate.compare(day, lastDay) <= 0; day = day.add({ days: 1 })) {
    for (const hours of plan.hours) {
      if (!hours.days.includes(day.dayOfWeek)) continue;
      const [open, close] = openingInstants(day, hours, plan.timezone);
      for (let start = open; start + plan.length <= close; start += plan.length) {
        if (start >= earliest && start <= latest) starts.add(start);
      }
    }
  }
  return [...starts]
    .sort((a, b) => a - b)
    .map((start) => ({ start: new Date(start), end: new Date(start + plan.length) }));
}

/** The slot that starts exactly then, or null when there is none that can still be booked. */
export function slotAt(plan: SlotPlan, start: Date, now: Date): Slot | null {
  return slotsBetween(plan, start, new Date(start.getTime() + 1), now)[0] ?? null;
}

function localDate(instant: number, timezone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timezone).toPlainDate();
}

/** Epoch milliseconds of opening and closing. A wall-clock time that a clock change skips is the instant after the gap. */
function openingInstants(day: Temporal.PlainDate, hours: OpeningHours, timezone: string): [number, number] {
  const at = (date: Temporal.PlainDate, time: string) =>
    date.toZonedDateTime({ timeZone: timezone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds;
  const open = at(day, hours.from);
  if (hours.to === '24:00') return [open, at(day.add({ days: 1 }), '00:00')];
  const closesNextDay = hours.to <= hours.from;
  return [open, at(closesNextDay ? day.add({ days: 1 }) : day, hours.to)];
}
