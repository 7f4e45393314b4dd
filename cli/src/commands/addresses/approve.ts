import { string } from '@oclif/core/args';
import { BaseCommand } from '../../base/command.ts';

export default class AddressesApprove extends BaseCommand<typeof AddressesApprove> {
  static override summary =
    'Approve a new sign-in address for a person who has lost access to the current one.';
  static override description =
    'Verify the identity of the person who asks. The change can be approved 72 hours after it was entered, by a super admin other than the one who entered it.';
  static override examples = ['<%= config.bin %> <%= command.id %> 0193a5f0-7c1e-7000-8000-000000000021'];
  static override args = { change: string({ description: 'Id of the change.', required: true }) };

  async run(): Promise<{ readonly id: string; readonly approved: true }> {
    const kiwi = await this.client();
    const { change } = this.args;
    await kiwi.post('/v1/address-changes/{addressChangeId}/approval', { path: { addressChangeId: change } });
    this.log('The new address is in effect. The person was signed out everywhere.');
    return { id: change, approved: true };
  }
}
