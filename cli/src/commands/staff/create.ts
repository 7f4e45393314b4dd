import { boolean, option, string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { lineFromStdin } from '../../base/prompt.ts';
import type { Staff } from '../../base/wire.ts';
import { languageFlag, phoneFlag } from '../../organisations/fields.ts';
import { findCommunity, findHospital } from '../../organisations/find.ts';
import { generatePassword } from '../../organisations/password.ts';
import { DUTIES, STAFF_ROLES, staffDetails } from '../../organisations/staff.ts';

/** `generatedPassword` is there only when the CLI made one up; it is not stored anywhere. */
export type StaffCreated = Staff & { readonly generatedPassword?: string };

export default class StaffCreate extends BaseCommand<typeof StaffCreate> {
  static override summary = 'Create a member of staff, who is sent a link to choose a password.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> --role nurse --name "Meera Nair" --email meera@sahyadri.example --hospital "Sahyadri General"',
    '<%= config.bin %> <%= command.id %> --role community_manager --name "Dev Shah" --email dev@meadows.example --community "Green Meadows"',
  ];
  static override flags = {
    role: option({ options: STAFF_ROLES, summary: 'The role of the person.', required: true })(),
    name: string({ summary: 'Full name.', required: true }),
    email: string({ summary: 'The email the person signs in with.', required: true }),
    phone: phoneFlag,
    hospital: string({ summary: 'The hospital of the person.', helpValue: 'NAME|ID' }),
    community: string({ summary: 'The community of a community manager.', helpValue: 'NAME|ID' }),
    'on-duty': boolean({ summary: 'The person is available for work immediately.' }),
    duty: option({
      options: DUTIES,
      summary: 'What the person does beside the role; dispatch: take emergency calls.',
      multiple: true,
    })(),
    language: languageFlag,
    'password-stdin': boolean({
      summary: 'Read a first password from stdin instead of inviting the person.',
      exclusive: ['generate-password'],
    }),
    'generate-password': boolean({
      summary: 'Generate a first password, shown only once, instead of inviting the person.',
    }),
  };

  async run(): Promise<StaffCreated> {
    const { flags } = this;
    const generated = flags['generate-password'] ? generatePassword() : undefined;
    const password = flags['password-stdin'] ? await lineFromStdin('password') : generated;
    const kiwi = await this.client();
    const hospital = flags.hospital ? await findHospital(kiwi, flags.hospital) : undefined;
    const community = flags.community ? await findCommunity(kiwi, flags.community) : undefined;
    const staff = await kiwi.post('/v1/staff', {
      body: {
        role: flags.role,
        name: flags.name,
        email: flags.email,
        phone: flags.phone,
        hospitalId: hospital?.id,
        communityId: community?.id,
        duties: flags.duty,
        language: flags.language,
        password,
        ...(flags['on-duty'] ? { onDuty: true } : {}),
      },
    });
    this.log(`Added.\n${staffDetails(staff, (community ?? hospital)?.name)}`);
    if (password === undefined) this.log(`\nAn invitation was sent to ${staff.email}.`);
    if (generated) this.log(`\nPassword, shown only this once: ${generated}`);
    return generated ? { ...staff, generatedPassword: generated } : staff;
  }
}
