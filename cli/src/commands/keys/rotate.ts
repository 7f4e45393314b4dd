import { string } from '@oclif/core/args';
import { integer } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { bold, shortTime } from '../../base/output.ts';
import { confirmFlag, confirmName } from '../../base/prompt.ts';
import type { ApiKeyCreated } from '../../base/wire.ts';
import { findKey } from '../../organisations/keys.ts';

export default class KeysRotate extends BaseCommand<typeof KeysRotate> {
  static override summary = 'Rotate the secret of a key. The old secret keeps working for a while.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> "Lab system"',
    '<%= config.bin %> <%= command.id %> "Lab system" --overlap 0 --confirm "Lab system"',
  ];
  static override args = { key: string({ description: 'Name or id.', required: true }) };
  static override flags = {
    overlap: integer({
      summary: 'How long the old secret keeps working; 0 ends it immediately.',
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
        `Everything that uses the key ${found.name} (${found.prefix}…) will stop working until it has the new secret.`,
      );
    }
    const key = await kiwi.post('/v1/api-keys/{apiKeyId}/rotation', {
      path: { apiKeyId: found.id },
      body: { overlapSeconds: overlap },
    });
    this.log(`New secret of ${key.name}, shown only this once:\n${bold(key.secret ?? '')}`);
    this.log(
      key.previousSecretExpiresAt
        ? `\nThe previous secret works until ${shortTime(key.previousSecretExpiresAt)}.`
        : '\nThe previous secret no longer works.',
    );
    return key;
  }
}
