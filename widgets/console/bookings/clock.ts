import type { Booking } from '../../src/domain/wire.ts';

/** The clock that runs for a booking, and when it has run out: milliseconds since 1970. */
export interface RunningClock {
  readonly clock: 'assign' | 'arrive' | 'scheduled';
  readonly due: number;
}

/** Milliseconds before a clock runs out from which it is shown as close. */
const CLOSE_MS = 60_000;

/** The clock of the present state, or the booked time; null where nothing is due, as while the service is given. */
export function runningClock({ state, sla, scheduledFor }: Booking): RunningClock | null {
  if (state === 'requested' && sla.assignBy !== null) return at('assign', sla.assignBy);
  if (state !== 'requested' && state !== 'assigned' && state !== 'en_route') return null;
  if (sla.arriveBy !== null) return at('arrive', sla.arriveBy);
  return scheduledFor === null ? null : at('scheduled', scheduledFor);
}

const at = (clock: RunningClock['clock'], due: string): RunningClock => ({ clock, due: Date.parse(due) });

/** How a clock stands. */
export const standingOf = ({ due }: RunningClock, now: number): 'late' | 'close' | 'running' =>
  now >= due ? 'late' : due - now <= CLOSE_MS ? 'close' : 'running';
