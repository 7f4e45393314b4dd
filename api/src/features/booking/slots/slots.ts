import { Temporal } from 'temporal-polyfill';
import type { OpeningHours } from '../engine/index.ts';

/** How a hospital offers a slot service; lengths in milliseconds. */
export interface SlotPlan {
  /** IANA time zone of the hours. */
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
 * The slots that start within [from, to) and can still be booked at `now`, earliest first.
 *
 * Opening and closing times are local times and are converted to instants for each day; between them, slots follow each
 * other in elapsed time. On the night of a clock change, a hospital that is open all night therefore offers an hour of
 * slots more or less, and no slot at a time that does not exist. A closing time at or before the opening time is on the
 * next day.
 */
export function slotsBetween(plan: SlotPlan, from: Date, to: Date, now: Date): Slot[] {
  const earliest = Math.max(from.getTime(), now.getTime() + plan.leadTime);
  const latest = Math.min(to.getTime() - 1, now.getTime() + plan.horizon);
  if (latest < earliest) return [];
  const starts = new Set<number>();
  // Starts one day earlier because opening hours can pass midnight.
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

/** The slot that starts at exactly this time and can still be booked, or null. */
export function slotAt(plan: SlotPlan, start: Date, now: Date): Slot | null {
  return slotsBetween(plan, start, new Date(start.getTime() + 1), now)[0] ?? null;
}

function localDate(instant: number, timezone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timezone).toPlainDate();
}

/** Epoch milliseconds of opening and closing. A local time that a clock change skips is moved past the gap. */
function openingInstants(day: Temporal.PlainDate, hours: OpeningHours, timezone: string): [number, number] {
  const at = (date: Temporal.PlainDate, time: string) =>
    date.toZonedDateTime({ timeZone: timezone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds;
  const open = at(day, hours.from);
  if (hours.to === '24:00') return [open, at(day.add({ days: 1 }), '00:00')];
  const closesNextDay = hours.to <= hours.from;
  return [open, at(closesNextDay ? day.add({ days: 1 }) : day, hours.to)];
}
