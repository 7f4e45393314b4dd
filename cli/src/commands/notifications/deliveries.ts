import { string } from '@oclif/core/args';
import { BaseCommand } from '../../base/command.ts';
import { DELIVERY_COLUMNS } from '../../notifications/notifications.ts';

export default class NotificationsDeliveries extends BaseCommand<typeof NotificationsDeliveries> {
  static override summary =
    'Show how a notification was sent outside of the product: each channel, and what came of it.';
  static override examples = ['<%= config.bin %> <%= command.id %> 0193a5f0-7c1e-7000-8000-0000000000a1'];
  static override args = {
    notification: string({ description: 'Id, see `notifications list`.', required: true }),
  };

  async run() {
    const kiwi = await this.client();
    const path = { notificationId: this.args.notification };
    const listed = await kiwi.get('/v1/notifications/{notificationId}/deliveries', { path });
    this.logTable(listed.data, DELIVERY_COLUMNS, 'It was not sent: see `notifications preferences show`.');
    return listed;
  }
}
