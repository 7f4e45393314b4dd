import type { components } from '@kiwimesh/openapi/types';
import { string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import type { Column } from '../../base/output.ts';

type Costs = components['schemas']['MessageCostList'];
type Cost = Costs['data'][number];

const COLUMNS: readonly Column<Cost>[] = [
  { header: 'Month', value: (one) => one.month },
  { header: 'Hospital', value: (one) => one.hospitalId ?? '–', flexible: 12 },
  { header: 'Provider', value: (one) => one.provider },
  { header: 'Channel', value: (one) => one.channel },
  { header: 'Country', value: (one) => one.country ?? '–', drop: 1 },
  { header: 'Messages', value: (one) => one.messages },
  { header: 'Parts', value: (one) => one.segments, drop: 2 },
  { header: 'Cost', value: costOf },
];

function costOf({ micros, currency }: Cost): string {
  return micros === null ? 'no price' : `${(micros / 1e6).toFixed(2)} ${currency}`;
}

export default class NotificationsCosts extends BaseCommand<typeof NotificationsCosts> {
  static override summary = 'List what SMS and WhatsApp messages cost, by month and hospital.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --from 2026-01 --to 2026-11 --json',
  ];
  static override flags = {
    from: string({ summary: 'First month (UTC); default: that of --to.', helpValue: 'YYYY-MM' }),
    to: string({ summary: 'Last month (UTC); default: this one.', helpValue: 'YYYY-MM' }),
  };

  async run(): Promise<Costs> {
    const { from, to } = this.flags;
    const kiwi = await this.client();
    const costs = await kiwi.get('/v1/message-costs', {
      query: { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) },
    });
    this.logTable(costs.data, COLUMNS, 'No message was sent.');
    return costs;
  }
}
