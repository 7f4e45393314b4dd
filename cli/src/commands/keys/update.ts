import { string as stringArgument } from '@oclif/core/args';
import { boolean, string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { details } from '../../base/output.ts';
import type { ApiKey } from '../../base/wire.ts';
import { changes } from '../../organisations/fields.ts';
import { findKey } from '../../organisations/keys.ts';

export default class KeysUpdate extends BaseCommand<typeof KeysUpdate> {
  static override summary =
    'Update a key: its name or the pages that may use it. Omitted fields stay as they are.';
  static override description =
    'The scopes and the hospital of a key cannot change: create another key and revoke this one.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> Website --origin https://www.sahyadri.example --origin https://sahyadri.example',
    '<%= config.bin %> <%= command.id %> "Lab system" --name "Laboratory"',
  ];
  static override args = { key: stringArgument({ description: 'Name or id.', required: true }) };
  static override flags = {
    name: string({ summary: 'New name.' }),
    origin: string({
      multiple: true,
      summary:
        'The origin of a page that may use a publishable key; replaces the existing ones; can be repeated.',
      helpValue: 'URL',
    }),
    active: boolean({ summary: 'Reactivate it; --no-active deactivates it.' }),
  };

  async run(): Promise<ApiKey> {
    const { flags } = this;
    const body = changes({ name: flags.name, allowedOrigins: flags.origin, active: flags.active });
    const kiwi = await this.client();
    const { id, version } = await findKey(kiwi, this.args.key);
    const key = await kiwi.patch('/v1/api-keys/{apiKeyId}', {
      path: { apiKeyId: id },
      body,
      ifMatch: version,
    });
    const rows: [string, unknown][] = [
      ['Name', key.name],
      ['Id', key.id],
      ['Kind', key.kind],
      key.kind === 'secret' ? ['Scopes', key.scopes] : ['Origins', key.allowedOrigins],
      ['Active', key.active],
    ];
    this.log(`Changed.\n${details(rows)}`);
    return key;
  }
}
