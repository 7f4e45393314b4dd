import { string } from '@oclif/core/args';
import { string as stringFlag } from '@oclif/core/flags';
import { BaseCommand } from '../../../base/command.ts';
import { CliError } from '../../../base/errors.ts';
import { classChoice, preferenceDetails, quietHours } from '../../../notifications/notifications.ts';

export default class NotificationsPreferencesSet extends BaseCommand<typeof NotificationsPreferencesSet> {
  static override summary = 'Change how you are notified outside of the product. The rest stays as it is.';
  static override description =
    'Channels are tried in the order given until one has reached you. Emergencies are always sent, also in quiet hours.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> bookings=push,email community=none',
    '<%= config.bin %> <%= command.id %> --quiet 22:00-07:00',
  ];
  static override strict = false;
  static override args = {
    assignment: string({
      description: 'A class as class=channel,channel or class=none; several are set together.',
    }),
  };
  static override flags = {
    quiet: stringFlag({
      summary: 'Quiet hours, by the clock of your zone; none for none.',
      helpValue: 'FROM-TO',
    }),
  };

  async run() {
    const given = this.argv.filter(
      (argument, at) => !argument.startsWith('-') && this.argv[at - 1] !== '--quiet',
    );
    const choices = given.map(classChoice);
    const { quiet } = this.flags;
    if (choices.length === 0 && quiet === undefined) {
      throw new CliError('missing_input', 'Give class=channels, such as bookings=push,email, or --quiet.');
    }
    const kiwi = await this.client();
    const before = await kiwi.get('/v1/notification-preferences');
    const named = new Set(choices.map((choice) => choice.class));
    const kept = before.classes
      .filter((one) => !named.has(one.class))
      .map(({ class: of, channels }) => ({ class: of, channels }));
    const hours = quiet === undefined ? before.quietHours : quiet === 'none' ? null : quietHours(quiet);
    const body = { classes: [...kept, ...choices], quietHours: hours };
    const preferences = await kiwi.put('/v1/notification-preferences', { body });
    this.log(preferenceDetails(preferences));
    return preferences;
  }
}
