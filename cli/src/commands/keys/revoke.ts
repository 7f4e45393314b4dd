import { string } from '@oclif/core/args';
import { BaseCommand } from '../../base/command.ts';
import { confirmFlag, confirmName } from '../../base/prompt.ts';
import type { ApiKey } from '../../base/wire.ts';
import { isId, pick } from '../../organisations/find.ts';

export default class KeysRevoke extends BaseCommand<typeof KeysRevoke> {
  static override summary = 'Put a key out of use at once.';
  static override examples = ['<%= config.bin %> <%= command.id %> Website --confirm Website'];
  static override args = { key: string({ description: 'Name or id.', required: true }) };
  static override flags = { confirm: confirmFlag };

  async run(): Promise<ApiKey> {
    const kiwi = await this.client();
    const wanted = this.args.key;
    const all: ApiKey[] = [];
    if (!isId(wanted))
      for await (const one of kiwi.pages('/v1/api-keys', { query: { limit: 200 } })) all.push(one);
    const found = isId(wanted)
      ? await kiwi.get('/v1/api-keys/{apiKeyId}', { path: { apiKeyId: wanted } })
      : pick(
          'key',
          wanted,
          all.some((one) => one.active && one.name === wanted) ? all.filter((one) => one.active) : all,
        );
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
