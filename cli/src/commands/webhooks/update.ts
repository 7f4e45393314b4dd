import { string as stringArgument } from '@oclif/core/args';
import { boolean, option, string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { changes } from '../../organisations/fields.ts';
import { ENDPOINT_ARGUMENT, type Endpoint, endpointDetails, findEndpoint } from '../../webhooks/endpoints.ts';

export default class WebhooksUpdate extends BaseCommand<typeof WebhooksUpdate> {
  static override summary = 'Update, pause or resume a webhook endpoint. Omitted fields stay as they are.';
  static override description =
    'After a pause, send again what happened meanwhile: webhooks replay ENDPOINT --from TIME.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> hooks.lab.example --event booking.requested --event booking.assigned',
    '<%= config.bin %> <%= command.id %> hooks.lab.example --state active',
  ];
  static override args = { endpoint: stringArgument({ description: ENDPOINT_ARGUMENT, required: true }) };
  static override flags = {
    url: string({ summary: 'Another address.', helpValue: 'URL' }),
    description: string({ summary: 'What receives the events, one line.', helpValue: 'TEXT' }),
    event: string({
      summary: 'A type of event to send in place of those before; can be repeated.',
      helpValue: 'TYPE',
      multiple: true,
    }),
    state: option({
      options: ['active', 'paused'] as const,
      summary: 'Pause it, or resume a paused one.',
    })(),
    'keep-replies': boolean({
      summary: 'Keep the redacted beginnings of replies in the log.',
      allowNo: true,
    }),
  };

  async run(): Promise<Endpoint> {
    const { flags } = this;
    const body = changes({
      url: flags.url,
      description: flags.description,
      eventTypes: flags.event,
      state: flags.state,
      keepReplies: flags['keep-replies'],
    });
    const kiwi = await this.client();
    const { id, version } = await findEndpoint(kiwi, this.args.endpoint);
    const endpoint = await kiwi.patch('/v1/webhook-endpoints/{webhookEndpointId}', {
      path: { webhookEndpointId: id },
      body,
      ifMatch: version,
    });
    this.log(`Changed.\n${endpointDetails(endpoint)}`);
    return endpoint;
  }
}
