import { expectedVersion, type OperationsOf } from '../../kernel/http/operation.ts';
import type { AnyEvent } from '../../kernel/payload/event.ts';
import type { Deliveries } from './deliveries/service.ts';
import type { Endpoints } from './endpoints/service.ts';
import { deliveryBody, endpointBody, eventBody, eventTypeBody } from './wire.ts';

export type WebhooksOperations = OperationsOf<
  | 'listWebhookEndpoints'
  | 'createWebhookEndpoint'
  | 'getWebhookEndpoint'
  | 'updateWebhookEndpoint'
  | 'deleteWebhookEndpoint'
  | 'rotateWebhookEndpoint'
  | 'testWebhookEndpoint'
  | 'listWebhookDeliveries'
  | 'replayWebhooks'
  | 'listWebhookEventTypes'
  | 'listWebhookEvents'
>;

interface Services {
  readonly endpoints: Endpoints;
  readonly deliveries: Deliveries;
  readonly catalogue: ReadonlyMap<string, AnyEvent>;
}

export function webhooksOperations({ endpoints, deliveries, catalogue }: Services): WebhooksOperations {
  return {
    async listWebhookEndpoints({ principal, query }) {
      const { limit = 50, ...rest } = query;
      const { data, nextCursor } = await endpoints.list(principal, { limit, ...rest });
      return { status: 200, body: { data: data.map(endpointBody), nextCursor } };
    },
    async createWebhookEndpoint({ principal, body }) {
      const { row, secret } = await endpoints.create(principal, body);
      const headers = { Location: `/v1/webhook-endpoints/${row.id}` };
      return { status: 201, body: { ...endpointBody(row), secret }, headers };
    },
    async getWebhookEndpoint({ principal, params }) {
      return { status: 200, body: endpointBody(await endpoints.get(principal, params.webhookEndpointId)) };
    },
    async updateWebhookEndpoint({ principal, params, headers, body }) {
      const row = await endpoints.update(principal, params.webhookEndpointId, body, expectedVersion(headers));
      return { status: 200, body: endpointBody(row) };
    },
    async deleteWebhookEndpoint({ principal, params }) {
      await endpoints.remove(principal, params.webhookEndpointId);
      return { status: 204 };
    },
    async rotateWebhookEndpoint({ principal, params, body }) {
      const { row, secret } = await endpoints.rotate(
        principal,
        params.webhookEndpointId,
        body.overlapSeconds,
      );
      return { status: 200, body: { ...endpointBody(row), secret } };
    },
    async testWebhookEndpoint({ principal, params }) {
      const delivery = await deliveries.test(principal, params.webhookEndpointId);
      return { status: 202, body: deliveryBody(delivery) };
    },
    async listWebhookDeliveries({ principal, params, query }) {
      const { limit = 50, ...rest } = query;
      const page = await deliveries.list(principal, params.webhookEndpointId, { limit, ...rest });
      return { status: 200, body: { data: page.data.map(deliveryBody), nextCursor: page.nextCursor } };
    },
    async replayWebhooks({ principal, params, body }) {
      const request =
        'deliveryIds' in body
          ? { deliveryIds: body.deliveryIds }
          : { from: new Date(body.from), to: new Date(body.to) };
      const replayed = await deliveries.replay(principal, params.webhookEndpointId, request);
      return { status: 202, body: { replayed } };
    },
    async listWebhookEventTypes() {
      return { status: 200, body: { data: [...catalogue.values()].map(eventTypeBody) } };
    },
    async listWebhookEvents({ principal, query }) {
      const { limit = 50, updatedSince, ...rest } = query;
      const { data, nextCursor } = await deliveries.events(principal, {
        limit,
        ...rest,
        updatedSince: updatedSince === undefined ? undefined : new Date(updatedSince),
      });
      return { status: 200, body: { data: data.map(eventBody), nextCursor } };
    },
  };
}
