import type { components } from '@kiwimesh/openapi/types';
import { BaseCommand } from '../../base/command.ts';
import { type Column, count } from '../../base/output.ts';

type Scenario = components['schemas']['TrainingScenarioSummary'];

const COLUMNS: readonly Column<Scenario>[] = [
  { header: 'Scenario', value: ({ id }) => id },
  { header: 'Title', value: ({ title }) => title, flexible: 20 },
  { header: 'Difficulty', value: ({ difficulty }) => difficulty },
  { header: 'Language', value: ({ language }) => language, drop: 1 },
  { header: 'Modes', value: ({ modes }) => modes, drop: 2 },
];

export default class TrainingList extends BaseCommand<typeof TrainingList> {
  static override summary = 'List the scenarios that operators can practise with.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --json',
  ];

  async run(): Promise<{ readonly data: readonly Scenario[] }> {
    const kiwi = await this.client();
    const { data } = await kiwi.get('/v1/training/scenarios');
    this.logTable(data, COLUMNS, 'There are no scenarios.');
    if (data.length > 0) this.log(`\n${count(data.length, 'scenario')}`);
    return { data };
  }
}
