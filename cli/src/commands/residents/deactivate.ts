import { string as stringArgument } from '@oclif/core/args';
import { BaseCommand } from '../../base/command.ts';
import { confirmFlag, confirmName } from '../../base/prompt.ts';
import type { Resident } from '../../base/wire.ts';
import { findResident } from '../../organisations/find.ts';

export default class ResidentsDeactivate extends BaseCommand<typeof ResidentsDeactivate> {
  static override summary =
    'Deactivate a resident who has left. Their history is kept; `update --active` reactivates them.';
  static override examples = ['<%= config.bin %> <%= command.id %> +919812345678 --confirm "Arjun Rao"'];
  static override args = { resident: stringArgument({ description: 'Phone, name or id.', required: true }) };
  static override flags = { confirm: confirmFlag };

  async run(): Promise<Resident> {
    const kiwi = await this.client();
    const found = await findResident(kiwi, this.args.resident);
    if (!found.active) {
      this.log(`${found.name} is already deactivated.`);
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
      `${resident.name} is deactivated. To reactivate them: kiwimesh residents update ${resident.id} --active`,
    );
    return resident;
  }
}
