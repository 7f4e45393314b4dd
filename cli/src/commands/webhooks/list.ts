import { string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { collect, footer, type Listed, listFlags } from '../../base/list.ts';
import { findHospital } from '../../organisations/find.ts';
import { ENDPOINT_COLUMNS, type Endpoint } from '../../webhooks/endpoints.ts';

export default class WebhooksList extends BaseCommand<typeof WebhooksList> {
  static override summary = 'List the webhook endpoints of partners, newest first.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --hospital "Sahyadri General" --json',
  ];
  static override flags = {
    hospital: string({ summary: 'Only those of this hospital.', helpValue: 'NAME|ID' }),
    ...listFlags,
  };

  async run(): Promise<Listed<Endpoint>> {
    const { flags } = this;
    const kiwi = await this.client();
    const hospitalId = flags.hospital && (await findHospital(kiwi, flags.hospital)).id;
    const listed = await collect(
      (limit) => kiwi.pages('/v1/webhook-endpoints', { query: { hospitalId, limit } }),
      flags,
    );
    this.logTable(
      listed.data,
      ENDPOINT_COLUMNS,
      'There are no webhook endpoints. To create one: kiwimesh webhooks create --help',
    );
    if (listed.data.length > 0) this.log(`\n${footer(listed, 'endpoint')}`);
    return listed;
  }
}
