import { BaseCommand } from '../../base/command.ts';
import { collect, footer, type Listed, listFlags } from '../../base/list.ts';
import type { AddressChange } from '../../base/wire.ts';
import { ADDRESS_COLUMNS } from '../../organisations/addresses.ts';

export default class AddressesList extends BaseCommand<typeof AddressesList> {
  static override summary = 'List sign-in addresses pending confirmation or approval.';
  static override examples = ['<%= config.bin %> <%= command.id %>'];
  static override flags = { ...listFlags };

  async run(): Promise<Listed<AddressChange>> {
    const kiwi = await this.client();
    const listed = await collect(
      (limit) => kiwi.pages('/v1/address-changes', { query: { limit } }),
      this.flags,
    );
    this.logTable(listed.data, ADDRESS_COLUMNS, 'There are no pending sign-in addresses.');
    if (listed.data.length > 0) this.log(`\n${footer(listed, 'change')}`);
    return listed;
  }
}
