import type { components } from '@kiwimesh/openapi/types';
import { BaseCommand } from '../../base/command.ts';
import type { Listed } from '../../base/list.ts';
import { TEMPLATE_COLUMNS } from '../../notifications/texts.ts';

export default class NotificationsTemplates extends BaseCommand<typeof NotificationsTemplates> {
  static override summary =
    'List the texts of notifications, with the classes they are sent in and what they can name.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --json',
  ];

  async run(): Promise<Listed<components['schemas']['NotificationTemplate']>> {
    const kiwi = await this.client();
    const { data, languages } = await kiwi.get('/v1/notification-templates');
    this.logTable(data, TEMPLATE_COLUMNS, 'There are none.');
    this.log(`\nEach in ${languages.join(' and ')}: see \`notifications preview\`.`);
    return { data, more: false };
  }
}
