import { boolean, option, string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { activeFlag, collect, footer, type Listed, listFlags } from '../../base/list.ts';
import type { Staff } from '../../base/wire.ts';
import { findCommunity, findHospital } from '../../organisations/find.ts';
import { DUTIES, STAFF_COLUMNS, STAFF_ROLES } from '../../organisations/staff.ts';

export default class StaffList extends BaseCommand<typeof StaffList> {
  static override summary = 'List staff.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> --search meera.nair@',
    '<%= config.bin %> <%= command.id %> --hospital "Sahyadri General" --role paramedic --on-duty',
    '<%= config.bin %> <%= command.id %> --duty dispatch',
  ];
  static override flags = {
    hospital: string({ summary: 'Only those of this hospital.', helpValue: 'NAME|ID' }),
    community: string({ summary: 'Only managers of this community.', helpValue: 'NAME|ID' }),
    role: option({ options: STAFF_ROLES, summary: 'Only staff with this role.' })(),
    'on-duty': boolean({ summary: 'Only staff on duty; --no-on-duty for the others.', allowNo: true }),
    duty: option({ options: DUTIES, summary: 'Only staff with this duty.' })(),
    ...activeFlag,
    search: string({ summary: 'Only those whose name or email contains this.', helpValue: 'TEXT' }),
    ...listFlags,
  };

  async run(): Promise<Listed<Staff>> {
    const { flags } = this;
    const kiwi = await this.client();
    const asked = {
      hospitalId: flags.hospital && (await findHospital(kiwi, flags.hospital)).id,
      communityId: flags.community && (await findCommunity(kiwi, flags.community)).id,
      role: flags.role,
      onDuty: flags['on-duty'],
      duty: flags.duty,
      active: flags.active,
      text: flags.search,
    };
    const listed = await collect(
      (limit) => kiwi.pages('/v1/staff/search', { body: { ...asked, limit } }),
      flags,
    );
    this.logTable(
      listed.data,
      STAFF_COLUMNS,
      'There are no such staff. To create one: kiwimesh staff create --help',
    );
    if (listed.data.length > 0) this.log(`\n${footer(listed, 'person', 'people')}`);
    return listed;
  }
}
