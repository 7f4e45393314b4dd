import { option, string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { collect, footer, type Listed, listFlags } from '../../base/list.ts';
import { findBookingId } from '../../bookings/find.ts';
import { findHospital } from '../../organisations/find.ts';
import { UNIT_COLUMNS, UNIT_ROLES, UNIT_STATES, type Unit } from '../../units/units.ts';

/** As many as the service orders by their way. */
const NEAREST = 25;

export default class UnitsList extends BaseCommand<typeof UnitsList> {
  static override summary = 'List units: paramedics and nurses on duty, at work or out of service.';
  static override description =
    'With --near, those who can be sent to the booking now, the soonest there first.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> --hospital "Sahyadri General"',
    '<%= config.bin %> <%= command.id %> --state available --role paramedic',
    '<%= config.bin %> <%= command.id %> --near 00000005',
  ];
  static override flags = {
    hospital: string({ summary: 'Only those of this hospital.', helpValue: 'NAME|ID' }),
    role: option({ options: UNIT_ROLES, summary: 'Only those with this role.' })(),
    state: option({
      options: UNIT_STATES,
      multiple: true,
      summary: 'Only those in this state; can be repeated.',
    })(),
    near: string({ summary: 'By the way to this booking.', helpValue: 'BOOKING', exclusive: ['state'] }),
    ...listFlags,
  };

  async run(): Promise<Listed<Unit>> {
    const { flags } = this;
    const kiwi = await this.client();
    const asked = {
      hospitalId: flags.hospital && (await findHospital(kiwi, flags.hospital)).id,
      role: flags.role,
    };
    const listed =
      flags.near === undefined
        ? await collect(
            (limit) => kiwi.pages('/v1/units', { query: { ...asked, state: flags.state, limit } }),
            flags,
          )
        : await this.#nearest(asked, flags.near);
    this.logTable(listed.data, UNIT_COLUMNS, 'There are no such units.');
    if (listed.data.length > 0) this.log(`\n${footer(listed, 'unit')}`);
    return listed;
  }

  async #nearest(asked: object, booking: string): Promise<Listed<Unit>> {
    const kiwi = await this.client();
    const bookingId = await findBookingId(kiwi, booking);
    const { data } = await kiwi.post('/v1/units/nearest', { body: { ...asked, bookingId, limit: NEAREST } });
    return { data, more: false };
  }
}
