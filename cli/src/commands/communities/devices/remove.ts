import { string } from '@oclif/core/args';
import { string as text } from '@oclif/core/flags';
import { BaseCommand } from '../../../base/command.ts';
import { CliError } from '../../../base/errors.ts';
import { findCommunity } from '../../../organisations/find.ts';
import { findDevice } from '../../../places/places.ts';

export default class DevicesRemove extends BaseCommand<typeof DevicesRemove> {
  static override summary = 'Remove an alarm device from the register.';
  static override description = 'Its alarms are still taken, as those of an unknown device.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> "Green Meadows" PND-0042 --confirm PND-0042',
  ];
  static override args = {
    community: string({ description: 'Name or id.', required: true }),
    device: string({ description: 'The id that the installation gives it.', required: true }),
  };
  static override flags = {
    confirm: text({ summary: 'Its id, to confirm.', helpValue: 'ID', required: true }),
  };

  async run(): Promise<{ readonly id: string }> {
    const kiwi = await this.client();
    const community = await findCommunity(kiwi, this.args.community);
    const { id, deviceId } = await findDevice(kiwi, community.id, this.args.device);
    if (this.flags.confirm !== deviceId) {
      throw new CliError('not_confirmed', `Nothing was removed: --confirm must be "${deviceId}".`);
    }
    await kiwi.delete('/v1/alarm-devices/{alarmDeviceId}', { path: { alarmDeviceId: id } });
    this.log('Removed.');
    return { id };
  }
}
