import { job } from '../../kernel/jobs/job.ts';
import { id, object } from '../../kernel/payload/shapes.ts';

/** Takes what was said and done in the call since the last time into a run, and lets its caller speak when it is time. */
export const AdvanceRun = job('advance-training-run', object({ runId: id }));
