import { string } from '@oclif/core/args';
import { BaseCommand } from '../../../base/command.ts';
import {
  type Defibrillator,
  defibrillatorDetails,
  findDefibrillator,
} from '../../../neighbourhood/defibrillators.ts';
import { findCommunity } from '../../../organisations/find.ts';

export default class DefibrillatorsShow extends BaseCommand<typeof DefibrillatorsShow> {
  static override summary = 'Show a defibrillator.';
  static override examples = ['<%= config.bin %> <%= command.id %> "Green Meadows" Clubhouse'];
  static override args = {
    community: string({ description: 'Name or id.', required: true }),
    defibrillator: string({ description: 'Name or id.', required: true }),
  };

  async run(): Promise<Defibrillator> {
    const kiwi = await this.client();
    const { id } = await findCommunity(kiwi, this.args.community);
    const found = await findDefibrillator(kiwi, id, this.args.defibrillator);
    this.log(defibrillatorDetails(found));
    return found;
  }
}
