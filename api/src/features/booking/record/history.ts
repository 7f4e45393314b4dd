import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { type Actor, type Booking, type Command, decide, type TimelineEntry } from '../engine/index.ts';
import { BookingEventModel, BookingModel } from '../models.ts';
import type { PolicyBook } from '../policies/load.ts';
import { entryColumns, newColumns } from './rows.ts';

/** One thing that was done to a past booking. */
export interface PastStep {
  readonly at: Date;
  readonly actor: Actor;
  readonly command: Command;
}

/** A booking that ran its course elsewhere or earlier; its first step is the request. */
export interface PastBooking {
  readonly serviceType: string;
  /** The seat it had in its slot; null on demand. */
  readonly seat: number | null;
  readonly steps: readonly PastStep[];
}

const ROWS_A_STATEMENT = 200;

/**
 * Writes bookings of the past through the same engine that rules those of today, so that their timelines are real ones.
 * Nothing is set in motion: no event, no offer, no clock. Run it in a system unit of work.
 * @returns how many were written
 * @throws Error naming the step that the engine refused
 */
export async function importHistory(
  uow: UnitOfWork,
  policies: PolicyBook,
  past: readonly PastBooking[],
): Promise<number> {
  const played = past.map((booking) => play(policies, booking));
  for (let from = 0; from < played.length; from += ROWS_A_STATEMENT) {
    const rows = played.slice(from, from + ROWS_A_STATEMENT);
    await BookingModel.query(uow.trx).insert(rows.map(({ booking, seat }) => newColumns(booking, seat)));
    await BookingEventModel.query(uow.trx).insert(
      rows.flatMap(({ booking, timeline }) => timeline.map((entry) => entryColumns(booking.id, entry))),
    );
  }
  return played.length;
}

interface Played {
  readonly booking: Booking;
  readonly timeline: readonly TimelineEntry[];
  readonly seat: number | null;
}

function play(policies: PolicyBook, { serviceType, seat, steps }: PastBooking): Played {
  const policy = policies.get(serviceType);
  if (policy === undefined) throw new Error(`there is no service type ${serviceType}`);
  let booking: Booking | null = null;
  const timeline: TimelineEntry[] = [];
  for (const { at, actor, command } of steps) {
    const decision = decide(booking, command, policy, actor, at);
    if (!decision.accepted) {
      throw new Error(
        `${serviceType}: ${command.type} was refused: ${decision.code} ${decision.detail ?? ''}`,
      );
    }
    booking = decision.next;
    timeline.push(...decision.timeline);
  }
  if (booking === null) throw new Error(`${serviceType}: a past booking needs at least its request`);
  return { booking, timeline, seat };
}
