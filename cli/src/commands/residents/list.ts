import { string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { activeFlag, collect, footer, type Listed, listFlags, searchFlag } from '../../base/list.ts';
import type { Resident } from '../../base/wire.ts';
import { findCommunity } from '../../organisations/find.ts';
import { RESIDENT_COLUMNS } from '../../organisations/residents.ts';

export default class ResidentsList extends BaseCommand<typeof ResidentsList> {
  static override summary = 'List residents.';
  static override examples = ['<%= config.bin %> <%= command.id %> --community "Green Meadows" --search rao'];
  static override flags = {
    community: string({ summary: 'Only those of this community.', helpValue: 'NAME|ID' }),
    phone: string({ summary: 'Only the resident with this phone number.', helpValue: 'PHONE' }),
    ...activeFlag,
    ...searchFlag,
    ...listFlags,
  };

  async run(): Promise<Listed<Resident>> {
    const { flags } = this;
    const kiwi = await this.client();
    const communityId = flags.community && (await findCommunity(kiwi, flags.community)).id;
    const asked = { communityId, phone: flags.phone, active: flags.active, text: flags.search };
    const listed = await collect(
      (limit) => kiwi.pages('/v1/residents/search', { body: { ...asked, limit } }),
      flags,
    );
    this.logTable(
      listed.data,
      RESIDENT_COLUMNS,
      'There are no such residents. To add some: kiwimesh residents import --help',
    );
    if (listed.data.length > 0) this.log(`\n${footer(listed, 'resident')}`);
    return listed;
  }
}
