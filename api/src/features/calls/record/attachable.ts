import type { AttachableRecords, RecordSubject } from '../../attachments/index.ts';
import { checkMayRead } from '../desk/operators.ts';
import { Call } from '../models.ts';
import type { CallsNeeds } from '../needs.ts';
import { lockCall, readCall } from './store.ts';

/** Calls as attachments see them: who reads the call reads and adds files. */
export function attachableCalls({ organisations }: Pick<CallsNeeds, 'organisations'>): AttachableRecords {
  return {
    async open(uow, principal, callId, purpose) {
      await checkMayRead(uow, organisations, principal, callId);
      return subjectOf(await (purpose === 'add' ? lockCall(uow, callId) : readCall(uow, callId)));
    },
    async find(uow, callId) {
      const row = await Call.query(uow.trx).findById(callId);
      return row === undefined ? null : subjectOf(row);
    },
  };
}

const subjectOf = ({ hospitalId, communityId, residentId }: Call): RecordSubject => ({
  hospitalId,
  communityId,
  residentId,
});
