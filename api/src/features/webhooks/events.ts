import { event } from '../../kernel/events/event.ts';
import { id, nullable, object, oneOf } from '../../kernel/payload/shapes.ts';

const partners = { hospital: 'hospitalId' } as const;
const webhookEndpointId = '0193a5f0-7c1e-7000-8000-000000000091';
const hospitalId = '0193a5f0-7c1e-7000-8000-000000000002';

export const WebhookEndpointPaused = event('webhook_endpoint.paused', {
  partners,
  description:
    'An endpoint receives nothing until it is resumed: it failed for long, is gone, or was paused.',
  data: object({
    webhookEndpointId: id,
    hospitalId: nullable(id),
    reason: oneOf('failing', 'gone', 'manual', 'hospital_deactivated'),
  }),
  example: { webhookEndpointId, hospitalId, reason: 'failing' },
});
export const WebhookEndpointResumed = event('webhook_endpoint.resumed', {
  partners,
  description: 'A paused endpoint receives events again.',
  data: object({ webhookEndpointId: id, hospitalId: nullable(id) }),
  example: { webhookEndpointId, hospitalId },
});
