import { job } from '../../kernel/jobs/job.ts';
import { id, object, time } from '../../kernel/payload/shapes.ts';

/** Makes the next attempt of a delivery. The key is the delivery. */
export const DeliverWebhook = job('deliver-webhook', object({ deliveryId: id }));

/** Tells the administrators that an endpoint was paused. The key is the endpoint and when it was paused. */
export const SendPauseNotice = job(
  'send-webhook-pause-notice',
  object({ webhookEndpointId: id, pausedAt: time }),
);
