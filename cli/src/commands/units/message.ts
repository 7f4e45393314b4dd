import { string as stringArgument } from '@oclif/core/args';
import { string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { findBookingId } from '../../bookings/find.ts';
import { messageDetails, type UnitMessage } from '../../units/messages.ts';
import { findUnitId, UNIT_ARGUMENT } from '../../units/units.ts';

export default class UnitsMessage extends BaseCommand<typeof UnitsMessage> {
  static override summary = 'Send a short message to a unit.';
  static override description =
    'For administrators and staff with the duty dispatch. "units messages" shows whether the unit has seen it.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> meera@sahyadri.example --text "Take the second entrance" --booking 00000005',
  ];
  static override args = { unit: stringArgument({ description: UNIT_ARGUMENT, required: true }) };
  static override flags = {
    text: string({ summary: 'What to say.', helpValue: 'TEXT', required: true }),
    booking: string({ summary: 'The booking that it is about.', helpValue: 'BOOKING' }),
  };

  async run(): Promise<UnitMessage> {
    const { flags } = this;
    const kiwi = await this.client();
    const unitId = await findUnitId(kiwi, this.args.unit);
    const about = flags.booking === undefined ? {} : { bookingId: await findBookingId(kiwi, flags.booking) };
    const body = { text: flags.text, ...about };
    const message = await kiwi.post('/v1/units/{unitId}/messages', { path: { unitId }, body });
    this.log(messageDetails(message));
    return message;
  }
}
