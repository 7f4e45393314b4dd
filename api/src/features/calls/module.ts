import { defineModule } from '../../kernel/module.ts';
import { LiveAssessment } from './assessment/live.ts';
import { ringTimeoutJob } from './desk/ring.ts';
import type { CallsNeeds } from './needs.ts';
import { callOperations } from './operations.ts';
import { callRecords } from './personal-data.ts';
import { callProblems } from './problems.ts';
import { bookingStages } from './record/figures.ts';
import { pruneCalls } from './record/prune.ts';
import { CallService } from './service.ts';

const PRUNE_EVERY_MS = 10 * 60 * 1_000;

/** Calls for help: from the first ring to what became of them. */
export const calls = defineModule({
  name: 'calls',
  problems: callProblems,
  create(needs: CallsNeeds) {
    const { database } = needs;
    const live = new LiveAssessment(needs);
    const service = new CallService(needs, live);
    return {
      operations: callOperations(service),
      subscribers: [live.subscriber(), bookingStages(needs.metrics)],
      jobs: [ringTimeoutJob(database)],
      periodic: [
        { name: 'calls.prune', every: PRUNE_EVERY_MS, run: () => pruneCalls(database, needs.system) },
      ],
      personalData: callRecords,
    };
  },
});
