import { string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { activeFlag, collect, footer, type Listed, listFlags, searchFlag } from '../../base/list.ts';
import type { Community } from '../../base/wire.ts';
import { COMMUNITY_COLUMNS } from '../../organisations/communities.ts';
import { findHospital } from '../../organisations/find.ts';

export default class CommunitiesList extends BaseCommand<typeof CommunitiesList> {
  static override summary = 'List communities.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --hospital "Sahyadri General" --json',
  ];
  static override flags = {
    hospital: string({
      summary: 'Only communities served by this hospital (name or id).',
      helpValue: 'NAME|ID',
    }),
    ...activeFlag,
    ...searchFlag,
    ...listFlags,
  };

  async run(): Promise<Listed<Community>> {
    const { flags } = this;
    const kiwi = await this.client();
    const hospitalId = flags.hospital && (await findHospital(kiwi, flags.hospital)).id;
    const query = { hospitalId, active: flags.active, search: flags.search };
    const listed = await collect(
      (limit) => kiwi.pages('/v1/communities', { query: { ...query, limit } }),
      flags,
    );
    this.logTable(
      listed.data,
      COMMUNITY_COLUMNS,
      'There are no communities. To create one: kiwimesh communities create --help',
    );
    if (listed.data.length > 0) this.log(`\n${footer(listed, 'community', 'communities')}`);
    return listed;
  }
}
