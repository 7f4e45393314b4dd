import type { components } from '@kiwimesh/openapi/types';
import { string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { collect, footer, type Listed, listFlags } from '../../base/list.ts';
import type { Column } from '../../base/output.ts';

type Run = components['schemas']['TrainingRunSummary'];

const COLUMNS: readonly Column<Run>[] = [
  { header: 'Started', value: ({ createdAt }) => createdAt, drop: 2 },
  { header: 'Scenario', value: ({ scenarioId }) => scenarioId },
  { header: 'Operator', value: ({ operator }) => operator.name, flexible: 12 },
  { header: 'State', value: ({ state }) => state, drop: 1 },
  { header: 'Marks', value: ({ total }) => total },
  { header: 'Passed', value: ({ passed }) => passed },
  { header: 'Id', value: ({ id }) => id },
];

export default class TrainingRuns extends BaseCommand<typeof TrainingRuns> {
  static override summary =
    'List runs of training, newest first: your own, or for administrators everyone’s.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --scenario stroke --cohort 2026-november --json',
  ];
  static override flags = {
    operator: string({ summary: 'Only those of this operator.', helpValue: 'ID' }),
    scenario: string({ summary: 'Only those of this scenario.', helpValue: 'ID' }),
    cohort: string({ summary: 'Only those of this cohort.' }),
    ...listFlags,
  };

  async run(): Promise<Listed<Run>> {
    const { operator: operatorId, scenario: scenarioId, cohort } = this.flags;
    const kiwi = await this.client();
    const listed = await collect(
      (limit) => kiwi.pages('/v1/training/runs', { query: { operatorId, scenarioId, cohort, limit } }),
      this.flags,
    );
    this.logTable(listed.data, COLUMNS, 'There are no runs.');
    if (listed.data.length > 0) this.log(`\n${footer(listed, 'run')}`);
    return listed;
  }
}
