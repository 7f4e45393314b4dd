import { string } from '@oclif/core/args';
import { boolean } from '@oclif/core/flags';
import { BaseCommand } from '../../../base/command.ts';
import { CliError } from '../../../base/errors.ts';
import { count } from '../../../base/output.ts';

export interface InboundReplayed {
  readonly replayed: readonly string[];
}

export default class InboundWebhooksReplay extends BaseCommand<typeof InboundWebhooksReplay> {
  static override summary = 'Handle again what a provider sent, after you have fixed why it failed.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> 0193a5f0-7c1e-7000-8000-0000000000a1',
    '<%= config.bin %> <%= command.id %> --failed',
  ];
  static override args = { id: string({ description: 'Id, see `webhooks inbound list`.' }) };
  static override flags = { failed: boolean({ summary: 'All that failed.' }) };

  async run(): Promise<InboundReplayed> {
    const { id } = this.args;
    if ((id === undefined) === !this.flags.failed) {
      throw new CliError('missing_input', 'Give one id, or --failed.');
    }
    const kiwi = await this.client();
    const ids = id === undefined ? [] : [id];
    if (this.flags.failed) {
      for await (const one of kiwi.pages('/v1/inbound-webhooks', { query: { state: 'failed' } }))
        ids.push(one.id);
    }
    for (const inboundWebhookId of ids) {
      await kiwi.post('/v1/inbound-webhooks/{inboundWebhookId}/replay', { path: { inboundWebhookId } });
    }
    this.log(
      ids.length === 0 ? 'Nothing failed.' : `${count(ids.length, 'webhook')} handled again in a moment.`,
    );
    return { replayed: ids };
  }
}
