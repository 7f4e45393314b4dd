import { string } from '@oclif/core/args';
import { BaseCommand } from '../../base/command.ts';
import type { Staff } from '../../base/wire.ts';
import { findCommunity, findHospital, findStaff } from '../../organisations/find.ts';
import { staffDetails } from '../../organisations/staff.ts';

export default class StaffShow extends BaseCommand<typeof StaffShow> {
  static override summary = 'Show one member of staff.';
  static override examples = ['<%= config.bin %> <%= command.id %> meera@sahyadri.example'];
  static override args = { staff: string({ description: 'Email, name or id.', required: true }) };

  async run(): Promise<Staff> {
    const kiwi = await this.client();
    const staff = await findStaff(kiwi, this.args.staff);
    if (this.jsonEnabled()) return staff;
    const place = staff.communityId
      ? (await findCommunity(kiwi, staff.communityId)).name
      : staff.hospitalId
        ? (await findHospital(kiwi, staff.hospitalId)).name
        : undefined;
    this.log(staffDetails(staff, place));
    return staff;
  }
}
