import type { PersonalDataPart } from '../../kernel/privacy/personal-data.ts';
import { Call, CallSegment } from './models.ts';
import { callOut, segmentOut } from './wire.ts';

/** The newest in an export; `callsComplete` says whether there are no more. */
const MAX_EXPORTED = 500;

/** Calls of a resident with their words. Erasure deletes them; figures are kept as events without personal data. */
export const callRecords: PersonalDataPart = {
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

  async erase(uow, { residentId }) {
    await Call.query(uow.trx).delete().where('resident_id', residentId);
  },
};

function newest(trx: Parameters<typeof Call.query>[0], residentId: string, limit: number) {
  return Call.query(trx).where('resident_id', residentId).orderBy('id', 'desc').limit(limit);
}
