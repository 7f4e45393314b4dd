import { string } from '@oclif/core/args';
import { BaseCommand } from '../../base/command.ts';
import { bold, details, table } from '../../base/output.ts';
import { assessmentText, type Triage, type TriageDecision } from '../../triage/show.ts';

export interface TriageExplained {
  readonly triage: Triage;
  readonly decision: TriageDecision;
}

export default class TriageExplain extends BaseCommand<typeof TriageExplain> {
  static override summary = 'Explain a stored assessment: findings, rules, models asked, overrides.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> 0193a5f0-7c1e-7000-8000-000000000031',
    '<%= config.bin %> <%= command.id %> 0193a5f0-7c1e-7000-8000-000000000031 --json',
  ];
  static override args = {
    id: string({ description: 'The id of the assessment.', required: true }),
  };

  async run(): Promise<TriageExplained> {
    const kiwi = await this.client();
    const path = { triageId: this.args.id };
    const triage = await kiwi.get('/v1/triage/{triageId}', { path });
    const decision = await kiwi.get('/v1/triage/{triageId}/decision', { path });
    this.log(assessmentText(triage));
    this.log(`\n${bold('How it was decided')}`);
    const { prompt, override } = decision;
    this.log(
      details([
        ['Data version', decision.knowledgeVersion],
        ['Prompt', prompt && `${prompt.name} v${prompt.version}`],
        ['Rules alone', decision.rulesUrgency],
        ['Model alone', decision.modelUrgency],
        ['Findings dropped', decision.droppedFindings],
        [
          'Override',
          override && `${override.urgency} by ${override.by.name ?? override.by.kind}: ${override.reason}`,
        ],
        ['Kept until', decision.expiresAt],
      ]),
    );
    if (decision.attempts.length > 0) {
      this.log(`\n${bold('Attempts')}`);
      this.log(
        table(decision.attempts, [
          { header: 'Model', value: (one) => `${one.provider} ${one.model}` },
          { header: 'Outcome', value: (one) => one.outcome },
          { header: 'ms', value: (one) => one.latencyMs },
        ]),
      );
    }
    const excluded = decision.candidates.filter(({ excludedBy }) => excludedBy !== null);
    if (excluded.length > 0) {
      this.log(`\n${bold('Not asked')}`);
      this.log(
        table(excluded, [
          { header: 'Model', value: (one) => `${one.provider} ${one.model}` },
          { header: 'Because', value: (one) => one.excludedBy },
        ]),
      );
    }
    return { triage, decision };
  }
}
