import { foundBy } from '../../kernel/privacy/blind-index.ts';
import type { PersonalDataPart } from '../../kernel/privacy/personal-data.ts';
import type { CallTriageFace } from '../triage/index.ts';
import { Call, CallEvent, CallSegment } from './models.ts';
import { callOut, segmentOut } from './wire.ts';

/** The newest in an export; `callsComplete` says whether there are no more. */
const MAX_EXPORTED = 500;

/**
 * Calls of a resident with their words. Erasure deletes them, and those that the resident made for somebody else: they
 * hold the number, the name and the words of who called. Figures are kept as events without personal data.
 */
export const callRecords = (triage: Pick<CallTriageFace, 'forget'>): PersonalDataPart => ({
  async collect(uow, residentId) {
    const rows = await newest(uow.trx, residentId, MAX_EXPORTED + 1);
    const calls = [];
    for (const row of rows.slice(0, MAX_EXPORTED)) {
      const words = await CallSegment.query(uow.trx).where('call_id', row.id).orderBy('sequence');
      calls.push({ call: callOut(row), transcript: words.map(segmentOut) });
    }
    return { calls, callsComplete: rows.length <= MAX_EXPORTED };
  },

  async records(uow, residentId) {
    return (await newest(uow.trx, residentId, MAX_EXPORTED)).map(({ id }) => id);
  },

  async erase(uow, { residentId, phone }) {
    const { trx } = uow;
    const acted = CallEvent.query(trx)
      .select('call_id')
      .where({ actor_kind: 'resident', actor_id: residentId });
    const rows = await Call.query(trx)
      .select('id')
      .where((of) =>
        of
          .where('resident_id', residentId)
          .orWhere({ created_by_kind: 'resident', created_by_id: residentId })
          .orWhereIn(...foundBy(Call, 'caller_phone', [phone]))
          .orWhereIn('id', acted),
      );
    const ids = rows.map(({ id }) => id);
    if (ids.length === 0) return;
    await triage.forget(uow, ids);
    await Call.query(trx).delete().whereIn('id', ids);
  },
});

function newest(trx: Parameters<typeof Call.query>[0], residentId: string, limit: number) {
  return Call.query(trx).where('resident_id', residentId).orderBy('id', 'desc').limit(limit);
}
