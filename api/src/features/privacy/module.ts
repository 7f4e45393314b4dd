import { deleteReplies } from '../../kernel/http/idempotency/records.ts';
import { defineModule } from '../../kernel/module.ts';
import { privacyOperations } from './operations.ts';
import { privacyProblems } from './problems.ts';
import { PersonalDataService, type PrivacyNeeds } from './service.ts';
import { retiredSubscribers } from './subscribers.ts';

/** Export of people's own data, requests for erasure, and the erasure itself. */
export const privacy = defineModule({
  name: 'privacy',
  problems: privacyProblems,
  create(needs: PrivacyNeeds) {
    const service = new PersonalDataService({
      ...needs,
      deleteStoredReplies: (uow, residentId) => deleteReplies(uow.trx, `resident:${residentId}`),
    });
    return {
      operations: privacyOperations(service),
      subscribers: retiredSubscribers,
      jobs: [service.job()],
    };
  },
});
