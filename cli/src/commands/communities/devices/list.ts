import { string } from '@oclif/core/args';
import { BaseCommand } from '../../../base/command.ts';
import { collect, footer, type Listed, listFlags } from '../../../base/list.ts';
import { findCommunity } from '../../../organisations/find.ts';
import { type AlarmDevice, DEVICE_COLUMNS } from '../../../places/places.ts';

export default class DevicesList extends BaseCommand<typeof DevicesList> {
  static override summary = 'List the registered alarm devices of a community.';
  static override examples = ['<%= config.bin %> <%= command.id %> "Green Meadows"'];
  static override args = { community: string({ description: 'Name or id.', required: true }) };
  static override flags = listFlags;

  async run(): Promise<Listed<AlarmDevice>> {
    const kiwi = await this.client();
    const { id: communityId } = await findCommunity(kiwi, this.args.community);
    const path = { communityId };
    const listed = await collect(
      (limit) => kiwi.pages('/v1/communities/{communityId}/alarm-devices', { path, query: { limit } }),
      this.flags,
    );
    this.logTable(listed.data, DEVICE_COLUMNS, 'The community has no registered alarm devices.');
    if (listed.data.length > 0) this.log(`\n${footer(listed, 'device')}`);
    return listed;
  }
}
