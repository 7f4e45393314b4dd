import { BaseCommand } from '../../../base/command.ts';
import { preferenceDetails } from '../../../notifications/notifications.ts';

export default class NotificationsPreferencesShow extends BaseCommand<typeof NotificationsPreferencesShow> {
  static override summary = 'Show how you are notified outside of the product, and when not.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --json',
  ];

  async run() {
    const kiwi = await this.client();
    const preferences = await kiwi.get('/v1/notification-preferences');
    this.log(preferenceDetails(preferences));
    return preferences;
  }
}
