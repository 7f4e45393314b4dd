import type { Realtime, UnitOfWork } from '../../kernel/feature.ts';
import { Problem } from '../../kernel/problem.ts';
import type { OrganisationsFace, PositionReport } from '../organisations/index.ts';
import { type Actor, isHeld } from './engine.ts';
import { BookingModel, BookingPositionModel } from './models.ts';
import { noSuch } from './refusals.ts';
import { bookingOf } from './rows.ts';
import { NAMESPACE } from './subscribers.ts';

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
    throw new Problem('not_assignee', { detail: 'Only the assignee reports a position.' });
  }
  if (!isHeld(state)) {
    throw new Problem('illegal_transition', {
      detail: `The booking is ${state}: nobody needs to know where you are any more.`,
      extensions: { currentState: state, allowedTransitions: [] },
    });
  }
  const recordedAt =
    report.recordedAt === undefined || report.recordedAt > uow.now ? uow.now : report.recordedAt;
  const { latitude, longitude } = report;
  const accuracyMetres = report.accuracyMetres ?? null;

  const known = await BookingPositionModel.query(uow.trx).findById(bookingId).forUpdate();
  if (known !== undefined && known.recordedAt > recordedAt) return;
  const columns = { latitude, longitude, accuracyMetres, recordedAt };
  if (known === undefined) {
    await BookingPositionModel.query(uow.trx)
      .insert({ bookingId, ...columns })
      .onConflict('booking_id')
      .merge();
  } else {
    await BookingPositionModel.query(uow.trx).findById(bookingId).patch(columns);
  }
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
