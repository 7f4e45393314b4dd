import type { components } from '@kiwimesh/openapi/types';
import { string as stringArgument } from '@oclif/core/args';
import { string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { CliError } from '../../base/errors.ts';
import { count } from '../../base/output.ts';
import { timestamp } from '../../base/time.ts';
import { ENDPOINT_ARGUMENT, findEndpoint } from '../../webhooks/endpoints.ts';

export default class WebhooksReplay extends BaseCommand<typeof WebhooksReplay> {
  static override summary = 'Send events again: those of a time, or those of some deliveries.';
  static override description =
    'Each keeps its id, by which the partner tells a repeat. Events are kept for 30 days; at most 5,000 at once.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> hooks.lab.example --from 2026-11-28T09:00 --to 2026-11-28T10:00',
    '<%= config.bin %> <%= command.id %> hooks.lab.example --delivery 0193a5f0-7c1e-7000-8000-000000000092',
  ];
  static override args = { endpoint: stringArgument({ description: ENDPOINT_ARGUMENT, required: true }) };
  static override flags = {
    from: string({ summary: 'The start of the time.', helpValue: 'TIME', exclusive: ['delivery'] }),
    to: string({ summary: 'The end of the time; default: now.', helpValue: 'TIME', dependsOn: ['from'] }),
    delivery: string({
      summary: 'What this delivery sent; can be repeated.',
      helpValue: 'ID',
      multiple: true,
    }),
  };

  async run(): Promise<components['schemas']['WebhookReplayed']> {
    const { from, to, delivery } = this.flags;
    const start = timestamp(from);
    if (start === undefined && delivery === undefined) {
      throw new CliError('missing_input', 'Say what to send again: --from TIME, or --delivery ID.');
    }
    const body =
      start === undefined
        ? { deliveryIds: delivery ?? [] }
        : { from: start, to: timestamp(to) ?? new Date().toISOString() };
    const kiwi = await this.client();
    const { id } = await findEndpoint(kiwi, this.args.endpoint);
    const result = await kiwi.post('/v1/webhook-endpoints/{webhookEndpointId}/replay', {
      path: { webhookEndpointId: id },
      body,
    });
    // A key that may not read gets no figures.
    const replayed = result?.replayed ?? 0;
    this.log(`${count(replayed, 'event')} on the way again.`);
    return { replayed };
  }
}
