import { string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { activeFlag, collect, footer, type Listed, listFlags } from '../../base/list.ts';
import type { ApiKey } from '../../base/wire.ts';
import { findHospital } from '../../organisations/find.ts';
import { KEY_COLUMNS } from '../../organisations/keys.ts';

export default class KeysList extends BaseCommand<typeof KeysList> {
  static override summary = 'List keys, without their secrets.';
  static override examples = ['<%= config.bin %> <%= command.id %> --hospital "Sahyadri General" --active'];
  static override flags = {
    hospital: string({ summary: 'Only those of this hospital.', helpValue: 'NAME|ID' }),
    ...activeFlag,
    ...listFlags,
  };

  async run(): Promise<Listed<ApiKey>> {
    const { flags } = this;
    const kiwi = await this.client();
    const hospitalId = flags.hospital && (await findHospital(kiwi, flags.hospital)).id;
    const query = { hospitalId, active: flags.active };
    const listed = await collect(
      (limit) => kiwi.pages('/v1/api-keys', { query: { ...query, limit } }),
      flags,
    );
    this.logTable(listed.data, KEY_COLUMNS, 'There are no keys. To create one: kiwimesh keys create --help');
    if (listed.data.length > 0) this.log(`\n${footer(listed, 'key')}`);
    return listed;
  }
}
