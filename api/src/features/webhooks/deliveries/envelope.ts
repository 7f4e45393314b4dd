import type { JsonObject } from '../../../kernel/ground/json.ts';
import type { WebhookDelivery, WebhookEvent } from '../models.ts';

/** What is sent, and what the AsyncAPI document describes. */
export interface Envelope {
  /** The same however often the event is sent, to whomever: it is also the header `webhook-id`. */
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly aggregate: { readonly type: string; readonly id: string };
  readonly occurredAt: string;
  readonly correlationId: string;
  readonly data: JsonObject;
}

export function envelopeOf(event: WebhookEvent): Envelope {
  return {
    id: event.id,
    type: event.type,
    version: event.version,
    aggregate: { type: event.recordType, id: event.recordId },
    occurredAt: event.occurredAt.toISOString(),
    correlationId: event.correlationId,
    data: event.data,
  };
}

export const TEST_EVENT = 'webhook.test';
export const ENDPOINT_RECORD = 'webhook_endpoint';

/** The event of a test, which nothing but its delivery remembers. */
export function testEnvelope({ eventId, endpointId, occurredAt }: WebhookDelivery): Envelope {
  return {
    id: eventId,
    type: TEST_EVENT,
    version: 1,
    aggregate: { type: ENDPOINT_RECORD, id: endpointId },
    occurredAt: occurredAt.toISOString(),
    correlationId: eventId,
    data: { webhookEndpointId: endpointId },
  };
}
