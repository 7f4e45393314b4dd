import { string } from '@oclif/core/args';
import { BaseCommand } from '../../base/command.ts';
import { CliError } from '../../base/errors.ts';
import { details } from '../../base/output.ts';
import { flat, withAssignment } from '../../base/settings.ts';

export default class SettingsSet extends BaseCommand<typeof SettingsSet> {
  static override summary = 'Change settings of the platform. Other settings stay as they are.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> lockout.nurse.attempts=8',
    '<%= config.bin %> <%= command.id %> secondFactor.requiredRoles=super_admin,hospital_admin,nurse',
  ];
  static override strict = false;
  static override args = {
    assignment: string({
      description: 'A setting as path=value; several are changed together.',
      required: true,
    }),
  };

  async run() {
    const assignments = this.argv.filter((argument) => !argument.startsWith('-') && argument.includes('='));
    if (assignments.length === 0) {
      throw new CliError('missing_input', 'Give path=value, such as lockout.nurse.attempts=8.');
    }
    const kiwi = await this.client();
    const { version, updatedAt: _, ...document } = await kiwi.get('/v1/system/settings');
    const body = assignments.reduce<unknown>(withAssignment, document) as typeof document;
    const settings = await kiwi.put('/v1/system/settings', { body, ifMatch: version });
    const before = new Map(flat(document));
    const { version: __, updatedAt: ___, ...after } = settings;
    const changed = flat(after).filter(([path, value]) => before.get(path) !== value);
    this.log(
      changed.length === 0 ? 'The settings already have these values.' : `Changed.\n${details(changed)}`,
    );
    return settings;
  }
}
