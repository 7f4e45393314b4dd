import type { Database } from '../../../kernel/db/unit/database.ts';
import type { ModuleParts } from '../../../kernel/module.ts';
import type { EmailPort } from '../../../ports/email.ts';
import type { AccountsFace, OrganisationsFace } from '../../organisations/index.ts';
import type { Keyring } from '../sessions/keyring.ts';
import { inviteStaff } from '../subscribers.ts';
import { Invitations } from './invitations.ts';
import { AccountLinks } from './links.ts';
import { AccountMailer } from './mailer.ts';
import { type AccountOperations, accountOperations } from './operations.ts';
import { PasswordResets, RESET_LIMITS, type ResetLimits } from './password-resets.ts';

/** What the settings and the region say about mails to staff. */
export interface AccountMailSettings {
  readonly port: EmailPort;
  /** Where people reach this installation, without a slash at the end; asked when a mail is made. */
  readonly publicUrl: () => string;
  /** BCP 47, of mails where nobody says another. */
  readonly language: string;
  /** IANA, for times in mails. */
  readonly timezone: string;
  /** How long an invitation is good for, hours. */
  readonly invitationHours: () => Promise<number>;
  readonly resetLimits?: Partial<ResetLimits>;
}

interface Deps {
  readonly database: Database;
  readonly organisations: OrganisationsFace & AccountsFace;
  readonly keyring: Keyring;
  readonly mail: AccountMailSettings;
}

/** Invitations, password resets and the mails about accounts, wired together. */
export function createAccounts({ database, organisations, keyring, mail }: Deps): Pick<
  ModuleParts,
  'subscribers' | 'jobs'
> & {
  readonly operations: AccountOperations;
  readonly invitations: Invitations;
} {
  const { language, timezone, publicUrl } = mail;
  const links = new AccountLinks({ accounts: organisations, keyring });
  const shared = { database, accounts: organisations, links, language };
  const invitations = new Invitations({ ...shared, keyring, validHours: mail.invitationHours });
  const limits = { ...RESET_LIMITS, ...mail.resetLimits };
  const resets = new PasswordResets({ ...shared, keyring, limits });
  const mailer = new AccountMailer({ ...shared, email: mail.port, publicUrl, timezone });
  return {
    invitations,
    operations: accountOperations({ database, organisations, links, invitations, resets }),
    subscribers: [inviteStaff(invitations)],
    jobs: mailer.jobs(),
  };
}
