import type { components } from '@kiwimesh/openapi/types';
import { string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { previewDetails, TEMPLATE_ARGUMENT } from '../../notifications/texts.ts';
import { findHospital } from '../../organisations/find.ts';

export default class NotificationsPreview extends BaseCommand<typeof NotificationsPreview> {
  static override summary = 'Show a text of notifications as people get it, with the values of an example.';
  static override description =
    'The line “outside” is for lock screens, SMS and mail; beside it, how many messages an SMS of it is charged as.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> offer_received',
    '<%= config.bin %> <%= command.id %> visit_reminder --language hi --hospital "Sahyadri General" --service-type home_nursing',
  ];
  static override args = { template: TEMPLATE_ARGUMENT };
  static override flags = {
    language: string({ summary: 'In this language alone; default: all.', helpValue: 'LANGUAGE' }),
    hospital: string({
      summary: "As this hospital's notifications read (name or id); default: those of the platform.",
      helpValue: 'NAME|ID',
    }),
    'service-type': string({ summary: 'The service of the example.', helpValue: 'SERVICE' }),
  };

  async run(): Promise<components['schemas']['NotificationTemplatePreview']> {
    const { args, flags } = this;
    const kiwi = await this.client();
    const hospitalId = flags.hospital && (await findHospital(kiwi, flags.hospital)).id;
    const preview = await kiwi.get('/v1/notification-templates/{template}/preview', {
      path: { template: args.template },
      query: { language: flags.language, hospitalId, serviceType: flags['service-type'] },
    });
    this.log(preview.previews.map(previewDetails).join('\n\n'));
    return preview;
  }
}
