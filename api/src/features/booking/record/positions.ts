import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import type { Realtime } from '../../../kernel/realtime/realtime.ts';
import { insertOrUpdate } from '../../../kernel/tenancy/written-rows.ts';
import type { OrganisationsFace, PositionReport } from '../../organisations/index.ts';
import { noSuch } from '../commands/refusals.ts';
import { type Actor, isHeld } from '../engine/index.ts';
import { BookingModel, BookingPositionModel } from '../models.ts';
import { NAMESPACE } from '../subscribers.ts';
import { bookingOf } from './rows.ts';

/**
 * Keeps where the assignee is on the way to a booking, and shows it to whoever watches. A report older than the one
 * kept is ignored, one from the future counts as now. It does not touch the booking's row or version.
 */
export async function recordPosition(
  uow: UnitOfWork,
  organisations: OrganisationsFace,
  realtime: Realtime,
  actor: Actor,
  bookingId: string,
  report: PositionReport,
): Promise<void> {
  const row = await BookingModel.query(uow.trx).findById(bookingId);
  if (row === undefined) throw noSuch('booking');
  const { assignee, state } = bookingOf(row);
  if (assignee === null || assignee.kind !== actor.kind || assignee.id !== actor.id) {
    throw new Problem('not_assignee', { detail: 'Only the assignee can report a position.' });
  }
  if (!isHeld(state)) {
    throw new Problem('illegal_transition', {
      detail: `The booking is ${state}: positions are no longer accepted.`,
      extensions: { currentState: state, allowedTransitions: [] },
    });
  }
  const recordedAt =
    report.recordedAt === undefined || report.recordedAt > uow.now ? uow.now : report.recordedAt;
  const { latitude, longitude } = report;
  const accuracyMetres = report.accuracyMetres ?? null;

  const kept = await insertOrUpdate(
    BookingPositionModel.query(uow.trx),
    { bookingId, latitude, longitude, accuracyMetres, recordedAt },
    {
      target: 'booking_id',
      when: (update) => update.whereRaw('booking_position.recorded_at <= excluded.recorded_at'),
    },
  );
  if (kept === undefined) return;
  if (actor.kind === 'staff') {
    await organisations.recordPosition(uow, assignee.id, { ...report, recordedAt });
  }
  uow.afterCommit(() =>
    realtime.publish(NAMESPACE, [`booking:${bookingId}`], 'position', {
      bookingId,
      latitude,
      longitude,
      recordedAt: recordedAt.toISOString(),
    }),
  );
}
