import { string } from '@oclif/core/args';
import { BaseCommand } from '../../base/command.ts';
import {
  scenarioText,
  scoreText,
  type TrainingRun,
  type TrainingScenario,
  timelineText,
} from '../../training/show.ts';

const RUN = /^[0-9a-f]{8}-[0-9a-f]{4}-/;

export default class TrainingShow extends BaseCommand<typeof TrainingShow> {
  static override summary = 'Show a scenario, or a run with what was said and its marks.';
  static override description =
    'What a case is about shows for administrators, and for operators once they have ended a run of it.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> stroke',
    '<%= config.bin %> <%= command.id %> 0193a5f0-7c1e-7000-8000-000000000051 --json',
  ];
  static override args = {
    id: string({ description: 'The id of a scenario or of a run.', required: true }),
  };

  async run(): Promise<TrainingScenario | TrainingRun> {
    const { id } = this.args;
    const kiwi = await this.client();
    if (!RUN.test(id)) {
      const scenario = await kiwi.get('/v1/training/scenarios/{scenarioId}', { path: { scenarioId: id } });
      this.log(scenarioText(scenario));
      return scenario;
    }
    const run = await kiwi.get('/v1/training/runs/{runId}', { path: { runId: id } });
    this.log(`${timelineText(run)}\n\n${scoreText(run)}`);
    return run;
  }
}
