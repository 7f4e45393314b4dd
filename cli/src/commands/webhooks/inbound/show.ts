import { string } from '@oclif/core/args';
import { BaseCommand } from '../../../base/command.ts';
import { type InboundDetail, inboundDetails } from '../../../webhooks/inbound.ts';

export default class InboundWebhooksShow extends BaseCommand<typeof InboundWebhooksShow> {
  static override summary = 'Show what a provider sent, with its body.';
  static override description =
    "The body may name a person's phone: that you read it is recorded in the audit log.";
  static override examples = ['<%= config.bin %> <%= command.id %> 0193a5f0-7c1e-7000-8000-0000000000a1'];
  static override args = { id: string({ description: 'Id, see `webhooks inbound list`.', required: true }) };

  async run(): Promise<InboundDetail> {
    const kiwi = await this.client();
    const path = { inboundWebhookId: this.args.id };
    const one = await kiwi.get('/v1/inbound-webhooks/{inboundWebhookId}', { path });
    this.log(inboundDetails(one));
    return one;
  }
}
