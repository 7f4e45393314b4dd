import { boolean, option, string } from '@oclif/core/flags';
import { BaseCommand } from '../../base/command.ts';
import { CliError } from '../../base/errors.ts';
import { bold, details } from '../../base/output.ts';
import { timestamp } from '../../base/time.ts';
import type { ApiKeyCreated } from '../../base/wire.ts';
import { findHospital } from '../../organisations/find.ts';
import { KEY_KINDS, KEY_SCOPES } from '../../organisations/keys.ts';

/** @throws CliError for one that the contract does not have. */
function scopeOf(given: string): (typeof KEY_SCOPES)[number] {
  const known = KEY_SCOPES.find((scope) => scope === given);
  if (known !== undefined) return known;
  throw new CliError('unknown_scope', `There is no scope ${given}: use ${KEY_SCOPES.join(', ')}.`);
}

export default class KeysCreate extends BaseCommand<typeof KeysCreate> {
  static override summary = 'Create a key: secret for a partner’s server, publishable for a web page.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> --name Website --kind publishable --hospital "Sahyadri General" --origin https://www.sahyadri.example',
    '<%= config.bin %> <%= command.id %> --name "Lab system" --kind secret --hospital "Sahyadri General" --scope bookings:read',
  ];
  static override flags = {
    name: string({ summary: 'What the key is used for.', required: true }),
    kind: option({ options: KEY_KINDS, summary: 'Secret or publishable.', required: true })(),
    hospital: string({
      summary:
        "The hospital the key is limited to; default: your own. A super admin's secret key without a hospital is not limited.",
      helpValue: 'NAME|ID',
    }),
    // Not as options: their list is one word, which no terminal of 80 columns shows whole.
    scope: string({
      multiple: true,
      summary: `A permission of a secret key; can be repeated: ${KEY_SCOPES.join(', ')}. A key with only a :write scope gets no records in replies.`,
      helpValue: 'SCOPE',
    }),
    origin: string({
      multiple: true,
      summary: 'The origin of a page that may use a publishable key; can be repeated.',
      helpValue: 'URL',
    }),
    'ends-with-maker': boolean({ summary: 'The key stops working while you are deactivated.' }),
    expires: string({ summary: 'When the key expires; default: never.', helpValue: 'TIME' }),
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
    const scopes = flags.scope?.map(scopeOf);
    const kiwi = await this.client();
    const hospitalId = flags.hospital
      ? (await findHospital(kiwi, flags.hospital)).id
      : ((await kiwi.get('/v1/me')).hospitalId ?? undefined);
    if (flags.kind === 'publishable' && !hospitalId) {
      throw new CliError(
        'missing_input',
        'You do not belong to a hospital: a publishable key needs --hospital.',
      );
    }
    const key = await kiwi.post('/v1/api-keys', {
      body: {
        name: flags.name,
        kind: flags.kind,
        hospitalId,
        scopes,
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
        ['Ends with its creator', key.endsWithMaker ?? false],
      ]),
    );
    if (key.secret) this.log(`\nSecret, shown only this once:\n${bold(key.secret)}`);
    if (key.key) this.log(`\nFor the page (not secret):\n${bold(key.key)}`);
    return key;
  }
}
