import { defineModule } from '../../kernel/module.ts';
import { LiveAssessment } from './assessment/live.ts';
import { ringTimeoutJob } from './desk/ring.ts';
import { exercises } from './exercise/exercises.ts';
import type { CallsNeeds } from './needs.ts';
import { callOperations } from './operations.ts';
import { callRecords } from './personal-data.ts';
import { callProblems } from './problems.ts';
import { bookingStages } from './record/figures.ts';
import { pruneCalls } from './record/prune.ts';
import { CallService } from './service.ts';
import { openTelephone } from './telephone/assembly.ts';
import type { TelephoneNeeds } from './telephone/needs.ts';
import { type TranscriptionNeeds, transcribing } from './telephone/transcribe.ts';

const PRUNE_EVERY_MS = 10 * 60 * 1_000;

/** Calls for help: from the first ring to what became of them. */
export const calls = defineModule({
  name: 'calls',
  problems: callProblems,
  create(needs: CallsNeeds & TelephoneNeeds & TranscriptionNeeds) {
    const { database } = needs;
    const live = new LiveAssessment(needs);
    const service = new CallService(needs, live);
    const telephone = openTelephone(needs, transcribing(needs));
    return {
      face: exercises(needs.organisations),
      operations: { ...callOperations(service), ...telephone.operations },
      signatures: telephone.signatures,
      webSockets: telephone.webSockets,
      subscribers: [live.subscriber(), bookingStages(needs.metrics), telephone.subscriber],
      jobs: [ringTimeoutJob(database), ...telephone.jobs],
      periodic: [
        { name: 'calls.prune', every: PRUNE_EVERY_MS, run: () => pruneCalls(database, needs.system) },
      ],
      personalData: callRecords,
    };
  },
});
