import { string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { activeFlag, collect, footer, type Listed, listFlags, searchFlag } from '../../base/list.ts';
import type { Hospital } from '../../base/wire.ts';
import { findCommunity } from '../../organisations/find.ts';
import { HOSPITAL_COLUMNS } from '../../organisations/hospitals.ts';

export default class HospitalsList extends BaseCommand<typeof HospitalsList> {
  static override summary = 'List hospitals.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --community "Green Meadows" --json',
  ];
  static override flags = {
    community: string({
      summary: 'Only hospitals that serve this community (name or id).',
      helpValue: 'NAME|ID',
    }),
    ...activeFlag,
    ...searchFlag,
    ...listFlags,
  };

  async run(): Promise<Listed<Hospital>> {
    const { flags } = this;
    const kiwi = await this.client();
    const communityId = flags.community && (await findCommunity(kiwi, flags.community)).id;
    const query = { communityId, active: flags.active, search: flags.search };
    const listed = await collect(
      (limit) => kiwi.pages('/v1/hospitals', { query: { ...query, limit } }),
      flags,
    );
    this.logTable(
      listed.data,
      HOSPITAL_COLUMNS,
      'There are no hospitals. To create one: kiwimesh hospitals create --help',
    );
    if (listed.data.length > 0) this.log(`\n${footer(listed, 'hospital', 'hospitals')}`);
    return listed;
  }
}
