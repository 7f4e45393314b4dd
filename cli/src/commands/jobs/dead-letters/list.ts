import { BaseCommand } from '../../../base/command.ts';
import { collect, footer, type Listed, listFlags } from '../../../base/list.ts';
import { type Column, shortTime } from '../../../base/output.ts';
import type { DeadLetter } from '../../../base/wire.ts';

const COLUMNS: readonly Column<DeadLetter>[] = [
  { header: 'Failed', value: (one) => shortTime(one.failedAt) },
  { header: 'Kind', value: (one) => one.kind, drop: 2 },
  { header: 'Name', value: (one) => one.name, flexible: 20 },
  { header: 'Tries', value: (one) => one.attempts, drop: 3 },
  { header: 'Why', value: (one) => one.reason, flexible: 20, drop: 1 },
  { header: 'Id', value: (one) => one.id },
];

export default class DeadLettersList extends BaseCommand<typeof DeadLettersList> {
  static override summary = 'List deliveries and jobs that are not retried any more.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --all --json',
  ];
  static override flags = listFlags;

  async run(): Promise<Listed<DeadLetter>> {
    const kiwi = await this.client();
    const pages = (limit: number) => kiwi.pages('/v1/system/dead-letters', { query: { limit } });
    const listed = await collect(pages, this.flags);
    this.logTable(listed.data, COLUMNS, 'There are no dead letters.');
    if (listed.data.length > 0) this.log(`\n${footer(listed, 'dead letter')}`);
    return listed;
  }
}
