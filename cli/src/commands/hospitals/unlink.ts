import { string } from '@oclif/core/args';
import { BaseCommand } from '../../base/command.ts';
import { confirmFlag, confirmName } from '../../base/prompt.ts';
import { findCommunity, findHospital } from '../../organisations/find.ts';
import type { LinkResult } from '../../organisations/sites.ts';

export default class HospitalsUnlink extends BaseCommand<typeof HospitalsUnlink> {
  static override summary =
    'Unlink a hospital from a community. The hospital can no longer see its residents.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> "Sahyadri General" "Green Meadows" --confirm "Green Meadows"',
  ];
  static override args = {
    hospital: string({ description: 'Name or id of the hospital.', required: true }),
    community: string({ description: 'Name or id of the community.', required: true }),
  };
  static override flags = { confirm: confirmFlag };

  async run(): Promise<LinkResult> {
    const kiwi = await this.client();
    const hospital = await findHospital(kiwi, this.args.hospital);
    const community = await findCommunity(kiwi, this.args.community);
    const path = { hospitalId: hospital.id, communityId: community.id };
    const changed = hospital.communityIds.includes(community.id);
    if (changed) {
      const consequence = `${hospital.name} will no longer serve ${community.name}.`;
      await confirmName(community.name, this.flags.confirm, consequence);
      await kiwi.delete('/v1/hospitals/{hospitalId}/communities/{communityId}', { path });
    }
    this.log(`${hospital.name} ${changed ? 'no longer serves' : 'does not serve'} ${community.name}.`);
    return { ...path, linked: false, changed };
  }
}
