/** The pure part: no clock, database or network. */
export {
  type LegRole,
  type Plan,
  type PlanDefibrillator,
  type PlanFacts,
  type PlannedPerson,
  type PlanVolunteer,
  plan,
} from './plan.ts';
export type * from './types.ts';
export type { LocalTime } from './usable.ts';
export { checkState, isInForce, isOpen, isUsable, localTime, nextCheckBy, plusDays } from './usable.ts';
