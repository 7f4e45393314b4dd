import { BaseCommand } from '../../base/command.ts';
import type { Listed } from '../../base/list.ts';
import type { Column } from '../../base/output.ts';
import type { ServiceType } from '../../base/wire.ts';

const COLUMNS: readonly Column<ServiceType>[] = [
  { header: 'Id', value: (one) => one.id },
  { header: 'Name', value: (one) => one.names.en, flexible: 20 },
  { header: 'When', value: (one) => (one.mode === 'slot' ? 'slot' : 'now') },
  {
    header: 'By',
    value: (one) => (one.fulfilledBy.roles.length > 0 ? one.fulfilledBy.roles : one.fulfilledBy.kind),
    drop: 2,
  },
  { header: 'Assign in', value: (one) => minutes(one.sla.assignWithin), drop: 1 },
  { header: 'Arrive in', value: (one) => minutes(one.sla.arriveWithin), drop: 1 },
];

/** `PT1H30M` as people say it: `1 h 30 min`. */
function minutes(duration: string | null): string | null {
  const parts = duration && /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(duration);
  if (!parts) return duration;
  const units = ['d', 'h', 'min', 's'];
  return units.flatMap((unit, index) => (parts[index + 1] ? [`${parts[index + 1]} ${unit}`] : [])).join(' ');
}

export default class ServiceTypesList extends BaseCommand<typeof ServiceTypesList> {
  static override summary = 'List the services that can be booked.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --json',
  ];

  async run(): Promise<Listed<ServiceType>> {
    const kiwi = await this.client();
    const data: ServiceType[] = [];
    for await (const one of kiwi.pages('/v1/service-types', {})) data.push(one);
    this.logTable(data, COLUMNS, 'The API offers no services.');
    return { data, more: false };
  }
}
