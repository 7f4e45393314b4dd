import { string } from '@oclif/core/args';
import { BaseCommand } from '../../base/command.ts';
import { confirmFlag, confirmName } from '../../base/prompt.ts';
import { ENDPOINT_ARGUMENT, findEndpoint, hostOf } from '../../webhooks/endpoints.ts';

export default class WebhooksDelete extends BaseCommand<typeof WebhooksDelete> {
  static override summary = 'Delete a webhook endpoint with its log, and what is still to be delivered.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> hooks.lab.example --confirm hooks.lab.example',
  ];
  static override args = { endpoint: string({ description: ENDPOINT_ARGUMENT, required: true }) };
  static override flags = { confirm: confirmFlag };

  async run(): Promise<{ readonly id: string }> {
    const kiwi = await this.client();
    const endpoint = await findEndpoint(kiwi, this.args.endpoint);
    const host = hostOf(endpoint);
    await confirmName(
      host,
      this.flags.confirm,
      `${host} will receive no more events, and its log is deleted.`,
    );
    const { id } = endpoint;
    await kiwi.delete('/v1/webhook-endpoints/{webhookEndpointId}', { path: { webhookEndpointId: id } });
    this.log('Deleted.');
    return { id };
  }
}
