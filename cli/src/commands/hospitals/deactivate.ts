import { string as stringArgument } from '@oclif/core/args';
import { BaseCommand } from '../../base/command.ts';
import { confirmFlag, confirmName } from '../../base/prompt.ts';
import type { Hospital } from '../../base/wire.ts';
import { findHospital } from '../../organisations/find.ts';

export default class HospitalsDeactivate extends BaseCommand<typeof HospitalsDeactivate> {
  static override summary =
    'Take a hospital out of use. Its history stays; `update --active` brings it back.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> "Sahyadri General" --confirm "Sahyadri General"',
  ];
  static override args = { hospital: stringArgument({ description: 'Name or id.', required: true }) };
  static override flags = { confirm: confirmFlag };

  async run(): Promise<Hospital> {
    const kiwi = await this.client();
    const found = await findHospital(kiwi, this.args.hospital);
    if (!found.active) {
      this.log(`${found.name} is out of use already.`);
      return found;
    }
    await confirmName(
      found.name,
      this.flags.confirm,
      `${found.name} takes no new bookings once it is out of use.`,
    );
    const hospital = await kiwi.patch('/v1/hospitals/{hospitalId}', {
      path: { hospitalId: found.id },
      body: { active: false },
      ifMatch: found.version,
    });
    this.log(
      `${hospital.name} is out of use. To bring it back: kiwimesh hospitals update ${hospital.id} --active`,
    );
    return hospital;
  }
}
