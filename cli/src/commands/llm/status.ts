import type { components } from '@kiwimesh/openapi/types';
import { BaseCommand } from '../../base/command.ts';
import type { Column } from '../../base/output.ts';

type ModelState = components['schemas']['ModelState'];

const COLUMNS: readonly Column<ModelState>[] = [
  { header: 'Model', value: (one) => `${one.provider} ${one.model}`, flexible: 20 },
  { header: 'State', value: stateOf },
  { header: 'Errors', value: (one) => `${Math.round(one.errorRate * 100)}%` },
  { header: 'p50 ms', value: (one) => one.latency && Math.round(one.latency.p50) },
  { header: 'p95 ms', value: (one) => one.latency && Math.round(one.latency.p95) },
  { header: 'Running', value: (one) => one.inFlight, drop: 2 },
  { header: 'Waiting', value: (one) => one.queued, drop: 2 },
  { header: 'Last failure', value: (one) => one.lastFailure, drop: 1 },
];

function stateOf({ breaker, retryInMs }: ModelState): string {
  if (breaker === 'closed') return 'ready';
  return retryInMs > 0 ? `paused ${Math.ceil(retryInMs / 1_000)} s` : 'being tried';
}

export default class LlmStatus extends BaseCommand<typeof LlmStatus> {
  static override summary = 'Show how the configured language models are doing.';
  static override description = 'As the process knows it that answered; other processes have their own.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --json',
  ];

  async run(): Promise<{ readonly data: readonly ModelState[] }> {
    const kiwi = await this.client();
    const data = (await kiwi.get('/v1/llm/models')).data.filter(({ configured }) => configured);
    this.logTable(data, COLUMNS, 'No provider of models is configured: triage runs on its rules alone.');
    return { data };
  }
}
