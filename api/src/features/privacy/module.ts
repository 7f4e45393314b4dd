import { defineModule } from '../../kernel/module.ts';
import { privacyOperations } from './operations.ts';
import { privacyProblems } from './problems.ts';
import { PersonalDataService, type PrivacyNeeds } from './service.ts';
import { retiredSubscribers } from './subscribers.ts';

/** What people may ask for about their own data, and its erasure when the time has come. */
export const privacy = defineModule({
  name: 'privacy',
  problems: privacyProblems,
  create(needs: PrivacyNeeds) {
    const service = new PersonalDataService(needs);
    return {
      operations: privacyOperations(service),
      subscribers: retiredSubscribers,
      jobs: [service.job()],
    };
  },
});
