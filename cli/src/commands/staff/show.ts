import { string } from '@oclif/core/args';
import { BaseCommand } from '../../base/command.ts';
import type { Staff } from '../../base/wire.ts';
import { findStaff } from '../../organisations/find.ts';
import { placeOf, staffDetails } from '../../organisations/staff.ts';

export default class StaffShow extends BaseCommand<typeof StaffShow> {
  static override summary = 'Show a member of staff.';
  static override examples = ['<%= config.bin %> <%= command.id %> meera@sahyadri.example'];
  static override args = { staff: string({ description: 'Email, name or id.', required: true }) };

  async run(): Promise<Staff> {
    const kiwi = await this.client();
    const staff = await findStaff(kiwi, this.args.staff);
    if (this.jsonEnabled()) return staff;
    this.log(staffDetails(staff, await placeOf(kiwi, staff)));
    return staff;
  }
}
