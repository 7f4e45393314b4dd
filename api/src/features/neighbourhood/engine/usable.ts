import type { CheckState, DefibrillatorFacts, SkillFacts, WeeklyHours } from './types.ts';

/** After this many times its interval without a check, a defibrillator counts as unchecked. */
const LAPSED_AFTER = 2;

const DAY_MS = 86_400_000;

/** Day, ISO weekday and minute of the day of an instant, as clocks in the zone show it. */
export interface LocalTime {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly weekday: number;
  readonly minute: number;
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** @param timezone IANA, such as `Asia/Kolkata`. */
export function localTime(at: Date, timezone: string): LocalTime {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return {
    day: `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`,
    weekday: WEEKDAYS.indexOf(parts.get('weekday') ?? '') + 1,
    minute: Number(parts.get('hour')) * 60 + Number(parts.get('minute')),
  };
}

function minuteOf(text: string): number {
  return Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
}

/** Whether the hours include this time. Hours over midnight belong to the day on which they begin. */
export function isOpen(hours: readonly WeeklyHours[] | null, { weekday, minute }: LocalTime): boolean {
  if (hours === null) return true;
  const yesterday = weekday === 1 ? 7 : weekday - 1;
  return hours.some(({ days, from, to }) => {
    const [opens, closes] = [minuteOf(from), minuteOf(to)];
    if (closes > opens) return days.includes(weekday) && minute >= opens && minute < closes;
    return (days.includes(weekday) && minute >= opens) || (days.includes(yesterday) && minute < closes);
  });
}

/** The last day for the next check; null before the first. */
export function nextCheckBy({ lastCheckedOn, checkEveryDays }: DefibrillatorFacts): string | null {
  return lastCheckedOn === null ? null : plusDays(lastCheckedOn, checkEveryDays);
}

export function checkState(facts: DefibrillatorFacts, today: string): CheckState {
  const { lastCheckedOn, checkEveryDays } = facts;
  if (lastCheckedOn === null || today > plusDays(lastCheckedOn, LAPSED_AFTER * checkEveryDays))
    return 'lapsed';
  return today > plusDays(lastCheckedOn, checkEveryDays) ? 'overdue' : 'current';
}

/** Whether somebody who arrives at this time can take it: in service, checked, and within reach. */
export function isUsable(facts: DefibrillatorFacts, at: LocalTime): boolean {
  return facts.inService && checkState(facts, at.day) !== 'lapsed' && isOpen(facts.hours, at);
}

/** Whether a skill counts on this day. */
export function isInForce({ state, expiresOn }: SkillFacts, today: string): boolean {
  return state === 'verified' && today <= expiresOn;
}

/** `YYYY-MM-DD`. */
export function plusDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
