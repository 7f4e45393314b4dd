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
  added: 'Added as super admin',
  reactivated: 'Reactivated',
  present: 'An active super admin already',
} as const;

export default class DbRecoverAdmin extends BaseCommand<typeof DbRecoverAdmin> {
  static override summary = 'Add or reactivate a super admin when none can sign in.';
  static override description =
    `${DATABASE_HELP} Needs the secret of the service in KIWIMESH_SECRET (and KIWIMESH_AUDIT_SECRET where the service has one): it prints a link to choose a password, and the audit log records it.`;
  static override examples = [
    '<%= config.bin %> <%= command.id %> --email you@example.org',
    '<%= config.bin %> <%= command.id %> --email you@example.org --reset-two-factor',
  ];
  static override flags = {
    email: Flags.string({ summary: 'Their email.', required: true, helpValue: 'EMAIL' }),
    name: Flags.string({ summary: 'Their name, if they are new.', default: 'Super admin' }),
    'reset-two-factor': Flags.boolean({ summary: 'Also take their second factor and its codes away.' }),
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
    if (recovered.secondFactorReset) this.log('The second factor is gone.');
    this.log(`Choose a password here until ${shortTime(recovered.expiresAt)}:`);
    this.log(recovered.link);
    return recovered;
  }
}
