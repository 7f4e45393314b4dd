import { string } from '@oclif/core/args';
import { BaseCommand } from '../../base/command.ts';
import { confirmFlag, confirmName } from '../../base/prompt.ts';
import type { ApiKey } from '../../base/wire.ts';
import { findKey } from '../../organisations/keys.ts';

export default class KeysRevoke extends BaseCommand<typeof KeysRevoke> {
  static override summary = 'Revoke a key immediately.';
  static override examples = ['<%= config.bin %> <%= command.id %> Website --confirm Website'];
  static override args = { key: string({ description: 'Name or id.', required: true }) };
  static override flags = { confirm: confirmFlag };

  async run(): Promise<ApiKey> {
    const kiwi = await this.client();
    const found = await findKey(kiwi, this.args.key);
    if (!found.active) {
      this.log(`${found.name} is already deactivated.`);
      return found;
    }
    await confirmName(
      found.name,
      this.flags.confirm,
      `Everything that uses the key ${found.name} (${found.prefix}…) will stop working.`,
    );
    const key = await kiwi.patch('/v1/api-keys/{apiKeyId}', {
      path: { apiKeyId: found.id },
      body: { active: false },
      ifMatch: found.version,
    });
    this.log(`${key.name} was revoked.`);
    return key;
  }
}
