import type { components } from '@kiwimesh/openapi/types';
import type { AnyEvent } from '../../kernel/payload/event.ts';
import { envelopeOf } from './deliveries/envelope.ts';
import type { LoggedDelivery } from './deliveries/service.ts';
import type { WebhookAttempt, WebhookEndpoint, WebhookEvent } from './models.ts';

type Schemas = components['schemas'];

const iso = (time: Date | null | undefined) => time?.toISOString() ?? null;

export function endpointBody(row: WebhookEndpoint): Schemas['WebhookEndpoint'] {
  const { id, hospitalId, url, description, eventTypes, keepReplies, state, pauseReason, version } = row;
  return {
    id,
    hospitalId,
    url,
    description,
    eventTypes: [...eventTypes],
    keepReplies,
    state,
    pauseReason: pauseReason ?? null,
    pausedAt: iso(row.pausedAt),
    failingSince: iso(row.failingSince),
    previousSecretExpiresAt: iso(row.previousSecretExpiresAt),
    version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

export function deliveryBody({ row, attempts }: LoggedDelivery): Schemas['WebhookDelivery'] {
  const { id, endpointId, cause, eventId, eventType, state } = row;
  return {
    id,
    endpointId,
    cause,
    eventId,
    eventType,
    state,
    occurredAt: row.occurredAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
    nextAttemptAt: iso(row.nextAttemptAt),
    endedAt: iso(row.endedAt),
    attempts: attempts.map(attemptBody),
  };
}

function attemptBody(row: WebhookAttempt): Schemas['WebhookAttempt'] {
  const { id, number, outcome, status, latencyMs, reply } = row;
  return {
    requestId: id,
    number,
    startedAt: row.startedAt.toISOString(),
    outcome: outcome ?? null,
    status: status ?? null,
    latencyMs: latencyMs ?? null,
    reply: reply ?? null,
  };
}

export function eventTypeBody(event: AnyEvent): Schemas['WebhookEventType'] {
  const { type, version, description, schema, example } = event;
  return { type, version, description, schema: { ...schema }, example: { ...example } };
}

export function eventBody(row: WebhookEvent): Schemas['WebhookEventRecord'] {
  const event = envelopeOf(row);
  return { recordedAt: row.changedAt.toISOString(), event: { ...event, data: { ...event.data } } };
}
