import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import type { Realtime } from '../../../kernel/realtime/realtime.ts';
import { insertOrUpdate } from '../../../kernel/tenancy/written-rows.ts';
import type { OrganisationsFace, PositionReport } from '../../organisations/index.ts';
import { type Actor, isActive, isAssignee } from '../engine/index.ts';
import { BookingModel, BookingPositionModel } from '../models.ts';
import { bookingProblems, notFound } from '../problems.ts';
import { toBooking } from '../record/rows.ts';
import { NAMESPACE } from './publish.ts';

/**
 * Stores where the assignee is and publishes it to those who follow the booking. A report older than the stored one is
 * ignored; one from the future is dated now. Does not touch the booking's row or version.
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
  if (row === undefined) throw notFound('booking');
  const { assignee, state } = toBooking(row);
  if (assignee === null || !isAssignee(actor, { assignee })) {
    throw new Problem(bookingProblems.not_assignee, { detail: 'Only the assignee can report a position.' });
  }
  if (!isActive(state)) {
    throw new Problem(bookingProblems.illegal_transition, {
      detail: `The booking is ${state}: positions are no longer accepted.`,
      extensions: { currentState: state, allowedTransitions: [] },
    });
  }
  const recordedAt =
    report.recordedAt === undefined || report.recordedAt > uow.now ? uow.now : report.recordedAt;
  const { latitude, longitude } = report;
  const accuracyMetres = report.accuracyMetres ?? null;

  const stored = await insertOrUpdate(
    BookingPositionModel.query(uow.trx),
    { bookingId, latitude, longitude, accuracyMetres, recordedAt },
    {
      target: 'booking_id',
      when: (update) => update.whereRaw('booking_position.recorded_at <= excluded.recorded_at'),
    },
  );
  if (stored === undefined) return;
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
