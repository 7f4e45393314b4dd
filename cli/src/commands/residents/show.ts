import { string } from '@oclif/core/args';
import { BaseCommand } from '../../base/command.ts';
import type { Resident } from '../../base/wire.ts';
import { findCommunity, findResident } from '../../organisations/find.ts';
import { residentDetails } from '../../organisations/residents.ts';

export default class ResidentsShow extends BaseCommand<typeof ResidentsShow> {
  static override summary = 'Show a resident.';
  static override examples = ['<%= config.bin %> <%= command.id %> +919812345678'];
  static override args = { resident: string({ description: 'Phone, name or id.', required: true }) };

  async run(): Promise<Resident> {
    const kiwi = await this.client();
    const resident = await findResident(kiwi, this.args.resident);
    if (this.jsonEnabled()) return resident;
    const community = await findCommunity(kiwi, resident.communityId);
    this.log(residentDetails(resident, community.name));
    return resident;
  }
}
