import type { components } from '@kiwimesh/openapi/types';
import { integer, string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { type Column, count } from '../../base/output.ts';

type TriageRule = components['schemas']['TriageRule'];

const COLUMNS: readonly Column<TriageRule>[] = [
  { header: 'Urgency', value: (one) => one.urgency },
  { header: 'Topic', value: (one) => one.topic, drop: 1 },
  { header: 'Rule', value: (one) => one.label, flexible: 24 },
  { header: 'Source', value: (one) => `${one.source.publisher} ${one.source.year}`, drop: 2 },
];

export default class TriageRules extends BaseCommand<typeof TriageRules> {
  static override summary = 'List the rules of triage, most urgent first.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> --urgency 1',
    '<%= config.bin %> <%= command.id %> --topic infection --language hi --json',
  ];
  static override flags = {
    urgency: integer({ summary: 'Only those of this urgency.', min: 1, max: 5 }),
    topic: string({ summary: 'Only those of this topic.' }),
    language: string({ summary: 'Language of the labels.', default: 'en' }),
  };

  async run(): Promise<{ readonly knowledgeVersion: string; readonly data: readonly TriageRule[] }> {
    const { urgency, topic, language } = this.flags;
    const kiwi = await this.client();
    const { data, knowledgeVersion } = await kiwi.get('/v1/triage-rules', { query: { language } });
    const chosen = data.filter(
      (one) =>
        (urgency === undefined || one.urgency === urgency) && (topic === undefined || one.topic === topic),
    );
    this.logTable(chosen, COLUMNS, 'No rules match.');
    if (chosen.length > 0) this.log(`\n${count(chosen.length, 'rule')}, data version ${knowledgeVersion}`);
    return { knowledgeVersion, data: chosen };
  }
}
