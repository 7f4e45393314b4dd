import type { components } from '@kiwimesh/openapi/types';
import { string } from '@oclif/core/args';
import { option } from '@oclif/core/flags';
import { BaseCommand } from '../../../base/command.ts';
import { collect, footer, type Listed, listFlags } from '../../../base/list.ts';
import type { Column } from '../../../base/output.ts';
import { findCommunity } from '../../../organisations/find.ts';

type VolunteerSkill = components['schemas']['VolunteerSkill'];

const TABLE: readonly Column<VolunteerSkill>[] = [
  { header: 'Skill', value: ({ skill }) => skill },
  { header: 'State', value: ({ state }) => state },
  { header: 'Certified', value: ({ certifiedOn }) => certifiedOn, drop: 2 },
  { header: 'Expires', value: ({ expiresOn }) => expiresOn },
  { header: 'Counts', value: ({ inForce }) => inForce, drop: 1 },
  { header: 'Resident', value: ({ residentId }) => residentId, drop: 3 },
  { header: 'Id', value: ({ id }) => id },
];

export default class VolunteersList extends BaseCommand<typeof VolunteersList> {
  static override summary = 'List the skills that volunteers of a community declared.';
  static override examples = ['<%= config.bin %> <%= command.id %> "Green Meadows" --state declared'];
  static override args = { community: string({ description: 'Name or id.', required: true }) };
  static override flags = {
    state: option({
      options: ['declared', 'verified', 'rejected'] as const,
      summary: 'Only skills in this state; declared ones wait for you.',
    })(),
    ...listFlags,
  };

  async run(): Promise<Listed<VolunteerSkill>> {
    const { args, flags } = this;
    const kiwi = await this.client();
    const { id: communityId } = await findCommunity(kiwi, args.community);
    const listed = await collect(
      (limit) =>
        kiwi.pages('/v1/communities/{communityId}/volunteer-skills', {
          path: { communityId },
          query: { state: flags.state, limit },
        }),
      flags,
    );
    this.logTable(listed.data, TABLE, 'There are no such skills.');
    if (listed.data.length > 0) this.log(`\n${footer(listed, 'skill')}`);
    return listed;
  }
}
