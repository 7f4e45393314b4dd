import { string as stringArgument } from '@oclif/core/args';
import { BaseCommand } from '../../base/command.ts';
import { confirmFlag, confirmName } from '../../base/prompt.ts';
import type { Resident } from '../../base/wire.ts';
import { findResident } from '../../organisations/find.ts';

export default class ResidentsDeactivate extends BaseCommand<typeof ResidentsDeactivate> {
  static override summary =
    'Record that a resident left. Their history stays; `update --active` takes them back.';
  static override examples = ['<%= config.bin %> <%= command.id %> +919812345678 --confirm "Arjun Rao"'];
  static override args = { resident: stringArgument({ description: 'Phone, name or id.', required: true }) };
  static override flags = { confirm: confirmFlag };

  async run(): Promise<Resident> {
    const kiwi = await this.client();
    const found = await findResident(kiwi, this.args.resident);
    if (!found.active) {
      this.log(`${found.name} is recorded as gone already.`);
      return found;
    }
    await confirmName(
      found.name,
      this.flags.confirm,
      `${found.name} will no longer be able to sign in or book.`,
    );
    const resident = await kiwi.patch('/v1/residents/{residentId}', {
      path: { residentId: found.id },
      body: { active: false },
      ifMatch: found.version,
    });
    this.log(
      `${resident.name} is recorded as gone. To take them back: kiwimesh residents update ${resident.id} --active`,
    );
    return resident;
  }
}
