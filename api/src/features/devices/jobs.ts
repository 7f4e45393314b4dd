import { job } from '../../kernel/jobs/job.ts';
import { id, object } from '../../kernel/payload/shapes.ts';

/** One try of a push; a failed one orders the next. */
export const SendPush = job('send-push', object({ deliveryId: id }));
