/** WGS 84 degrees. */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** Weekly hours in the community's time zone: ISO weekdays, `HH:MM`; `to` at or before `from` is on the next day. */
export interface WeeklyHours {
  readonly days: readonly number[];
  readonly from: string;
  readonly to: string;
}

/** What decides whether somebody can be sent for a defibrillator. Days are `YYYY-MM-DD` in the community's time zone. */
export interface DefibrillatorFacts {
  /** Null for day and night. */
  readonly hours: readonly WeeklyHours[] | null;
  readonly inService: boolean;
  readonly lastCheckedOn: string | null;
  readonly checkEveryDays: number;
}

export type CheckState = 'current' | 'overdue' | 'lapsed';

export type SkillState = 'declared' | 'verified' | 'rejected';

/** What decides whether a skill counts. */
export interface SkillFacts {
  readonly skill: string;
  readonly state: SkillState;
  /** The last day on which the certificate counts. */
  readonly expiresOn: string;
}

/** The way between two places; null where there is none. */
export type Way = { readonly seconds: number; readonly metres: number } | null;
