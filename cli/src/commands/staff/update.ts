import { string as stringArgument } from '@oclif/core/args';
import { boolean, option, string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { lineFromStdin } from '../../base/prompt.ts';
import type { Staff } from '../../base/wire.ts';
import { changes, languageFlag, orNull, phoneFlag } from '../../organisations/fields.ts';
import { findCommunity, findHospital, findStaff } from '../../organisations/find.ts';
import { DUTIES, placeOf, STAFF_ROLES, staffDetails } from '../../organisations/staff.ts';

export default class StaffUpdate extends BaseCommand<typeof StaffUpdate> {
  static override summary =
    'Update a member of staff. Omitted fields stay as they are; an empty value clears a field.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> meera@sahyadri.example --on-duty',
    '<%= config.bin %> <%= command.id %> meera@sahyadri.example --duty dispatch',
  ];
  static override args = { staff: stringArgument({ description: 'Email, name or id.', required: true }) };
  static override flags = {
    role: option({ options: STAFF_ROLES, summary: 'New role.' })(),
    name: string({ summary: 'New name.' }),
    email: string({ summary: 'New email.' }),
    phone: phoneFlag,
    hospital: string({ summary: 'New hospital.', helpValue: 'NAME|ID' }),
    community: string({ summary: 'New community of a community manager.', helpValue: 'NAME|ID' }),
    'on-duty': boolean({ summary: 'On duty, or --no-on-duty.', allowNo: true }),
    duty: option({
      options: DUTIES,
      summary:
        'What they do beside their role, instead of what they did so far; dispatch: take emergency calls.',
      multiple: true,
      exclusive: ['no-duties'],
    })(),
    'no-duties': boolean({ summary: 'Take all duties away, which signs them out.' }),
    language: languageFlag,
    active: boolean({ summary: 'Reactivate the person; --no-active deactivates them.' }),
    'password-stdin': boolean({ summary: 'Read a first password from stdin, for a person who has none.' }),
  };

  async run(): Promise<Staff> {
    const { flags } = this;
    const kiwi = await this.client();
    const body = changes({
      role: flags.role,
      name: flags.name,
      email: flags.email,
      phone: orNull(flags.phone),
      hospitalId: flags.hospital ? (await findHospital(kiwi, flags.hospital)).id : orNull(flags.hospital),
      communityId: flags.community
        ? (await findCommunity(kiwi, flags.community)).id
        : orNull(flags.community),
      onDuty: flags['on-duty'],
      duties: flags['no-duties'] ? [] : flags.duty,
      language: flags.language,
      active: flags.active,
      password: flags['password-stdin'] ? await lineFromStdin('password') : undefined,
    });
    const { id, version } = await findStaff(kiwi, this.args.staff);
    const staff = await kiwi.patch('/v1/staff/{staffId}', { path: { staffId: id }, body, ifMatch: version });
    if (this.jsonEnabled()) return staff;
    this.log(`Updated.\n${staffDetails(staff, await placeOf(kiwi, staff))}`);
    return staff;
  }
}
