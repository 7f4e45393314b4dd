import { string } from '@oclif/core/args';
import { BaseCommand } from '../../base/command.ts';
import { confirmFlag, confirmName } from '../../base/prompt.ts';
import type { ApiKey } from '../../base/wire.ts';
import { findKey } from '../../organisations/keys.ts';

export default class KeysRevoke extends BaseCommand<typeof KeysRevoke> {
  static override summary = 'Put a key out of use at once.';
  static override examples = ['<%= config.bin %> <%= command.id %> Website --confirm Website'];
  static override args = { key: string({ description: 'Name or id.', required: true }) };
  static override flags = { confirm: confirmFlag };

  async run(): Promise<ApiKey> {
    const kiwi = await this.client();
    const found = await findKey(kiwi, this.args.key);
    if (!found.active) {
      this.log(`${found.name} is out of use already.`);
      return found;
    }
    await confirmName(
      found.name,
      this.flags.confirm,
      `Whatever uses the key ${found.name} (${found.prefix}…) stops working.`,
    );
    const key = await kiwi.patch('/v1/api-keys/{apiKeyId}', {
      path: { apiKeyId: found.id },
      body: { active: false },
      ifMatch: found.version,
    });
    this.log(`${key.name} is out of use.`);
    return key;
  }
}
