import { boolean, option } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { collect, footer, type Listed, listFlags } from '../../base/list.ts';
import { dim, zone } from '../../base/output.ts';
import { CLASSES, NOTIFICATION_COLUMNS, type Notification } from '../../notifications/notifications.ts';

export default class NotificationsList extends BaseCommand<typeof NotificationsList> {
  static override summary = 'List your notifications of the last 90 days, newest first.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> --unread',
    '<%= config.bin %> <%= command.id %> --class emergency --json',
  ];
  static override flags = {
    unread: boolean({ summary: 'Only those you have not read; --no-unread for the others.', allowNo: true }),
    class: option({ options: CLASSES, summary: 'Only those of this class.' })(),
    ...listFlags,
  };

  async run(): Promise<Listed<Notification>> {
    const { flags } = this;
    const kiwi = await this.client();
    const query = { unread: flags.unread, class: flags.class };
    const listed = await collect(
      (limit) => kiwi.pages('/v1/notifications', { query: { ...query, limit } }),
      flags,
    );
    this.logTable(listed.data, NOTIFICATION_COLUMNS, 'There are no such notifications.');
    if (listed.data.length > 0) this.log(`\n${footer(listed, 'notification')}${dim(`; times in ${zone()}`)}`);
    return listed;
  }
}
