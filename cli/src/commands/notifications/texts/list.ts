import { string } from '@oclif/core/args';
import { BaseCommand } from '../../../base/command.ts';
import type { Listed } from '../../../base/list.ts';
import { type NotificationText, notUsed, TEXT_COLUMNS } from '../../../notifications/texts.ts';
import { findHospital } from '../../../organisations/find.ts';

export default class NotificationsTextsList extends BaseCommand<typeof NotificationsTextsList> {
  static override summary = "List a hospital's own texts of notifications.";
  static override examples = [
    '<%= config.bin %> <%= command.id %> "Sahyadri General"',
    '<%= config.bin %> <%= command.id %> "Sahyadri General" --json',
  ];
  static override args = { hospital: string({ description: 'Name or id.', required: true }) };

  async run(): Promise<Listed<NotificationText>> {
    const kiwi = await this.client();
    const path = { hospitalId: (await findHospital(kiwi, this.args.hospital)).id };
    const { data } = await kiwi.get('/v1/hospitals/{hospitalId}/notification-texts', { path });
    this.logTable(data, TEXT_COLUMNS, 'All texts are those of the platform.');
    for (const line of notUsed(data)) this.log(line);
    return { data, more: false };
  }
}
