import { string } from '@oclif/core/args';
import { option, string as stringFlag } from '@oclif/core/flags';
import { BaseCommand } from '../../../base/command.ts';
import { CliError } from '../../../base/errors.ts';
import { classChoice, preferenceDetails, quietHours } from '../../../notifications/notifications.ts';

/** Flags whose values are no assignments. */
const VALUED = ['--quiet', '--digest', '--digest-class'];

export default class NotificationsPreferencesSet extends BaseCommand<typeof NotificationsPreferencesSet> {
  static override summary = 'Change how you are notified outside of the product. The rest stays as it is.';
  static override description =
    'Channels are tried in the order given until one has reached you. Emergencies are always sent, also in quiet hours.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> bookings=push,email community=none',
    '<%= config.bin %> <%= command.id %> --quiet 22:00-07:00',
    '<%= config.bin %> <%= command.id %> --digest 18:00 --digest-class community --digest-class reminders',
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
    digest: stringFlag({
      summary:
        'One mail a day with what you have not read, at this time of the clock of your zone; none for none.',
      helpValue: 'TIME',
    }),
    'digest-class': option({
      options: ['community', 'reminders'] as const,
      summary: 'What is in that mail; default: community.',
      multiple: true,
      dependsOn: ['digest'],
    })(),
  };

  async run() {
    const given = this.argv.filter(
      (argument, at) => !argument.startsWith('-') && !VALUED.includes(this.argv[at - 1] ?? ''),
    );
    const choices = given.map(classChoice);
    const { quiet, digest, 'digest-class': digestClasses } = this.flags;
    if (choices.length === 0 && quiet === undefined && digest === undefined) {
      const detail = 'Give class=channels, such as bookings=push,email, or --quiet, or --digest.';
      throw new CliError('missing_input', detail);
    }
    const kiwi = await this.client();
    const before = await kiwi.get('/v1/notification-preferences');
    const named = new Set(choices.map((choice) => choice.class));
    const kept = before.classes
      .filter((one) => !named.has(one.class))
      .map(({ class: of, channels }) => ({ class: of, channels }));
    const hours = quiet === undefined ? before.quietHours : quiet === 'none' ? null : quietHours(quiet);
    const daily =
      digest === undefined
        ? before.digest
        : digest === 'none'
          ? null
          : { at: digest, ...(digestClasses === undefined ? {} : { classes: digestClasses }) };
    const body = { classes: [...kept, ...choices], quietHours: hours, digest: daily };
    const preferences = await kiwi.put('/v1/notification-preferences', { body });
    this.log(preferenceDetails(preferences));
    return preferences;
  }
}
