import { boolean, string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { collect, footer, type Listed, listFlags } from '../../base/list.ts';
import { dim, zone } from '../../base/output.ts';
import { findBookingId } from '../../bookings/find.ts';
import { MESSAGE_COLUMNS, type UnitMessage } from '../../units/messages.ts';
import { findUnitId } from '../../units/units.ts';

export default class UnitsMessages extends BaseCommand<typeof UnitsMessages> {
  static override summary = 'List messages to units, and whether they were seen.';
  static override description =
    'The newest first: those of the hospital for who may send them, their own for units.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> --no-seen',
    '<%= config.bin %> <%= command.id %> --unit meera@sahyadri.example',
  ];
  static override flags = {
    unit: string({ summary: 'Only those to this unit.', helpValue: 'EMAIL|NAME|ID' }),
    booking: string({ summary: 'Only those about this booking.', helpValue: 'BOOKING' }),
    seen: boolean({ summary: 'Only those that were seen; --no-seen for the others.', allowNo: true }),
    ...listFlags,
  };

  async run(): Promise<Listed<UnitMessage>> {
    const { flags } = this;
    const kiwi = await this.client();
    const query = {
      unitId: flags.unit && (await findUnitId(kiwi, flags.unit)),
      bookingId: flags.booking && (await findBookingId(kiwi, flags.booking)),
      seen: flags.seen,
    };
    const listed = await collect(
      (limit) => kiwi.pages('/v1/unit-messages', { query: { ...query, limit } }),
      flags,
    );
    this.logTable(listed.data, MESSAGE_COLUMNS, 'There are no such messages.');
    if (listed.data.length > 0) this.log(`\n${footer(listed, 'message')}${dim(`; times in ${zone()}`)}`);
    return listed;
  }
}
