import type { components } from '@kiwimesh/openapi/types';
import { BaseCommand } from '../../base/command.ts';
import type { Column } from '../../base/output.ts';

type ModelState = components['schemas']['ModelState'];

const COLUMNS: readonly Column<ModelState>[] = [
  { header: 'Provider', value: (one) => one.provider },
  { header: 'Model', value: (one) => one.model, flexible: 16 },
  { header: 'Configured', value: (one) => (one.configured ? 'yes' : 'no') },
  { header: 'Where', value: (one) => (one.locality === 'self_hosted' ? 'self-hosted' : 'cloud'), drop: 2 },
  { header: 'Trusted with', value: (one) => one.trustedWith },
  { header: 'Reasoning', value: (one) => one.reasoning, drop: 3 },
  { header: '$/M in', value: (one) => one.price.input, drop: 1 },
  { header: '$/M out', value: (one) => one.price.output, drop: 1 },
];

export default class LlmModels extends BaseCommand<typeof LlmModels> {
  static override summary = 'List the language models of the catalogue.';
  static override examples = ['<%= config.bin %> <%= command.id %>'];

  async run(): Promise<{ readonly data: readonly ModelState[] }> {
    const kiwi = await this.client();
    const { data } = await kiwi.get('/v1/llm/models');
    this.logTable(data, COLUMNS, 'The catalogue has no models.');
    return { data };
  }
}
