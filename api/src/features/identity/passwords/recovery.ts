import type { Database } from '../../../kernel/db/unit/database.ts';
import { accounts } from '../../organisations/index.ts';
import { StaffSecondFactorReset } from '../events.ts';
import { sendAccountNotice } from '../jobs.ts';
import { AccountLinks } from '../links/links.ts';
import { RESET_MINUTES } from '../links/password-resets.ts';
import { SecondFactor } from '../second-factor/second-factor.ts';
import { Keyring } from '../sessions/keyring.ts';
import { hasPassword } from './credentials.ts';

/** The action in the audit log. */
export const RECOVERY = 'recover a super admin from the command line';

export interface RecoveryRequest {
  readonly email: string;
  /** For a new person. */
  readonly name: string;
  /** Also removes their second factor and recovery codes. */
  readonly resetSecondFactor: boolean;
  /** BCP 47, for the email to a person who has chosen none. */
  readonly language: string;
}

export interface Recovered {
  readonly id: string;
  /** `present`: already an active super admin, who gets a link to set a new password. */
  readonly outcome: 'added' | 'reactivated' | 'present';
  /** Path of the page to choose a password, with a token in its fragment. */
  readonly path: string;
  readonly expiresAt: Date;
  readonly secondFactorReset: boolean;
}

/**
 * For an operator with access to the database and the secret, when no super admin can sign in: adds or reactivates one and
 * creates a link to choose a password, which is also emailed. Using the link ends the person's sessions and any lock.
 * @param secrets as configured for the service (`KIWIMESH_SECRET`); links are made with the first.
 * @throws Problem `already_exists` if the email belongs to staff in another role.
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
