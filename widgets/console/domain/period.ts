/** How far back figures go, hours. */
export const PERIOD_HOURS = [1, 8, 24, 168] as const;
export type PeriodHours = (typeof PERIOD_HOURS)[number];
