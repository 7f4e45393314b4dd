import { string } from '@oclif/core/args';
import { BaseCommand } from '../../../base/command.ts';
import { collect, footer, type Listed, listFlags } from '../../../base/list.ts';
import { DEFIBRILLATOR_COLUMNS, type Defibrillator } from '../../../neighbourhood/defibrillators.ts';
import { findCommunity } from '../../../organisations/find.ts';

export default class DefibrillatorsList extends BaseCommand<typeof DefibrillatorsList> {
  static override summary = 'List the defibrillators of a community, and whether each can be used now.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> "Green Meadows"',
    '<%= config.bin %> <%= command.id %> "Green Meadows" --json',
  ];
  static override args = { community: string({ description: 'Name or id.', required: true }) };
  static override flags = listFlags;

  async run(): Promise<Listed<Defibrillator>> {
    const kiwi = await this.client();
    const { id: communityId } = await findCommunity(kiwi, this.args.community);
    const listed = await collect(
      (limit) =>
        kiwi.pages('/v1/communities/{communityId}/defibrillators', {
          path: { communityId },
          query: { limit },
        }),
      this.flags,
    );
    this.logTable(listed.data, DEFIBRILLATOR_COLUMNS, 'The community has no defibrillators on its register.');
    if (listed.data.length > 0) this.log(`\n${footer(listed, 'defibrillator')}`);
    return listed;
  }
}
