import type { Database } from '../../../kernel/db/unit/database.ts';
import { accounts } from '../../organisations/index.ts';
import { StaffSecondFactorReset } from '../events.ts';
import { sendAccountNotice } from '../jobs.ts';
import { hasPassword } from '../links/invitations.ts';
import { AccountLinks } from '../links/links.ts';
import { RESET_MINUTES } from '../links/password-resets.ts';
import { SecondFactor } from '../second-factor/second-factor.ts';
import { Keyring } from '../sessions/keyring.ts';

/** How the audit log names it: the action of the entry. */
export const RECOVERY = 'recover a super admin from the command line';

export interface RecoveryRequest {
  readonly email: string;
  /** Of a person who is not there yet. */
  readonly name: string;
  /** Also takes their second factor and recovery codes away. */
  readonly resetSecondFactor: boolean;
  /** BCP 47, of the mail to somebody who has chosen none. */
  readonly language: string;
}

export interface Recovered {
  readonly id: string;
  /** `present`: an active super admin already, who gets a link to set a new password. */
  readonly outcome: 'added' | 'reactivated' | 'present';
  /** Path of the page where the password is chosen, with a token in its fragment. */
  readonly path: string;
  readonly expiresAt: Date;
  readonly secondFactorReset: boolean;
}

/**
 * For an operator with the database and the secret, when no super admin can sign in: adds or reactivates one and makes a
 * link to choose a password behind, which also goes out by mail. The link ends sessions and locks when it is used.
 * @param secrets as the service has them (`KIWIMESH_SECRET`): links are made with the first.
 * @throws Problem `already_exists` when the email is that of staff in another role.
 */
export async function recoverSuperAdmin(
  database: Database,
  secrets: readonly string[],
  request: RecoveryRequest,
): Promise<Recovered> {
  const keyring = new Keyring(secrets);
  const links = new AccountLinks({ accounts, keyring });
  return database.asSystem(RECOVERY, async (uow) => {
    const { id, outcome, email, language } = await accounts.recoverSuperAdmin(uow, request);
    const reset = request.resetSecondFactor && (await new SecondFactor(keyring).remove(uow, id));
    if (reset) {
      uow.emit(StaffSecondFactorReset(id, { staffId: id }));
      sendAccountNotice(uow, id, 'second_factor_removed');
    }
    const link = await links.issue(uow, {
      purpose: (await hasPassword(uow, id)) ? 'password_reset' : 'invitation',
      staffId: id,
      email,
      language: language ?? request.language,
      expiresAt: new Date(uow.now.getTime() + RESET_MINUTES * 60_000),
    });
    const path = `/account#${link.purpose.replace('_', '-')}=${links.tokenOf(link)}`;
    return { id, outcome, path, expiresAt: link.expiresAt, secondFactorReset: reset };
  });
}
