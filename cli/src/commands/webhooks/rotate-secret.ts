import { string } from '@oclif/core/args';
import { integer } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { bold, shortTime } from '../../base/output.ts';
import { confirmFlag, confirmName } from '../../base/prompt.ts';
import { ENDPOINT_ARGUMENT, type EndpointCreated, findEndpoint, hostOf } from '../../webhooks/endpoints.ts';

export default class WebhooksRotateSecret extends BaseCommand<typeof WebhooksRotateSecret> {
  static override summary = 'Rotate the secret of a webhook endpoint. For a while both secrets sign.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> hooks.lab.example',
    '<%= config.bin %> <%= command.id %> hooks.lab.example --overlap 0 --confirm hooks.lab.example',
  ];
  static override args = { endpoint: string({ description: ENDPOINT_ARGUMENT, required: true }) };
  static override flags = {
    overlap: integer({
      summary: 'How long the old secret signs too; 0 ends it immediately.',
      helpValue: 'SECONDS',
      default: 86_400,
      min: 0,
      max: 604_800,
    }),
    confirm: confirmFlag,
  };

  async run(): Promise<EndpointCreated> {
    const { overlap, confirm } = this.flags;
    const kiwi = await this.client();
    const found = await findEndpoint(kiwi, this.args.endpoint);
    if (overlap === 0) {
      const host = hostOf(found);
      await confirmName(host, confirm, `${host} will reject every webhook until it has the new secret.`);
    }
    const endpoint = await kiwi.post('/v1/webhook-endpoints/{webhookEndpointId}/rotate-secret', {
      path: { webhookEndpointId: found.id },
      body: { overlapSeconds: overlap },
    });
    this.log(`New secret, shown only this once:\n${bold(endpoint.secret)}`);
    this.log(
      endpoint.previousSecretExpiresAt
        ? `\nThe previous secret signs too until ${shortTime(endpoint.previousSecretExpiresAt)}.`
        : '\nThe previous secret no longer signs.',
    );
    return endpoint;
  }
}
