import { string } from '@oclif/core/args';
import { BaseCommand } from '../../base/command.ts';
import { ENDPOINT_ARGUMENT, type Endpoint, endpointDetails, findEndpoint } from '../../webhooks/endpoints.ts';

export default class WebhooksShow extends BaseCommand<typeof WebhooksShow> {
  static override summary = 'Show a webhook endpoint, without its secret.';
  static override examples = ['<%= config.bin %> <%= command.id %> hooks.lab.example'];
  static override args = { endpoint: string({ description: ENDPOINT_ARGUMENT, required: true }) };

  async run(): Promise<Endpoint> {
    const endpoint = await findEndpoint(await this.client(), this.args.endpoint);
    this.log(endpointDetails(endpoint));
    return endpoint;
  }
}
