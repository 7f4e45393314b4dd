import type { components } from '@kiwimesh/openapi/types';
import type { Kiwimesh } from '@kiwimesh/sdk';
import { type Column, details, shortTime } from '../base/output.ts';
import { isId, pick } from '../organisations/find.ts';

export type Endpoint = components['schemas']['WebhookEndpoint'];
export type EndpointCreated = components['schemas']['WebhookEndpointCreated'];
export type Delivery = components['schemas']['WebhookDelivery'];
export type EventType = components['schemas']['WebhookEventType'];

export const ENDPOINT_ARGUMENT = 'Id, address or description, see `webhooks list`.';

/** Without path and query, which may have a token. */
export function hostOf({ url }: Endpoint): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

function stateOf({ state, pauseReason, failingSince }: Endpoint): string {
  if (state === 'paused') return `paused (${pauseReason?.replaceAll('_', ' ')})`;
  return failingSince === null ? 'active' : 'failing';
}

export const ENDPOINT_COLUMNS: readonly Column<Endpoint>[] = [
  { header: 'Server', value: hostOf, flexible: 16 },
  { header: 'Description', value: ({ description }) => description, flexible: 10, drop: 2 },
  { header: 'State', value: stateOf },
  { header: 'Events', value: ({ eventTypes }) => eventTypes.length, drop: 1 },
  { header: 'Id', value: ({ id }) => id },
];

export function endpointDetails(endpoint: Endpoint): string {
  return details([
    ['Address', endpoint.url],
    ['Id', endpoint.id],
    ['Description', endpoint.description],
    ['Hospital', endpoint.hospitalId ?? 'the whole platform'],
    ['State', stateOf(endpoint)],
    ['Paused since', endpoint.pausedAt ?? ''],
    ['Failing since', endpoint.failingSince ?? ''],
    ['Events', endpoint.eventTypes],
    ['Keeps replies', endpoint.keepReplies],
    ['Old secret until', endpoint.previousSecretExpiresAt ?? ''],
  ]);
}

/** An endpoint by its id, its address or host, or its description. */
export async function findEndpoint(kiwi: Kiwimesh, wanted: string): Promise<Endpoint> {
  const webhookEndpointId = isId(wanted) ? wanted : await idOf(kiwi, wanted);
  return kiwi.get('/v1/webhook-endpoints/{webhookEndpointId}', { path: { webhookEndpointId } });
}

async function idOf(kiwi: Kiwimesh, wanted: string): Promise<string> {
  const all: (Endpoint & { readonly name: string })[] = [];
  for await (const one of kiwi.pages('/v1/webhook-endpoints', { query: { limit: 200 } })) {
    all.push({ ...one, name: hostOf(one) });
  }
  return pick('webhook endpoint', wanted, all, (one) => [one.name, one.url, one.description]).id;
}

/** How the last attempt ended. */
function lastOf({ attempts }: Delivery): string {
  const last = attempts.at(-1);
  if (last === undefined) return '';
  return `${last.outcome?.replaceAll('_', ' ') ?? 'under way'}${last.status === null ? '' : ` ${last.status}`}`;
}

export const DELIVERY_COLUMNS: readonly Column<Delivery>[] = [
  { header: 'Created', value: ({ createdAt }) => shortTime(createdAt), drop: 2 },
  { header: 'Event', value: ({ eventType }) => eventType, flexible: 12 },
  { header: 'State', value: ({ state }) => state },
  { header: 'Tries', value: ({ attempts }) => attempts.length, drop: 1 },
  { header: 'Last', value: lastOf, drop: 3 },
  { header: 'Id', value: ({ id }) => id },
];
