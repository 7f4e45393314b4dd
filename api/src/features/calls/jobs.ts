import { job } from '../../kernel/jobs/job.ts';
import { id, object } from '../../kernel/payload/shapes.ts';

/** Moves a call that nobody claimed to the next desk. One pending per call: a later time replaces it. */
export const RingTimeout = job('call-ring-timeout', object({ callId: id }));
