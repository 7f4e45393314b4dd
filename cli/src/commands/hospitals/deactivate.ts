import { string as stringArgument } from '@oclif/core/args';
import { BaseCommand } from '../../base/command.ts';
import { confirmFlag, confirmName } from '../../base/prompt.ts';
import type { Hospital } from '../../base/wire.ts';
import { findHospital } from '../../organisations/find.ts';

export default class HospitalsDeactivate extends BaseCommand<typeof HospitalsDeactivate> {
  static override summary = 'Deactivate a hospital. Its history is kept; `update --active` reactivates it.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> "Sahyadri General" --confirm "Sahyadri General"',
  ];
  static override args = { hospital: stringArgument({ description: 'Name or id.', required: true }) };
  static override flags = { confirm: confirmFlag };

  async run(): Promise<Hospital> {
    const kiwi = await this.client();
    const found = await findHospital(kiwi, this.args.hospital);
    if (!found.active) {
      this.log(`${found.name} is already deactivated.`);
      return found;
    }
    await confirmName(found.name, this.flags.confirm, `${found.name} will accept no new bookings.`);
    const hospital = await kiwi.patch('/v1/hospitals/{hospitalId}', {
      path: { hospitalId: found.id },
      body: { active: false },
      ifMatch: found.version,
    });
    this.log(
      `${hospital.name} is deactivated. To reactivate it: kiwimesh hospitals update ${hospital.id} --active`,
    );
    return hospital;
  }
}
