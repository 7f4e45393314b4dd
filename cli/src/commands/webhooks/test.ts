import { string } from '@oclif/core/args';
import { BaseCommand } from '../../base/command.ts';
import { type Delivery, ENDPOINT_ARGUMENT, findEndpoint } from '../../webhooks/endpoints.ts';

export default class WebhooksTest extends BaseCommand<typeof WebhooksTest> {
  static override summary = 'Send a test event to a webhook endpoint.';
  static override description = 'How it went: webhooks deliveries ENDPOINT.';
  static override examples = ['<%= config.bin %> <%= command.id %> hooks.lab.example'];
  static override args = { endpoint: string({ description: ENDPOINT_ARGUMENT, required: true }) };

  async run(): Promise<Delivery> {
    const kiwi = await this.client();
    const { id } = await findEndpoint(kiwi, this.args.endpoint);
    const delivery = await kiwi.post('/v1/webhook-endpoints/{webhookEndpointId}/test', {
      path: { webhookEndpointId: id },
    });
    this.log(`On its way: ${delivery.id}.`);
    return delivery;
  }
}
