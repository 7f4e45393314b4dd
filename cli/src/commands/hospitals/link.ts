import { string } from '@oclif/core/args';
import { BaseCommand } from '../../base/command.ts';
import { findCommunity, findHospital } from '../../organisations/find.ts';
import type { LinkResult } from '../../organisations/sites.ts';

export default class HospitalsLink extends BaseCommand<typeof HospitalsLink> {
  static override summary =
    'Link a hospital to a community that it serves. Running it again changes nothing.';
  static override examples = ['<%= config.bin %> <%= command.id %> "Sahyadri General" "Green Meadows"'];
  static override args = {
    hospital: string({ description: 'Name or id of the hospital.', required: true }),
    community: string({ description: 'Name or id of the community.', required: true }),
  };

  async run(): Promise<LinkResult> {
    const kiwi = await this.client();
    const hospital = await findHospital(kiwi, this.args.hospital);
    const community = await findCommunity(kiwi, this.args.community);
    const path = { hospitalId: hospital.id, communityId: community.id };
    const changed = !hospital.communityIds.includes(community.id);
    if (changed) await kiwi.put('/v1/hospitals/{hospitalId}/communities/{communityId}', { path });
    this.log(`${hospital.name} ${changed ? 'now' : 'already'} serves ${community.name}.`);
    return { ...path, linked: true, changed };
  }
}
