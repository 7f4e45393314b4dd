import { string as stringArgument } from '@oclif/core/args';
import { BaseCommand } from '../../base/command.ts';
import { confirmFlag, confirmName } from '../../base/prompt.ts';
import type { Staff } from '../../base/wire.ts';
import { findStaff } from '../../organisations/find.ts';

export default class StaffDeactivate extends BaseCommand<typeof StaffDeactivate> {
  static override summary =
    'Deactivate a member of staff. Their history is kept; `update --active` reactivates them.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> meera@sahyadri.example --confirm meera@sahyadri.example',
  ];
  static override args = { staff: stringArgument({ description: 'Email, name or id.', required: true }) };
  static override flags = { confirm: confirmFlag };

  async run(): Promise<Staff> {
    const kiwi = await this.client();
    const found = await findStaff(kiwi, this.args.staff);
    if (!found.active) {
      this.log(`${found.name} is already deactivated.`);
      return found;
    }
    await confirmName(found.email, this.flags.confirm, `${found.name} will no longer be able to sign in.`);
    const staff = await kiwi.patch('/v1/staff/{staffId}', {
      path: { staffId: found.id },
      body: { active: false },
      ifMatch: found.version,
    });
    this.log(
      `${staff.name} is deactivated. To reactivate them: kiwimesh staff update ${staff.email} --active`,
    );
    return staff;
  }
}
