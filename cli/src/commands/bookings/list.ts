import type { Kiwimesh } from '@kiwimesh/sdk';
import { boolean, option, string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { CliError, EXIT } from '../../base/errors.ts';
import { collect, footer, type Listed, listFlags } from '../../base/list.ts';
import { nearest } from '../../base/nearest.ts';
import { dim, zone } from '../../base/output.ts';
import { timestamp } from '../../base/time.ts';
import type { Booking, Urgency } from '../../base/wire.ts';
import { residentNames } from '../../bookings/names.ts';
import { BOOKING_COLUMNS, BOOKING_STATES, bookingRows, FINAL_STATES } from '../../bookings/show.ts';
import { findCommunity, findHospital, findResident, findStaff } from '../../organisations/find.ts';

/** A misspelt service has no bookings either: better to say so. */
async function mustBeOnOffer(kiwi: Kiwimesh, wanted: string): Promise<void> {
  const ids: string[] = [];
  for await (const one of kiwi.pages('/v1/service-types', {})) ids.push(one.id);
  if (ids.includes(wanted)) return;
  const meant = nearest(wanted, ids);
  throw new CliError(
    'not_found',
    `There is no service "${wanted}"${meant ? `; did you mean ${meant}?` : '.'}`,
    {
      exit: EXIT.refused,
      hint: 'All services: kiwimesh service-types list',
    },
  );
}

function onlyOpen(states: readonly string[] = FINAL_STATES): boolean {
  return states.every((state) => !FINAL_STATES.includes(state));
}

export default class BookingsList extends BaseCommand<typeof BookingsList> {
  static override summary = 'List bookings. "!" marks a missed SLA.';
  static override description =
    `With open states only, the most urgent first: emergencies first, most overdue first. Otherwise newest first.
Commands about one booking accept the short id shown here.`;
  static override examples = [
    '<%= config.bin %> <%= command.id %> --sort dispatch',
    '<%= config.bin %> <%= command.id %> --state requested --state assigned',
    '<%= config.bin %> <%= command.id %> --hospital "Sahyadri General" --from 2026-11-01 --breached --json',
  ];
  static override flags = {
    state: option({
      options: BOOKING_STATES,
      multiple: true,
      summary: 'Only bookings in this state; can be repeated.',
    })(),
    'service-type': string({
      multiple: true,
      summary: 'Only bookings of this service, such as ambulance; can be repeated.',
      helpValue: 'ID',
    }),
    urgency: option({
      options: ['1', '2', '3', '4', '5'] as const,
      multiple: true,
      summary: 'Only bookings of this urgency, 1 being the most urgent; can be repeated.',
    })(),
    hospital: string({ summary: 'Only those of this hospital.', helpValue: 'NAME|ID' }),
    community: string({ summary: 'Only those of this community.', helpValue: 'NAME|ID' }),
    resident: string({ summary: 'Only those of this resident.', helpValue: 'PHONE|ID' }),
    assignee: string({ summary: 'Only bookings assigned to this person.', helpValue: 'EMAIL|ID' }),
    sort: option({
      options: ['dispatch', 'urgency', 'newest'] as const,
      summary: 'Open bookings, emergencies or the most urgent first; or all bookings by creation time.',
    })(),
    from: string({ summary: 'Created at or after this time.', helpValue: 'TIME' }),
    to: string({ summary: 'Created before this time.', helpValue: 'TIME' }),
    breached: boolean({
      summary: 'Only bookings that missed an SLA; --no-breached for the others.',
      allowNo: true,
    }),
    escalated: boolean({
      summary:
        'Only bookings with an escalation that no one has acknowledged; --no-escalated for the others.',
      allowNo: true,
    }),
    ...listFlags,
  };

  async run(): Promise<Listed<Booking>> {
    const { flags } = this;
    const kiwi = await this.client();
    const query = {
      state: flags.state,
      serviceType: flags['service-type'],
      hospitalId: flags.hospital && (await findHospital(kiwi, flags.hospital)).id,
      communityId: flags.community && (await findCommunity(kiwi, flags.community)).id,
      residentId: flags.resident && (await findResident(kiwi, flags.resident)).id,
      assigneeId: flags.assignee && (await findStaff(kiwi, flags.assignee)).id,
      from: timestamp(flags.from),
      to: timestamp(flags.to),
      urgency: flags.urgency?.map((one) => Number(one) as Urgency),
      breached: flags.breached,
      escalated: flags.escalated,
      sort: flags.sort ?? (onlyOpen(flags.state) ? ('dispatch' as const) : undefined),
    };
    const listed = await collect(
      (limit) => kiwi.pages('/v1/bookings', { query: { ...query, limit } }),
      flags,
    );
    if (listed.data.length === 0) {
      for (const wanted of flags['service-type'] ?? []) await mustBeOnOffer(kiwi, wanted);
    }
    if (this.jsonEnabled()) return listed;
    const residents = await residentNames(kiwi, listed.data);
    this.logTable(bookingRows(listed.data, residents), BOOKING_COLUMNS, 'There are no such bookings.');
    if (listed.data.length > 0) this.log(`\n${footer(listed, 'booking')}${dim(`; times in ${zone()}`)}`);
    return listed;
  }
}
