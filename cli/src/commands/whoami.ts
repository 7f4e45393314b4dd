import { type Account, accountLine, readAccount } from '../base/account.ts';
import { BaseCommand } from '../base/command.ts';
import { details } from '../base/output.ts';

export default class Whoami extends BaseCommand<typeof Whoami> {
  static override summary = 'Show who is signed in, and to which API.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --json',
  ];

  async run(): Promise<Account> {
    const kiwi = await this.client();
    const account = await readAccount(kiwi, this.api);
    this.log(
      details([
        ['Signed in as', accountLine(account)],
        ['API', account.api],
        ['Id', account.id],
        ...(account.hospitalId ? [['Hospital', account.hospitalId] as const] : []),
        ...(account.communityId ? [['Community', account.communityId] as const] : []),
        ['Credential', account.credential],
      ]),
    );
    return account;
  }
}
