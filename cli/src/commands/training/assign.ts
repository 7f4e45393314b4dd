import { string } from '@oclif/core/args';
import { boolean, string as text } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { plain } from '../../base/output.ts';
import { findStaff } from '../../organisations/find.ts';
import type { TrainingRun } from '../../training/show.ts';

export default class TrainingAssign extends BaseCommand<typeof TrainingAssign> {
  static override summary = 'Ring the call of a scenario for an operator.';
  static override description =
    `For administrators. It rings at once, for that operator alone, for ten minutes; an exercise that nobody takes is abandoned.
The operator needs the duty dispatch. Nothing is ever dispatched from it.`;
  static override examples = [
    '<%= config.bin %> <%= command.id %> stroke --operator asha@sahyadri.example',
    '<%= config.bin %> <%= command.id %> prank --operator asha@sahyadri.example --cohort 2026-november --json',
  ];
  static override args = {
    scenario: string({ description: 'The id of the scenario.', required: true }),
  };
  static override flags = {
    operator: text({ summary: 'Who practises.', helpValue: 'EMAIL|ID', required: true }),
    cohort: text({ summary: 'Label under which the run is reported.' }),
    audio: boolean({ summary: 'The caller is spoken, with the noise behind it.' }),
  };

  async run(): Promise<TrainingRun> {
    const { scenario: scenarioId } = this.args;
    const { operator, cohort, audio } = this.flags;
    const mode = audio ? 'audio' : 'text';
    const kiwi = await this.client();
    const { id: operatorId, name } = await findStaff(kiwi, operator);
    const run = await kiwi.post('/v1/training/runs', {
      body: { scenarioId, mode, operatorId, ...(cohort === undefined ? {} : { cohort }) },
    });
    this.log(`"${plain(run.scenarioTitle)}" rings for ${plain(name)}. Run ${run.id}`);
    return run;
  }
}
