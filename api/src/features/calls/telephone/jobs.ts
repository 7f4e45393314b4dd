import { job } from '../../../kernel/jobs/job.ts';
import { id, object } from '../../../kernel/payload/shapes.ts';

/** Ends a call at the telephone gateway whose conversation an operator has ended. */
export const HangUpTelephone = job('call-telephone-hang-up', object({ legId: id }));

/** Rings the telephone of a caller whom an operator calls back. */
export const CallBackTelephone = job('call-telephone-call-back', object({ callId: id }));
