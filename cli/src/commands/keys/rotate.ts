import { string } from '@oclif/core/args';
import { integer } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { bold, shortTime } from '../../base/output.ts';
import { confirmFlag, confirmName } from '../../base/prompt.ts';
import type { ApiKeyCreated } from '../../base/wire.ts';
import { findKey } from '../../organisations/keys.ts';

export default class KeysRotate extends BaseCommand<typeof KeysRotate> {
  static override summary = 'Give a secret key a new secret; the old one works on for a while.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> "Lab system"',
    '<%= config.bin %> <%= command.id %> "Lab system" --overlap 0 --confirm "Lab system"',
  ];
  static override args = { key: string({ description: 'Name or id.', required: true }) };
  static override flags = {
    overlap: integer({
      summary: 'How long the old secret goes on working; 0 ends it at once.',
      helpValue: 'SECONDS',
      default: 86_400,
      min: 0,
      max: 604_800,
    }),
    confirm: confirmFlag,
  };

  async run(): Promise<ApiKeyCreated> {
    const kiwi = await this.client();
    const found = await findKey(kiwi, this.args.key);
    const { overlap, confirm } = this.flags;
    if (overlap === 0) {
      await confirmName(
        found.name,
        confirm,
        `Whatever uses the key ${found.name} (${found.prefix}…) stops working until it has the new secret.`,
      );
    }
    const key = await kiwi.post('/v1/api-keys/{apiKeyId}/rotation', {
      path: { apiKeyId: found.id },
      body: { overlapSeconds: overlap },
    });
    this.log(`New secret of ${key.name}, shown only this once:\n${bold(key.secret ?? '')}`);
    this.log(
      key.previousSecretExpiresAt
        ? `\nThe one before works until ${shortTime(key.previousSecretExpiresAt)}.`
        : '\nThe one before works no longer.',
    );
    return key;
  }
}
