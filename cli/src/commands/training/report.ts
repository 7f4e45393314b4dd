import type { components } from '@kiwimesh/openapi/types';
import { string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { bold, type Column, count } from '../../base/output.ts';
import { findHospital } from '../../organisations/find.ts';

type Report = components['schemas']['TrainingReport'];

const OPERATORS: readonly Column<Report['operators'][number]>[] = [
  { header: 'Operator', value: ({ operator }) => operator.name, flexible: 16 },
  { header: 'Runs', value: ({ runs }) => runs },
  { header: 'Passed', value: ({ passed }) => passed },
  { header: 'Average', value: ({ averageTotal }) => averageTotal },
  { header: 'Best', value: ({ bestTotal }) => bestTotal, drop: 2 },
  { header: 'Scenarios', value: ({ scenarios }) => scenarios, drop: 1 },
  { header: 'Last', value: ({ lastEndedAt }) => lastEndedAt, drop: 3 },
];
const SCENARIOS: readonly Column<Report['scenarios'][number]>[] = [
  { header: 'Scenario', value: ({ scenarioId }) => scenarioId },
  { header: 'Runs', value: ({ runs }) => runs },
  { header: 'Passed', value: ({ passed }) => passed },
  { header: 'Average', value: ({ averageTotal }) => averageTotal },
  {
    header: 'Often missed',
    value: ({ oftenMissed }) => oftenMissed.map(({ label, runs }) => `${label} (${runs})`),
    flexible: 30,
  },
];

export default class TrainingReport extends BaseCommand<typeof TrainingReport> {
  static override summary = 'Report runs that ended, by operator and by scenario.';
  static override description =
    'Scenarios with the lowest average come first, with what is missed most often.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> --cohort 2026-november',
    '<%= config.bin %> <%= command.id %> --from 2026-11-01T00:00:00Z --to 2026-12-01T00:00:00Z --json',
  ];
  static override flags = {
    cohort: string({ summary: 'Only runs of this cohort.' }),
    operator: string({ summary: 'Only runs of this operator.', helpValue: 'ID' }),
    scenario: string({ summary: 'Only runs of this scenario.', helpValue: 'ID' }),
    hospital: string({ summary: 'Only runs of this hospital (name or id).', helpValue: 'NAME|ID' }),
    from: string({ summary: 'Ended at or after this time.', helpValue: 'TIME' }),
    to: string({ summary: 'Ended before this time.', helpValue: 'TIME' }),
  };

  async run(): Promise<Report> {
    const { cohort, operator: operatorId, scenario: scenarioId, hospital, from, to } = this.flags;
    const kiwi = await this.client();
    const hospitalId = hospital && (await findHospital(kiwi, hospital)).id;
    const report = await kiwi.get('/v1/training/report', {
      query: { cohort, operatorId, scenarioId, hospitalId, from, to },
    });
    if (report.runs === 0) this.log('No runs ended.');
    else {
      const passed = `${count(report.runs, 'run')}, ${report.passed} passed, ${report.averageTotal} marks on average`;
      this.log(`${passed}\n\n${bold('Operators')}`);
      this.logTable(report.operators, OPERATORS, '');
      this.log(`\n${bold('Scenarios')}`);
      this.logTable(report.scenarios, SCENARIOS, '');
    }
    return report;
  }
}
