import { string } from '@oclif/core/args';
import { string as text } from '@oclif/core/flags';
import { BaseCommand } from '../../../base/command.ts';
import {
  type Defibrillator,
  defibrillatorDetails,
  findDefibrillator,
} from '../../../neighbourhood/defibrillators.ts';
import { findCommunity } from '../../../organisations/find.ts';

export default class DefibrillatorsCheck extends BaseCommand<typeof DefibrillatorsCheck> {
  static override summary = 'Record that a defibrillator was looked at.';
  static override description =
    'Found ready, it is in service until its next check is due; with --faulty it is out of service.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> "Green Meadows" Clubhouse',
    '<%= config.bin %> <%= command.id %> "Green Meadows" Clubhouse --faulty "Battery light is red"',
  ];
  static override args = {
    community: string({ description: 'Name or id.', required: true }),
    defibrillator: string({ description: 'Name or id.', required: true }),
  };
  static override flags = {
    on: text({ summary: 'The day of the check; default: today.', helpValue: 'DATE' }),
    faulty: text({ summary: 'What is wrong with it.', helpValue: 'TEXT' }),
  };

  async run(): Promise<Defibrillator> {
    const { args, flags } = this;
    const kiwi = await this.client();
    const { id } = await findCommunity(kiwi, args.community);
    const { id: defibrillatorId } = await findDefibrillator(kiwi, id, args.defibrillator);
    const checked = await kiwi.post('/v1/defibrillators/{defibrillatorId}/checks', {
      path: { defibrillatorId },
      body: {
        ready: flags.faulty === undefined,
        ...(flags.on === undefined ? {} : { checkedOn: flags.on }),
        ...(flags.faulty === undefined ? {} : { reason: flags.faulty }),
      },
    });
    this.log(defibrillatorDetails(checked));
    return checked;
  }
}
