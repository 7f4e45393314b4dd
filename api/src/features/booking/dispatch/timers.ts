import { systemScope } from '../../../kernel/auth/scope.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { JobDefinition } from '../../../kernel/jobs/definition.ts';
import { jobHandler } from '../../../kernel/jobs/job.ts';
import { type Booking, type Command, decide, SYSTEM_ACTOR } from '../engine/index.ts';
import { DispatchRetry, OfferTimeout, SlaDue } from '../jobs.ts';
import { requirePolicy } from '../policies/load.ts';
import { lockBooking, saveDecision } from '../record/store.ts';
import type { SearchDependencies } from './responders.ts';
import { continueSearch } from './search.ts';

/** Retries for over an hour with the default backoff, so that a busy or restarting database loses no timer. */
const MAX_ATTEMPTS = 40;

/** Milliseconds. A timer that fires up to this much early waits in place; an earlier one does nothing. */
const MAX_EARLY = 2_000;

export interface TimerDependencies extends SearchDependencies {
  readonly database: Database;
}

/** The timers of booking. Each checks the stored facts when it fires, so that a repeated or outdated timer does nothing. */
export function bookingJobs(deps: TimerDependencies): JobDefinition[] {
  const { database } = deps;
  return [
    jobHandler(OfferTimeout, {
      maxAttempts: MAX_ATTEMPTS,
      handle: ({ bookingId }) =>
        runTimer(deps, 'offer timeout', bookingId, { type: 'expire_offers' }, ({ openOffers }) =>
          openOffers.map(({ expiresAt }) => expiresAt),
        ),
    }),
    jobHandler(SlaDue, {
      maxAttempts: MAX_ATTEMPTS,
      handle: ({ bookingId, clock }) =>
        runTimer(deps, 'sla clock', bookingId, { type: 'sla_due', clock }, ({ assignBy, arriveBy }) => {
          const due = clock === 'assign' ? assignBy : arriveBy;
          return due === null ? [] : [due];
        }),
    }),
    jobHandler(DispatchRetry, {
      maxAttempts: MAX_ATTEMPTS,
      handle: ({ bookingId }) =>
        database.run(systemScope('dispatch retry'), (uow) => continueSearch(uow, deps, bookingId), {
          retry: true,
        }),
    }),
  ];
}

/**
 * Gives the engine the command of a timer. Timers and transactions read different clocks: if the engine rejects the
 * command because the timer fired a moment early, it is given again at the due time.
 * @param dueTimes the times that the timer may have been started for
 */
async function runTimer(
  deps: TimerDependencies,
  name: string,
  bookingId: string,
  command: Command,
  dueTimes: (booking: Booking) => readonly Date[],
): Promise<void> {
  const early = await deps.database.run(
    systemScope(name),
    async (uow) => {
      const booking = await lockBooking(uow, bookingId);
      if (booking === undefined) return null;
      const policy = requirePolicy(deps.policies, booking.serviceType);
      const decision = decide(booking, command, policy, SYSTEM_ACTOR, uow.now);
      if (decision.accepted) {
        await saveDecision(uow, SYSTEM_ACTOR, booking, decision);
        return null;
      }
      const times = dueTimes(booking).map((due) => due.getTime() - uow.now.getTime());
      return times.length === 0 ? null : Math.min(...times);
    },
    { retry: true },
  );
  if (early === null || early <= 0 || early > MAX_EARLY) return;
  await new Promise((resolve) => setTimeout(resolve, early + 1));
  await runTimer(deps, name, bookingId, command, dueTimes);
}
