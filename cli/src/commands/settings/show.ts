import { BaseCommand } from '../../base/command.ts';
import { details } from '../../base/output.ts';
import { flat } from '../../base/settings.ts';

export default class SettingsShow extends BaseCommand<typeof SettingsShow> {
  static override summary = 'Show the settings of the platform: lockout by role, second factor, retention.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --json',
  ];

  async run() {
    const kiwi = await this.client();
    const settings = await kiwi.get('/v1/system/settings');
    this.log(details(flat(settings)));
    return settings;
  }
}
