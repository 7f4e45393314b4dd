import type { components } from '@kiwimesh/openapi/types';
import { boolean, integer, option } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import type { Column } from '../../base/output.ts';

type Candidate = components['schemas']['TriageCandidate'];

const COLUMNS: readonly Column<Candidate>[] = [
  { header: 'Order', value: (one) => one.rank ?? '-' },
  { header: 'Model', value: (one) => `${one.provider} ${one.model}`, flexible: 20 },
  { header: 'Not asked because', value: (one) => one.excludedBy },
  { header: 'Expected ms', value: (one) => one.predictedLatencyMs && Math.round(one.predictedLatencyMs) },
  { header: 'At most $', value: (one) => (one.maxCostMicros / 1e6).toFixed(4), drop: 1 },
];

export default class LlmExplain extends BaseCommand<typeof LlmExplain> {
  static override summary = 'Explain which models an ask of these dimensions would go to now, and why.';
  static override description = 'Asks no model. The defaults are those of triage.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --sensitivity internal --reasoning deep --budget 10000',
  ];
  static override flags = {
    sensitivity: option({
      summary: 'What the content may be shown to.',
      options: ['public', 'internal', 'phi'] as const,
      default: 'phi' as const,
    })(),
    reasoning: option({
      summary: 'How much reasoning the task needs.',
      options: ['light', 'standard', 'deep'] as const,
      default: 'standard' as const,
    })(),
    budget: integer({ summary: 'Milliseconds.', default: 2_000, min: 1 }),
    'max-cost': integer({ summary: 'Millionths of a US dollar.', default: 60_000, min: 0 }),
    'not-cleanable': boolean({ summary: 'The content cannot be cleaned of what identifies people.' }),
  };

  async run(): Promise<{ readonly data: readonly Candidate[] }> {
    const { flags } = this;
    const kiwi = await this.client();
    const { data } = await kiwi.post('/v1/llm/explanations', {
      body: {
        sensitivity: flags.sensitivity,
        reasoning: flags.reasoning,
        budgetMs: flags.budget,
        maxCostMicros: flags['max-cost'],
        deidentifiable: !flags['not-cleanable'],
      },
    });
    this.logTable(data, COLUMNS, 'The catalogue has no models.');
    return { data };
  }
}
