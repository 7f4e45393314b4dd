import { string as stringArgument } from '@oclif/core/args';
import { boolean, string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { bold } from '../../base/output.ts';
import { findHospital } from '../../organisations/find.ts';
import { type EndpointCreated, endpointDetails } from '../../webhooks/endpoints.ts';

export default class WebhooksCreate extends BaseCommand<typeof WebhooksCreate> {
  static override summary = 'Create a webhook endpoint: a partner’s server that events are sent to.';
  static override description =
    'The secret that webhooks are signed with is shown once. Types of events: webhooks event-types.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> https://hooks.lab.example/kiwimesh --event booking.requested --event booking.cancelled --description Laboratory',
  ];
  static override args = {
    url: stringArgument({ description: 'An https address on the public internet.', required: true }),
  };
  static override flags = {
    event: string({
      summary: 'A type of event to send; can be repeated.',
      helpValue: 'TYPE',
      multiple: true,
      required: true,
    }),
    description: string({ summary: 'What receives the events, one line.', helpValue: 'TEXT' }),
    hospital: string({
      summary: 'The hospital whose events it receives; default: your own, of a super admin those of all.',
      helpValue: 'NAME|ID',
    }),
    'keep-replies': boolean({ summary: 'Keep the redacted beginnings of replies in the log.' }),
  };

  async run(): Promise<EndpointCreated> {
    const { args, flags } = this;
    const kiwi = await this.client();
    const hospitalId = flags.hospital && (await findHospital(kiwi, flags.hospital)).id;
    const created = await kiwi.post('/v1/webhook-endpoints', {
      body: {
        url: args.url,
        eventTypes: flags.event,
        hospitalId,
        description: flags.description,
        keepReplies: flags['keep-replies'],
      },
    });
    this.log(endpointDetails(created));
    this.log(`\nSecret, shown only this once:\n${bold(created.secret)}`);
    return created;
  }
}
