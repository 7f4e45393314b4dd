import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { type Actor, type Booking, type Command, decide, type TimelineEntry } from '../engine/index.ts';
import { BookingEventModel, BookingModel } from '../models.ts';
import type { PolicyBook } from '../policies/load.ts';
import { entryColumns, newColumns } from './rows.ts';

/** One command that was given to a past booking. */
export interface PastStep {
  readonly at: Date;
  readonly actor: Actor;
  readonly command: Command;
}

/** A booking of the past, or of another system. Its first step is the request. */
export interface PastBooking {
  readonly serviceType: string;
  /** Its seat in the slot; null on demand. */
  readonly seat: number | null;
  readonly steps: readonly PastStep[];
}

const ROWS_PER_STATEMENT = 200;

/**
 * Imports bookings of the past through the engine, so that their timelines are valid. Emits no events and starts no
 * offers or timers. Needs a system unit of work.
 * @returns how many were written
 * @throws Error naming the step that the engine rejected
 */
export async function importHistory(
  uow: UnitOfWork,
  policies: PolicyBook,
  past: readonly PastBooking[],
): Promise<number> {
  const replayed = past.map((booking) => replay(policies, booking));
  for (let from = 0; from < replayed.length; from += ROWS_PER_STATEMENT) {
    const rows = replayed.slice(from, from + ROWS_PER_STATEMENT);
    await BookingModel.query(uow.trx).insert(rows.map(({ booking, seat }) => newColumns(booking, seat)));
    await BookingEventModel.query(uow.trx).insert(
      rows.flatMap(({ booking, timeline }) => timeline.map((entry) => entryColumns(booking.id, entry))),
    );
  }
  return replayed.length;
}

interface Replayed {
  readonly booking: Booking;
  readonly timeline: readonly TimelineEntry[];
  readonly seat: number | null;
}

function replay(policies: PolicyBook, { serviceType, seat, steps }: PastBooking): Replayed {
  const policy = policies.get(serviceType);
  if (policy === undefined) throw new Error(`there is no service type ${serviceType}`);
  let booking: Booking | null = null;
  const timeline: TimelineEntry[] = [];
  for (const { at, actor, command } of steps) {
    const decision = decide(booking, command, policy, actor, at);
    if (!decision.accepted) {
      throw new Error(`${serviceType}: ${command.type} was rejected: ${decision.code} ${decision.detail}`);
    }
    booking = decision.next;
    timeline.push(...decision.timeline);
  }
  if (booking === null) throw new Error(`${serviceType}: a past booking needs at least its request`);
  return { booking, timeline, seat };
}
