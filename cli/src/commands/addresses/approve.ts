import { string } from '@oclif/core/args';
import { BaseCommand } from '../../base/command.ts';

export default class AddressesApprove extends BaseCommand<typeof AddressesApprove> {
  static override summary = 'Approve a new sign-in address of somebody who lost the present one.';
  static override description =
    'Make sure in person who is asking. Another super admin than the one who entered the address approves it, 72 hours after that at the earliest.';
  static override examples = ['<%= config.bin %> <%= command.id %> 0193a5f0-7c1e-7000-8000-000000000021'];
  static override args = { change: string({ description: 'Id of the change.', required: true }) };

  async run(): Promise<{ readonly id: string; readonly approved: true }> {
    const kiwi = await this.client();
    const { change } = this.args;
    await kiwi.post('/v1/address-changes/{addressChangeId}/approval', { path: { addressChangeId: change } });
    this.log('The new address is in effect. The person is signed out everywhere.');
    return { id: change, approved: true };
  }
}
