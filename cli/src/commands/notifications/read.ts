import type { Kiwimesh } from '@kiwimesh/sdk';
import { string } from '@oclif/core/args';
import { BaseCommand } from '../../base/command.ts';

export default class NotificationsRead extends BaseCommand<typeof NotificationsRead> {
  static override summary = 'Mark notifications as read.';
  static override description =
    'With an id that one and all before it; without, all up to the newest. What comes meanwhile stays unread.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> 0193a5f0-7c1e-7000-8000-0000000000a1',
  ];
  static override args = {
    notification: string({ description: 'Id, see `notifications list`; default: the newest.' }),
  };

  async run(): Promise<{ readonly unread: number }> {
    const kiwi = await this.client();
    const upTo = this.args.notification ?? (await newest(kiwi));
    const { unread } =
      upTo === undefined ? { unread: 0 } : await kiwi.post('/v1/notifications/read', { body: { upTo } });
    this.log(unread === 0 ? 'Nothing is unread.' : `Unread: ${unread}.`);
    return { unread };
  }
}

async function newest(kiwi: Kiwimesh): Promise<string | undefined> {
  const { data } = await kiwi.get('/v1/notifications', { query: { limit: 1 } });
  return data[0]?.id;
}
