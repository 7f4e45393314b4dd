import type { components } from '@kiwimesh/openapi/types';
import { string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import type { Column } from '../../base/output.ts';

type Spend = components['schemas']['ModelSpendList'];

const COLUMNS: readonly Column<Spend['data'][number]>[] = [
  { header: 'Day', value: (one) => one.day },
  { header: 'Tenant', value: (one) => one.tenant, flexible: 12 },
  { header: 'Task', value: (one) => one.task, drop: 1 },
  { header: 'Model', value: (one) => one.model, flexible: 12 },
  { header: 'Asks', value: (one) => one.asks },
  { header: '$', value: (one) => dollars(one.micros) },
];

const dollars = (micros: number) => (micros / 1e6).toFixed(4);

export default class LlmSpend extends BaseCommand<typeof LlmSpend> {
  static override summary = 'List what language models cost, by day and tenant.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --from 2026-11-01 --to 2026-11-30 --json',
  ];
  static override flags = {
    from: string({ summary: 'First day (UTC); default: the first of this month.', helpValue: 'YYYY-MM-DD' }),
    to: string({ summary: 'Last day (UTC); default: today.', helpValue: 'YYYY-MM-DD' }),
  };

  async run(): Promise<Spend> {
    const { from, to } = this.flags;
    const kiwi = await this.client();
    const spend = await kiwi.get('/v1/llm/spend', {
      query: { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) },
    });
    this.logTable(spend.data, COLUMNS, 'Nothing was spent.');
    const { totalMicros, dailyBudgetMicros, monthlyBudgetMicros } = spend;
    this.log(
      `\nTotal $${dollars(totalMicros)}. Budget of each tenant: $${dollars(dailyBudgetMicros)} a day, $${dollars(monthlyBudgetMicros)} a month.`,
    );
    return spend;
  }
}
