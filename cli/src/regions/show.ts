/** A region as the API describes it. */
export interface ShownRegion {
  readonly id: string;
  readonly country: string;
  readonly currency: string;
  readonly languages: readonly string[];
  readonly emergencyNumber: string;
  readonly timezone: string;
  /** ISO weekday: 1 is Monday, 7 Sunday. */
  readonly firstDayOfWeek: number;
  /** How messages reach phones, the usual way first. */
  readonly phoneChannels: readonly string[];
}

/** The members that are shown, in one order, of the reply of the API or of a region pack. */
export function shownRegion(region: ShownRegion): ShownRegion {
  const { id, country, currency, languages, emergencyNumber, timezone } = region;
  const { firstDayOfWeek, phoneChannels } = region;
  return { id, country, currency, languages, emergencyNumber, timezone, firstDayOfWeek, phoneChannels };
}

/** `Monday` of 1. */
export function dayName(isoWeekday: number): string {
  // 4 January 2021 was a Monday.
  const day = new Date(Date.UTC(2021, 0, 3 + isoWeekday));
  return new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' }).format(day);
}
