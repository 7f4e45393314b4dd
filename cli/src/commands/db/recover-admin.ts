import { Flags } from '@oclif/core';
import { BaseCommand } from '../../base/command.ts';
import { shortTime } from '../../base/output.ts';
import { DATABASE_HELP, databaseFlag, withDatabase } from '../../server/connection.ts';

export interface RecoverAdminResult {
  readonly id: string;
  /** `present`: an active super admin already, who gets a link to set a new password. */
  readonly outcome: 'added' | 'reactivated' | 'present';
  /** Where the password is chosen; good once. Begins with KIWIMESH_PUBLIC_URL where that is set. */
  readonly link: string;
  readonly expiresAt: string;
  readonly secondFactorReset: boolean;
}

const OUTCOMES = {
  added: 'Created as super admin',
  reactivated: 'Reactivated',
  present: 'Already an active super admin',
} as const;

export default class DbRecoverAdmin extends BaseCommand<typeof DbRecoverAdmin> {
  static override summary = 'Create or reactivate a super admin when none can sign in.';
  static override description =
    `${DATABASE_HELP} Requires the secret of the service in KIWIMESH_SECRET (and KIWIMESH_AUDIT_SECRET if the service has one). Prints a link to choose a password; the audit log records it.`;
  static override examples = [
    '<%= config.bin %> <%= command.id %> --email you@example.org',
    '<%= config.bin %> <%= command.id %> --email you@example.org --reset-two-factor',
  ];
  static override flags = {
    email: Flags.string({ summary: 'The email of the super admin.', required: true, helpValue: 'EMAIL' }),
    name: Flags.string({ summary: 'The name of a new super admin.', default: 'Super admin' }),
    'reset-two-factor': Flags.boolean({ summary: 'Also remove their second factor and recovery codes.' }),
    'database-url': databaseFlag,
  };

  async run(): Promise<RecoverAdminResult> {
    const { recoverAdmin } = await import('../../server/database.ts');
    const { email, name } = this.flags;
    const resetSecondFactor = this.flags['reset-two-factor'] === true;
    const recovered = await withDatabase(this.flags['database-url'], (url) =>
      recoverAdmin(url, { email, name, resetSecondFactor }),
    );
    this.log(`${OUTCOMES[recovered.outcome]}: ${email}`);
    if (recovered.secondFactorReset) this.log('The second factor was removed.');
    this.log(`Choose a password with this link, which is valid until ${shortTime(recovered.expiresAt)}:`);
    this.log(recovered.link);
    return recovered;
  }
}
