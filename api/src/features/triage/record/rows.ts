import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { updateOne } from '../../../kernel/tenancy/written-rows.ts';
import type { Assessed } from '../assessor.ts';
import type { Urgency } from '../engine/types.ts';
import { TriageOverridden } from '../events.ts';
import { Triage } from '../models.ts';
import type { RecordedActor, StoredAssessment } from './records.ts';

/** The columns that an assessment decides. */
export function assessedColumns({ assessment, rulesFloor, degraded, decision }: Assessed) {
  const stored: StoredAssessment = {
    findings: assessment.reading.findings,
    redFlags: (assessment.redFlags.length > 0 ? assessment.redFlags : assessment.grounds).map(
      ({ rule, urgency }) => ({ rule, urgency }),
    ),
    questions: assessment.questions,
    advice: assessment.advice,
    recommendedServiceType: assessment.recommendedServiceType,
  };
  return {
    urgency: assessment.urgency,
    rulesFloor,
    insufficient: assessment.insufficient,
    degraded,
    assessment: stored,
    decision,
  };
}

export const eventAbout = ({ id, residentId, communityId, hospitalId, bookingId }: Triage) => ({
  triageId: id,
  residentId,
  communityId,
  hospitalId,
  bookingId,
});

/** @throws Problem `not_found`. */
export async function one(query: PromiseLike<Triage | undefined>): Promise<Triage> {
  const row = await query;
  if (row === undefined) throw new Problem('not_found', { detail: 'There is no such assessment.' });
  return row;
}

/** Another urgency on a locked record, decided by a person. Bookings made from it take it. */
export async function overrideRow(
  uow: UnitOfWork,
  row: Triage,
  { urgency, reason, by }: { readonly urgency: Urgency; readonly reason: string; readonly by: RecordedActor },
): Promise<void> {
  await updateOne(Triage.query(uow.trx).findById(row.id), {
    override: { urgency, reason, by, at: uow.now.toISOString() },
    overrideUrgency: urgency,
    version: row.version + 1,
  });
  uow.emit(TriageOverridden(row.id, { ...eventAbout(row), urgency, assessedUrgency: row.urgency }));
}
