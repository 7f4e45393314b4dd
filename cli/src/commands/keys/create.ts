import { boolean, option, string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { CliError } from '../../base/errors.ts';
import { bold, details } from '../../base/output.ts';
import { timestamp } from '../../base/time.ts';
import type { ApiKeyCreated } from '../../base/wire.ts';
import { findHospital } from '../../organisations/find.ts';
import { KEY_KINDS, KEY_SCOPES } from '../../organisations/keys.ts';

export default class KeysCreate extends BaseCommand<typeof KeysCreate> {
  static override summary = 'Make a key: secret for a partner’s server, publishable for a web page.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> --name Website --kind publishable --hospital "Sahyadri General" --origin https://www.sahyadri.example',
    '<%= config.bin %> <%= command.id %> --name "Lab system" --kind secret --hospital "Sahyadri General" --scope bookings:read',
  ];
  static override flags = {
    name: string({ summary: 'What it is for.', required: true }),
    kind: option({ options: KEY_KINDS, summary: 'Secret or publishable.', required: true })(),
    hospital: string({
      summary:
        'The hospital it acts in; default: your own. The secret key of a super admin without one acts everywhere.',
      helpValue: 'NAME|ID',
    }),
    scope: option({
      options: KEY_SCOPES,
      multiple: true,
      summary: 'What a secret key may do; can be repeated. A :write scope alone is not told records back.',
    })(),
    origin: string({
      multiple: true,
      summary: 'Page that may use a publishable key; can be repeated.',
      helpValue: 'URL',
    }),
    'ends-with-maker': boolean({ summary: 'Stop it while you are deactivated.' }),
    expires: string({ summary: 'When it ends; default: never.', helpValue: 'TIME' }),
  };

  async run(): Promise<ApiKeyCreated> {
    const { flags } = this;
    if (flags.kind === 'publishable' && !flags.origin) {
      throw new CliError('missing_input', 'A publishable key needs at least one --origin.');
    }
    if (flags.kind === 'secret' && !flags.scope) {
      throw new CliError(
        'missing_input',
        `A secret key needs at least one --scope: ${KEY_SCOPES.join(', ')}.`,
      );
    }
    const kiwi = await this.client();
    const hospitalId = flags.hospital
      ? (await findHospital(kiwi, flags.hospital)).id
      : ((await kiwi.get('/v1/me')).hospitalId ?? undefined);
    if (flags.kind === 'publishable' && !hospitalId) {
      throw new CliError('missing_input', 'You belong to no hospital: a publishable key needs --hospital.');
    }
    const key = await kiwi.post('/v1/api-keys', {
      body: {
        name: flags.name,
        kind: flags.kind,
        hospitalId,
        scopes: flags.scope,
        allowedOrigins: flags.origin,
        endsWithMaker: flags['ends-with-maker'],
        expiresAt: timestamp(flags.expires),
      },
    });
    const limits =
      key.kind === 'secret' ? (['Scopes', key.scopes] as const) : (['Origins', key.allowedOrigins] as const);
    this.log(
      details([
        ['Name', key.name],
        ['Id', key.id],
        ['Kind', key.kind],
        limits,
        ['Expires', key.expiresAt ?? 'never'],
        ['Ends with its maker', key.endsWithMaker ?? false],
      ]),
    );
    if (key.secret) this.log(`\nSecret, shown only this once:\n${bold(key.secret)}`);
    if (key.key) this.log(`\nFor the page (it is no secret):\n${bold(key.key)}`);
    return key;
  }
}
