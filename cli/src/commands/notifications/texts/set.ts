import { string } from '@oclif/core/args';
import { string as text } from '@oclif/core/flags';
import { BaseCommand } from '../../../base/command.ts';
import { CliError } from '../../../base/errors.ts';
import { findText, type NotificationText, TEMPLATE_ARGUMENT } from '../../../notifications/texts.ts';
import { findHospital } from '../../../organisations/find.ts';

export default class NotificationsTextsSet extends BaseCommand<typeof NotificationsTextsSet> {
  static override summary = 'Word a text of notifications as a hospital wants it. The rest stays as it is.';
  static override description =
    'It counts from the next notification that is read or sent. The line “outside” may name neither the service nor a word about health.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> "Sahyadri General" responder_en_route --language en --outside "Sahyadri General is on the way to you."',
  ];
  static override args = {
    hospital: string({ description: 'Name or id.', required: true }),
    template: TEMPLATE_ARGUMENT,
  };
  static override flags = {
    language: text({ summary: 'In which language.', required: true, helpValue: 'LANGUAGE' }),
    title: text({ summary: 'Up to 60 characters.', helpValue: 'TEXT' }),
    body: text({ summary: 'Up to 200 characters.', helpValue: 'TEXT' }),
    outside: text({ summary: 'For lock screens, SMS and mail: up to 134 characters.', helpValue: 'TEXT' }),
  };

  async run(): Promise<NotificationText> {
    const { args, flags } = this;
    const { language, title, body, outside } = flags;
    if (title === undefined && body === undefined && outside === undefined) {
      throw new CliError('missing_input', 'Give --title, --body or --outside.');
    }
    const kiwi = await this.client();
    const { id: hospitalId } = await findHospital(kiwi, args.hospital);
    const before = await findText(kiwi, hospitalId, args.template, language);
    const set = await kiwi.put('/v1/hospitals/{hospitalId}/notification-texts/{template}/{language}', {
      path: { hospitalId, template: args.template, language },
      body: {
        title: title ?? before?.title ?? undefined,
        body: body ?? before?.body ?? undefined,
        outside: outside ?? before?.outside ?? undefined,
      },
      ...(before === undefined ? {} : { ifMatch: before.version }),
    });
    this.log(`Set. It reads now as \`notifications preview ${args.template} --hospital …\` shows.`);
    return set;
  }
}
