import type { Kiwimesh } from '@kiwimesh/sdk';
import { string } from '@oclif/core/args';
import { boolean, integer } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { CliError } from '../../base/errors.ts';
import type { Listed } from '../../base/list.ts';
import type { Column } from '../../base/output.ts';
import type { HospitalService } from '../../base/wire.ts';
import { findHospital } from '../../organisations/find.ts';

interface Row {
  readonly serviceType: string;
  /** Null where the hospital has set nothing and the policy alone applies. */
  readonly own: HospitalService | null;
}

const COLUMNS: readonly Column<Row>[] = [
  { header: 'Service', value: ({ serviceType }) => serviceType },
  { header: 'Offered', value: ({ own }) => own?.enabled ?? true },
  { header: 'Capacity', value: ({ own }) => own?.capacity ?? 'from the policy' },
  { header: 'Hours', value: ({ own }) => hours(own), flexible: 20, drop: 1 },
];

export default class HospitalsServices extends BaseCommand<typeof HospitalsServices> {
  static override summary = "Show a hospital's service settings, or change one.";
  static override description =
    "Without --capacity or --enabled, lists every service type with the hospital's settings; --json prints the settings only.";
  static override examples = [
    '<%= config.bin %> <%= command.id %> "Sahyadri General"',
    '<%= config.bin %> <%= command.id %> "Sahyadri General" blood_test --capacity 4',
    '<%= config.bin %> <%= command.id %> "Sahyadri General" physiotherapy --no-enabled',
  ];
  static override args = {
    hospital: string({ description: 'Name or id.', required: true }),
    service: string({ description: 'The service, such as blood_test.' }),
  };
  static override flags = {
    capacity: integer({ summary: 'The maximum number of bookings at one time.', min: 0, max: 10_000 }),
    enabled: boolean({ summary: 'Offer the service; --no-enabled to stop.', allowNo: true }),
  };

  async run(): Promise<Listed<HospitalService>> {
    const { args, flags } = this;
    const kiwi = await this.client();
    const hospitalId = (await findHospital(kiwi, args.hospital)).id;
    if (flags.capacity !== undefined || flags.enabled !== undefined) {
      if (!args.service)
        throw new CliError('missing_input', 'Name the service to change: HOSPITAL SERVICE --capacity …');
      await this.#change(kiwi, hospitalId, args.service);
    }
    const set: HospitalService[] = [];
    const path = { hospitalId };
    for await (const one of kiwi.pages('/v1/hospitals/{hospitalId}/services', { path })) set.push(one);
    const data = set.filter(({ serviceType }) => !args.service || serviceType === args.service);
    if (!this.jsonEnabled())
      this.logTable(await rowsOf(kiwi, set, args.service), COLUMNS, 'There is no such service.');
    return { data, more: false };
  }

  /** Sets what was given; the rest stays as it is. */
  async #change(kiwi: Kiwimesh, hospitalId: string, serviceType: string): Promise<void> {
    const { capacity, enabled } = this.flags;
    const path = { hospitalId, serviceType };
    await kiwi.get('/v1/service-types/{serviceType}', { path: { serviceType } });
    const present = await kiwi
      .get('/v1/hospitals/{hospitalId}/services/{serviceType}', { path })
      .catch((error: { status?: number }) => {
        if (error.status === 404) return null;
        throw error;
      });
    await kiwi.put('/v1/hospitals/{hospitalId}/services/{serviceType}', {
      path,
      body: {
        enabled: enabled ?? present?.enabled ?? true,
        capacity: capacity ?? present?.capacity ?? null,
        hours: present?.hours ?? null,
      },
      ...(present ? { ifMatch: present.version } : {}),
    });
  }
}

async function rowsOf(
  kiwi: Kiwimesh,
  set: readonly HospitalService[],
  wanted: string | undefined,
): Promise<Row[]> {
  const own = new Map(set.map((one) => [one.serviceType, one]));
  const rows: Row[] = [];
  for await (const { id } of kiwi.pages('/v1/service-types', {})) {
    if (!wanted || id === wanted) rows.push({ serviceType: id, own: own.get(id) ?? null });
  }
  return rows;
}

function hours(own: HospitalService | null): string {
  if (!own?.hours) return 'from the policy';
  return own.hours.map(({ days, from, to }) => `days ${days.join(',')} ${from}-${to}`).join('; ');
}
