import { string as stringArgument } from '@oclif/core/args';
import { option, string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { collect, footer, type Listed, listFlags } from '../../base/list.ts';
import {
  DELIVERY_COLUMNS,
  type Delivery,
  ENDPOINT_ARGUMENT,
  findEndpoint,
} from '../../webhooks/endpoints.ts';

export default class WebhooksDeliveries extends BaseCommand<typeof WebhooksDeliveries> {
  static override summary = 'List what was sent to a webhook endpoint, newest first.';
  static override description = 'With --json every attempt: its request id, outcome, status and latency.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> hooks.lab.example',
    '<%= config.bin %> <%= command.id %> hooks.lab.example --state failed --json',
  ];
  static override args = { endpoint: stringArgument({ description: ENDPOINT_ARGUMENT, required: true }) };
  static override flags = {
    state: option({
      options: ['pending', 'delivered', 'failed'] as const,
      summary: 'Only those in this state.',
    })(),
    event: string({ summary: 'Only events of this type.', helpValue: 'TYPE' }),
    ...listFlags,
  };

  async run(): Promise<Listed<Delivery>> {
    const { flags } = this;
    const kiwi = await this.client();
    const { id: webhookEndpointId } = await findEndpoint(kiwi, this.args.endpoint);
    const query = { state: flags.state, eventType: flags.event };
    const listed = await collect(
      (limit) =>
        kiwi.pages('/v1/webhook-endpoints/{webhookEndpointId}/deliveries', {
          path: { webhookEndpointId },
          query: { ...query, limit },
        }),
      flags,
    );
    this.logTable(listed.data, DELIVERY_COLUMNS, 'Nothing was sent.');
    if (listed.data.length > 0) this.log(`\n${footer(listed, 'delivery', 'deliveries')}`);
    return listed;
  }
}
