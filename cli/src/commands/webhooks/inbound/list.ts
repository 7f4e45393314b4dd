import { option } from '@oclif/core/flags';
import { BaseCommand } from '../../../base/command.ts';
import { collect, footer, type Listed, listFlags } from '../../../base/list.ts';
import { INBOUND_COLUMNS, type Inbound } from '../../../webhooks/inbound.ts';

export default class InboundWebhooksList extends BaseCommand<typeof InboundWebhooksList> {
  static override summary = 'List what providers sent, newest first.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --state failed --json',
  ];
  static override flags = {
    state: option({
      options: ['received', 'handled', 'failed'] as const,
      summary: 'Only what is in this state.',
    })(),
    ...listFlags,
  };

  async run(): Promise<Listed<Inbound>> {
    const { flags } = this;
    const kiwi = await this.client();
    const pages = (limit: number) =>
      kiwi.pages('/v1/inbound-webhooks', { query: { state: flags.state, limit } });
    const listed = await collect(pages, flags);
    this.logTable(listed.data, INBOUND_COLUMNS, 'Nothing arrived.');
    if (listed.data.length > 0) this.log(`\n${footer(listed, 'webhook')}`);
    return listed;
  }
}
