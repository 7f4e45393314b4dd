import type { components } from '@kiwimesh/openapi/types';
import { string } from '@oclif/core/args';
import { string as text } from '@oclif/core/flags';
import { BaseCommand } from '../../../base/command.ts';

export default class VolunteersDecide extends BaseCommand<typeof VolunteersDecide> {
  static override summary = 'Verify a declared skill after seeing the certificate, or reject it.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> 0193a5f0-7c1e-7000-8000-000000000032',
    '<%= config.bin %> <%= command.id %> 0193a5f0-7c1e-7000-8000-000000000032 --reject "The certificate has expired"',
  ];
  static override args = { skill: string({ description: 'Id, see `volunteers list`.', required: true }) };
  static override flags = {
    reject: text({ summary: 'Why it is rejected; the resident reads it.', helpValue: 'TEXT' }),
  };

  async run(): Promise<components['schemas']['VolunteerSkill']> {
    const { args, flags } = this;
    const kiwi = await this.client();
    const decided = await kiwi.post('/v1/volunteer-skills/{volunteerSkillId}/decision', {
      path: { volunteerSkillId: args.skill },
      body: flags.reject === undefined ? { verified: true } : { verified: false, reason: flags.reject },
    });
    this.log(`${decided.skill} is ${decided.state}.`);
    return decided;
  }
}
