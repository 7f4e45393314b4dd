import type { PersonalDataPart } from '../../kernel/privacy/personal-data.ts';
import { Triage } from './models.ts';

/** The newest in an export; `complete` says whether there are no more. */
const MAX_EXPORTED = 2_000;

/** Assessments about a resident. Erasure deletes them; bookings keep the urgency they were made with. */
export const triageRecords: PersonalDataPart = {
  async collect(uow, residentId) {
    const rows = await Triage.query(uow.trx)
      .where('resident_id', residentId)
      .orderBy('id', 'desc')
      .limit(MAX_EXPORTED + 1);
    return {
      triage: rows.slice(0, MAX_EXPORTED).map((row) => ({
        id: row.id,
        text: row.text,
        context: row.context,
        urgency: row.urgency,
        rulesFloor: row.rulesFloor,
        findings: row.assessment.findings.map(({ concept, negated }) => ({ concept, negated })),
        redFlags: row.assessment.redFlags.map(({ rule }) => rule),
        override: row.override && { urgency: row.override.urgency, reason: row.override.reason },
        outcome: row.outcome && {
          condition: row.outcome.condition,
          urgency: row.outcome.urgency,
          vitals: row.outcome.vitals,
          notes: row.outcome.notes,
        },
        bookingId: row.bookingId,
        createdAt: row.createdAt.toISOString(),
      })),
      triageComplete: rows.length <= MAX_EXPORTED,
    };
  },

  async records(uow, residentId) {
    const rows = await Triage.query(uow.trx)
      .select('id')
      .where('resident_id', residentId)
      .orderBy('id', 'desc')
      .limit(MAX_EXPORTED);
    return rows.map(({ id }) => id);
  },

  async erase(uow, { residentId }) {
    await Triage.query(uow.trx).delete().where('resident_id', residentId);
  },
};
