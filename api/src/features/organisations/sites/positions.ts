import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { subscriber } from '../../../kernel/events/event.ts';
import type { Subscriber } from '../../../kernel/events/subscriber.ts';
import { insertOrUpdate } from '../../../kernel/tenancy/written-rows.ts';
import { StaffDeactivated, StaffUpdated } from '../events.ts';
import { Staff, StaffPosition } from '../models.ts';
import { notFound } from '../records.ts';
import type { PositionReport } from './directory-face.ts';

/** What a later feature does when somebody has reported where they are. */
export interface PositionWatch {
  /** After the commit, in the process that took the report. */
  reported(staffId: string): void;
}

/**
 * Keeps the newest report of a person on duty.
 * @returns false off duty: then nothing is kept.
 */
export async function recordPosition(
  uow: UnitOfWork,
  watch: PositionWatch,
  staffId: string,
  report: PositionReport,
): Promise<boolean> {
  // The lock lets no duty end in between: what is reported after that would stay.
  const person = await Staff.query(uow.trx).findById(staffId).forShare();
  if (person === undefined) throw notFound('member of staff');
  if (!person.onDuty) return false;
  const recordedAt =
    report.recordedAt === undefined || report.recordedAt > uow.now ? uow.now : report.recordedAt;
  const where = { latitude: report.latitude, longitude: report.longitude };
  const values = { ...where, accuracyMetres: report.accuracyMetres ?? null, recordedAt };
  const stored = await insertOrUpdate(
    StaffPosition.query(uow.trx),
    { staffId, hospitalId: person.hospitalId, ...values },
    {
      target: 'staff_id',
      // A newer report that is already there stays.
      when: (update) => update.whereRaw('staff_position.recorded_at <= excluded.recorded_at'),
    },
  );
  if (stored !== undefined) uow.afterCommit(() => watch.reported(staffId));
  return true;
}

/** Deletes where people were when their duty ends: it was reported for that duty alone. */
export const endOfDuty: Subscriber = subscriber(
  'organisations-end-of-duty',
  [StaffUpdated, StaffDeactivated],
  async ({ data: { staffId } }, uow) => {
    const person = await Staff.query(uow.trx).select('active', 'on_duty').findById(staffId);
    if (person === undefined || (person.active && person.onDuty)) return;
    await StaffPosition.query(uow.trx).deleteById(staffId);
  },
);
