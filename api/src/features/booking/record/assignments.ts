import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { ACTIVE_STATES, type BookingState } from '../engine/index.ts';
import { BookingModel } from '../models.ts';

/** What a member of staff is assigned to. */
export interface StaffWork {
  /** The booking under way, or assigned to be done now; the one that has come furthest. */
  readonly current: { readonly bookingId: string; readonly state: BookingState } | null;
  /** The first of those at an agreed time that has not come. */
  readonly next: { readonly bookingId: string; readonly at: Date } | null;
}

const NOTHING: StaffWork = { current: null, next: null };

/** What these members of staff are assigned to, as far as the caller may see it. */
export async function workOf(
  uow: UnitOfWork,
  staffIds: readonly string[],
): Promise<(staffId: string) => StaffWork> {
  if (staffIds.length === 0) return () => NOTHING;
  const rows = await active(uow).whereIn('assignee_staff_id', [...staffIds]);
  const byPerson = Map.groupBy(rows, ({ assigneeStaffId }) => assigneeStaffId ?? '');
  return (staffId) => {
    const own = byPerson.get(staffId);
    return own === undefined ? NOTHING : workIn(own, uow.now);
  };
}

/** The staff who have a booking under way or to be done now, as far as the caller may see the bookings. */
export async function staffAtWork(uow: UnitOfWork): Promise<readonly string[]> {
  const rows = await active(uow)
    .whereNotNull('assignee_staff_id')
    .where((now) => {
      now.whereNot('state', 'assigned').orWhereNull('scheduled_for').orWhere('scheduled_for', '<=', uow.now);
    });
  return [...new Set(rows.flatMap(({ assigneeStaffId }) => assigneeStaffId ?? []))];
}

function active(uow: UnitOfWork) {
  return BookingModel.query(uow.trx)
    .select('id', 'state', 'assignee_staff_id', 'scheduled_for')
    .whereIn('state', [...ACTIVE_STATES]);
}

function workIn(rows: readonly BookingModel[], now: Date): StaffWork {
  const due = rows.filter(
    ({ state, scheduledFor }) => state !== 'assigned' || scheduledFor === null || scheduledFor <= now,
  );
  const [current] = due.sort((a, b) => ACTIVE_STATES.indexOf(b.state) - ACTIVE_STATES.indexOf(a.state));
  const [next] = rows
    .filter((row) => !due.includes(row))
    .sort((a, b) => Number(a.scheduledFor) - Number(b.scheduledFor));
  return {
    current: current === undefined ? null : { bookingId: current.id, state: current.state },
    next: next?.scheduledFor == null ? null : { bookingId: next.id, at: next.scheduledFor },
  };
}
