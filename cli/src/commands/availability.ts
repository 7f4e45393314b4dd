import { string } from '@oclif/core/flags';
import { BaseCommand } from '../base/command.ts';
import type { Listed } from '../base/list.ts';
import { type Column, count, dim, shortTime, zone } from '../base/output.ts';
import { timestamp } from '../base/time.ts';
import type { AvailabilitySlot } from '../base/wire.ts';
import { findHospital } from '../organisations/find.ts';

const WEEK_MS = 7 * 86_400_000;

const COLUMNS: readonly Column<AvailabilitySlot>[] = [
  { header: 'Start', value: (one) => shortTime(one.start) },
  { header: 'End', value: (one) => shortTime(one.end), drop: 2 },
  { header: 'Free', value: (one) => `${one.remaining} of ${one.capacity}` },
  { header: 'Hospital', value: (one) => one.hospitalId, drop: 1 },
];

export default class Availability extends BaseCommand<typeof Availability> {
  static override summary = 'List the available slots of a service.';
  static override description =
    'Shows your own hospital, or the one named with --hospital, for the next 7 days unless you set --from and --to.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> --service-type home_nursing',
    '<%= config.bin %> <%= command.id %> --service-type blood_test --hospital "Sahyadri General" --from 2026-11-24 --to 2026-11-26 --json',
  ];
  static override flags = {
    'service-type': string({
      summary: 'The service, such as home_nursing.',
      required: true,
      helpValue: 'ID',
    }),
    hospital: string({ summary: 'The hospital; default: your own.', helpValue: 'NAME|ID' }),
    'preferred-hospital': string({
      summary:
        'Only the slots of this hospital if it offers the service to your community; otherwise of all that do.',
      exclusive: ['hospital'],
      helpValue: 'NAME|ID',
    }),
    from: string({ summary: 'Slots that start at or after this time; default: now.', helpValue: 'TIME' }),
    to: string({ summary: 'Slots that start before this time, at most 31 days later.', helpValue: 'TIME' }),
  };

  async run(): Promise<Listed<AvailabilitySlot>> {
    const { flags } = this;
    const kiwi = await this.client();
    const preferred = flags['preferred-hospital'];
    const from = timestamp(flags.from) ?? new Date().toISOString();
    const { data } = await kiwi.get('/v1/availability', {
      query: {
        serviceType: flags['service-type'],
        hospitalId: flags.hospital && (await findHospital(kiwi, flags.hospital)).id,
        preferredHospitalId: preferred && (await findHospital(kiwi, preferred)).id,
        from,
        to: timestamp(flags.to) ?? new Date(Date.parse(from) + WEEK_MS).toISOString(),
      },
    });
    this.logTable(data, COLUMNS, 'There are no available slots in that period.');
    if (data.length > 0) this.log(`\n${dim(`${count(data.length, 'slot')}; times in ${zone()}`)}`);
    return { data, more: false };
  }
}
