import { job } from '../../kernel/jobs/job.ts';
import { id, object } from '../../kernel/payload/shapes.ts';

/** Does what an inbound webhook says. The key is the webhook. */
export const HandleInboundWebhook = job('handle-inbound-webhook', object({ webhookId: id }));
