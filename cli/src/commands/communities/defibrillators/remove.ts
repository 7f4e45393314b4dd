import { string } from '@oclif/core/args';
import { string as text } from '@oclif/core/flags';
import { BaseCommand } from '../../../base/command.ts';
import { CliError } from '../../../base/errors.ts';
import { findDefibrillator } from '../../../neighbourhood/defibrillators.ts';
import { findCommunity } from '../../../organisations/find.ts';

export default class DefibrillatorsRemove extends BaseCommand<typeof DefibrillatorsRemove> {
  static override summary = 'Remove a defibrillator from the register for good.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> "Green Meadows" Clubhouse --confirm Clubhouse',
  ];
  static override args = {
    community: string({ description: 'Name or id.', required: true }),
    defibrillator: string({ description: 'Name or id.', required: true }),
  };
  static override flags = {
    confirm: text({ summary: 'Its name, to confirm.', helpValue: 'NAME', required: true }),
  };

  async run(): Promise<{ readonly id: string }> {
    const kiwi = await this.client();
    const community = await findCommunity(kiwi, this.args.community);
    const { id, name } = await findDefibrillator(kiwi, community.id, this.args.defibrillator);
    if (this.flags.confirm !== name) {
      throw new CliError('not_confirmed', `Nothing was removed: --confirm must be "${name}".`);
    }
    await kiwi.delete('/v1/defibrillators/{defibrillatorId}', { path: { defibrillatorId: id } });
    this.log('Removed.');
    return { id };
  }
}
