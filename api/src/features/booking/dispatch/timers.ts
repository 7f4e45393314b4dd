import { systemScope } from '../../../kernel/auth/scope.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { JobDefinition } from '../../../kernel/jobs/definition.ts';
import { jobHandler } from '../../../kernel/jobs/job.ts';
import type { OrganisationsFace } from '../../organisations/index.ts';
import { decide, SYSTEM_ACTOR } from '../engine/index.ts';
import { installed, type PolicyBook } from '../policies/load.ts';
import type { SlaClock } from '../policies/policy.ts';
import { lockBooking, saveDecision } from '../record/store.ts';
import { DispatchRetry, OfferTimeout, SlaDue } from './jobs.ts';
import { searchOn } from './search.ts';

/** More than an hour by the usual backoff: no clock is lost to a database that is too busy for a quarter of a minute. */
const MOST_ATTEMPTS = 40;

/** A timer that fires this little too early waits here rather than being set again. */
const EARLY_BY_AT_MOST = 2_000;

export interface TimerDependencies {
  readonly database: Database;
  readonly organisations: OrganisationsFace;
  readonly policies: PolicyBook;
}

type BookingJob = { readonly bookingId: string };
type ClockJob = BookingJob & { readonly clock: SlaClock };

/** The timers of booking. Each looks at the facts when it fires, so that a repeat, or one that came too late, does nothing. */
export function bookingJobs(deps: TimerDependencies): JobDefinition[] {
  return [
    jobHandler(OfferTimeout, {
      maxAttempts: MOST_ATTEMPTS,
      handle: (data) => expireOffers(deps, data),
    }),
    jobHandler(SlaDue, {
      maxAttempts: MOST_ATTEMPTS,
      handle: (data) => slaDue(deps, data),
    }),
    jobHandler(DispatchRetry, {
      maxAttempts: MOST_ATTEMPTS,
      handle: ({ bookingId }) =>
        deps.database.run(
          systemScope('dispatch retry'),
          (uow) => searchOn(uow, deps.organisations, (id) => deps.policies.get(id), bookingId),
          { retry: true },
        ),
    }),
  ];
}

/** Closes the offers of a booking whose time is over; the event that follows asks the next. */
export async function expireOffers(deps: TimerDependencies, { bookingId }: BookingJob): Promise<void> {
  const nextExpiry = await deps.database.run(
    systemScope('offer timeout'),
    async (uow) => {
      const booking = await lockBooking(uow, bookingId);
      if (booking === undefined) return null;
      const policy = installed(deps.policies.get(booking.serviceType), booking);
      const decision = decide(booking, { type: 'expire_offers' }, policy, SYSTEM_ACTOR, uow.now);
      if (decision.accepted) {
        await saveDecision(uow, SYSTEM_ACTOR, booking, decision);
        return null;
      }
      const times = booking.openOffers.map(({ expiresAt }) => expiresAt.getTime());
      return times.length === 0 ? null : { at: Math.min(...times), now: uow.now.getTime() };
    },
    { retry: true },
  );
  await ifEarly(nextExpiry, () => expireOffers(deps, { bookingId }));
}

/** Marks and escalates a clock that ran out. */
export async function slaDue(deps: TimerDependencies, { bookingId, clock }: ClockJob): Promise<void> {
  const pending = await deps.database.run(
    systemScope('sla clock'),
    async (uow) => {
      const booking = await lockBooking(uow, bookingId);
      if (booking === undefined) return null;
      const policy = installed(deps.policies.get(booking.serviceType), booking);
      const decision = decide(booking, { type: 'sla_due', clock }, policy, SYSTEM_ACTOR, uow.now);
      if (decision.accepted) {
        await saveDecision(uow, SYSTEM_ACTOR, booking, decision);
        return null;
      }
      const due = clock === 'assign' ? booking.assignBy : booking.arriveBy;
      return due === null || due <= uow.now ? null : { at: due.getTime(), now: uow.now.getTime() };
    },
    { retry: true },
  );
  await ifEarly(pending, () => slaDue(deps, { bookingId, clock }));
}

/** Timers and transactions read clocks at different moments: one that came a moment too soon is not lost. */
async function ifEarly(
  pending: { at: number; now: number } | null,
  again: () => Promise<void>,
): Promise<void> {
  if (pending === null) return;
  const wait = pending.at - pending.now;
  if (wait > EARLY_BY_AT_MOST) return;
  await new Promise((resolve) => setTimeout(resolve, wait + 1));
  await again();
}
