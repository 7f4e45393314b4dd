import type { Principal, StaffPrincipal } from '../../../kernel/auth/principal.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import { asSystem } from '../../../kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import type { AccountsFace, StaffAccount } from '../../organisations/index.ts';
import { staffIn } from '../accounts/person.ts';
import {
  StaffRecoveryCodesRenewed,
  StaffSecondFactorAdded,
  StaffSecondFactorRemoved,
  StaffSecondFactorReset,
  StaffUnlocked,
} from '../events.ts';
import { sendAccountNotice } from '../jobs.ts';
import { type Admission, lockedProblem, noteLock, type SignInGuard, unlock } from '../lockout/guard.ts';
import { StaffCredential } from '../models.ts';
import { unprocessable } from '../problems.ts';
import { type Proof, type SecondFactor, wrongCode } from '../second-factor/second-factor.ts';
import type { Sessions } from '../sessions/service.ts';
import { lockPassword, setPassword } from './credentials.ts';
import { hashPassword, passwordMatches } from './hashing.ts';
import { assertAcceptablePassword } from './policy/policy.ts';

interface Deps {
  readonly database: Database;
  readonly accounts: AccountsFace;
  readonly guard: SignInGuard;
  readonly secondFactor: SecondFactor;
  readonly sessions: Sessions;
}

/**
 * Changes that staff make to their own password and second factor, and administrators to those of others. Wrong passwords
 * and codes count and lock as at sign-in, so that a stolen session does not allow more guesses.
 */
export class CredentialService {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /**
   * Changes the caller's password and ends their other sessions.
   * @throws Problem `unprocessable` (wrong current password), `password_unacceptable`, `sign_in_locked`.
   */
  async changePassword(
    principal: Principal,
    { currentPassword, newPassword }: { readonly currentPassword: string; readonly newPassword: string },
    address: string,
  ): Promise<void> {
    const me = staffIn(principal);
    await this.#withAttempt(me, address, async (account, admission) => {
      const { database, accounts, guard } = this.#deps;
      const current = await this.#passwordHash(me);
      if (!(await passwordMatches(current, currentPassword))) {
        noteLock(admission);
        throw wrongCurrentPassword();
      }
      await database.asSystem('the current password was right', (uow) => guard.withdraw(uow, admission));
      assertAcceptablePassword(newPassword, [account.name, account.email], '/newPassword');
      const hash = await hashPassword(newPassword);
      await database.run(principal, async (uow) => {
        const locked = await asSystem('lock the own password', (system) =>
          lockPassword(system, accounts, me.id),
        );
        if (locked !== current) throw wrongCurrentPassword();
        await setPassword(uow, me.id, hash, { keepSessionId: me.sessionId });
      });
    });
  }

  /**
   * Confirms that the person using the session is its owner.
   * @throws Problem `unprocessable` (wrong password, wrong or missing code), `sign_in_locked`.
   */
  async reauthenticate(
    principal: Principal,
    { password, ...proof }: Proof & { readonly password: string },
    address: string,
  ): Promise<void> {
    const me = staffIn(principal);
    await this.#withAttempt(me, address, async (_account, admission) => {
      const { database, guard, secondFactor, sessions } = this.#deps;
      if (!(await passwordMatches(await this.#passwordHash(me), password))) {
        noteLock(admission);
        throw unprocessable('/password', 'This is not your password.');
      }
      const given = proof.code !== undefined || proof.recoveryCode !== undefined;
      const rejection = await database.asSystem('confirm the own password', async (uow) => {
        if (await secondFactor.isEnabled(uow, me.id)) {
          if (!given) {
            await guard.withdraw(uow, admission);
            return unprocessable(
              '/code',
              'Send the code of your authenticator app, too, or a recovery code.',
            );
          }
          if (!(await secondFactor.consume(uow, me.id, proof))) {
            noteLock(admission);
            return wrongCode(proof);
          }
        }
        await guard.withdraw(uow, admission);
        await sessions.recordReauthentication(uow, me.sessionId);
        return null;
      });
      // Thrown after the commit, so that the failed attempt stays counted.
      if (rejection !== null) throw rejection;
    });
  }

  /**
   * Requires a recent sign-in: in a session left open, a stranger could otherwise enrol their own app and lock the owner
   * out (OWASP ASVS 5.0, 7.5.1).
   * @returns the secret to enter in an app. @throws Problem `already_exists`, `reauthentication_required`.
   */
  async beginTotp(principal: Principal): Promise<{ readonly secret: string; readonly uri: string }> {
    const me = staffIn(principal);
    const { database, accounts, secondFactor, sessions } = this.#deps;
    return database.asSystem('begin a second factor', async (uow) => {
      if (!(await sessions.isRecent(uow, me.sessionId))) {
        throw new Problem('reauthentication_required', {
          detail: 'Your sign-in is too old. Sign in again, then start enrolment within 15 minutes.',
        });
      }
      const account = await accounts.staffAccount(uow, me.id);
      return secondFactor.begin(uow, me.id, account?.email ?? '');
    });
  }

  /** Enables the app and ends the caller's other sessions, which were opened without it. */
  async confirmTotp(principal: Principal, code: string): Promise<readonly string[]> {
    const me = staffIn(principal);
    const { database, accounts, secondFactor, sessions } = this.#deps;
    return database.asSystem('confirm a second factor', async (uow) => {
      // A concurrent sign-in either opens its session first, which ends below, or finds the second factor enabled.
      await lockPassword(uow, accounts, me.id);
      const codes = await secondFactor.confirm(uow, me.id, code);
      await sessions.endAll(uow, me, 'a second factor was added', {
        keepSessionId: me.sessionId,
      });
      uow.emit(StaffSecondFactorAdded(me.id, { staffId: me.id }));
      sendAccountNotice(uow, me.id, 'second_factor_enrolled');
      return codes;
    });
  }

  /** @throws Problem `unprocessable` without an unused code, `sign_in_locked`. */
  async removeTotp(principal: Principal, proof: Proof, address: string): Promise<void> {
    await this.#withProof(principal, proof, address, async (uow, me) => {
      await this.#deps.secondFactor.remove(uow, me.id);
      uow.emit(StaffSecondFactorRemoved(me.id, { staffId: me.id }));
      sendAccountNotice(uow, me.id, 'second_factor_removed');
    });
  }

  /** Replaces the recovery codes. @throws Problem `unprocessable`, `sign_in_locked`. */
  async renewRecoveryCodes(principal: Principal, proof: Proof, address: string): Promise<readonly string[]> {
    return this.#withProof(principal, proof, address, async (uow, me) => {
      uow.emit(StaffRecoveryCodesRenewed(me.id, { staffId: me.id }));
      return this.#deps.secondFactor.renewRecoveryCodes(uow, me.id);
    });
  }

  /**
   * Ends the lockout of a member of staff. People cannot unlock themselves: a stolen session would allow unlimited guesses
   * at the password. @throws Problem `not_found`, `role_not_allowed`; `unprocessable` for one's own account.
   */
  async unlock(principal: Principal, staffId: string): Promise<void> {
    if (principal.kind === 'staff' && principal.id === staffId) {
      throw new Problem('unprocessable', {
        detail: 'You cannot unlock your own account: wait, or ask another administrator.',
      });
    }
    await this.#onManagedStaff(principal, staffId, async (uow) => {
      await unlock(uow, staffId);
      uow.emit(StaffUnlocked(staffId, { staffId }));
    });
  }

  /**
   * Removes the second factor of a person who has lost it, and ends their sessions.
   * @throws Problem `not_found`, `role_not_allowed`; `unprocessable` for one's own account.
   */
  async resetTotp(principal: Principal, staffId: string): Promise<void> {
    if (principal.kind === 'staff' && principal.id === staffId) {
      throw new Problem('unprocessable', {
        detail: 'Turn off your own second factor with a code from your app.',
      });
    }
    await this.#onManagedStaff(principal, staffId, async (uow) => {
      await this.#deps.secondFactor.remove(uow, staffId);
      await this.#deps.sessions.endAll(uow, { kind: 'staff', id: staffId }, 'the second factor was reset');
      uow.emit(StaffSecondFactorReset(staffId, { staffId }));
      sendAccountNotice(uow, staffId, 'second_factor_removed');
    });
  }

  #passwordHash({ id }: StaffPrincipal): Promise<string | null> {
    return this.#deps.database.asSystem('read the own password', async (uow) => {
      const credential = await StaffCredential.query(uow.trx).findById(id);
      return credential?.passwordHash ?? null;
    });
  }

  async #onManagedStaff(
    principal: Principal,
    staffId: string,
    act: (uow: UnitOfWork) => Promise<void>,
  ): Promise<void> {
    const { database, accounts } = this.#deps;
    await database.run(principal, async (uow) => {
      await accounts.managedStaff(uow, staffId);
      await database.asSystem('credentials of managed staff', act);
    });
  }

  /** Runs `act` in the transaction that uses up the proof. */
  async #withProof<T>(
    principal: Principal,
    proof: Proof,
    address: string,
    act: (uow: UnitOfWork, me: StaffPrincipal) => Promise<T>,
  ): Promise<T> {
    const me = staffIn(principal);
    return this.#withAttempt(me, address, async (_account, admission) => {
      const { database, guard, secondFactor } = this.#deps;
      const outcome = await database.asSystem('use a second factor', async (uow) => {
        if (!(await secondFactor.consume(uow, me.id, proof))) return null;
        await guard.withdraw(uow, admission);
        return { value: await act(uow, me) };
      });
      if (outcome === null) {
        noteLock(admission);
        throw wrongCode(proof);
      }
      return outcome.value;
    });
  }

  /** Counts a failed attempt before `work` checks the proof; `work` withdraws it on success. */
  async #withAttempt<T>(
    me: StaffPrincipal,
    address: string,
    work: (account: StaffAccount, admission: Admission) => Promise<T>,
  ): Promise<T> {
    const { database, accounts, guard } = this.#deps;
    return guard.withConcurrencyLimit(me.id, address, async () => {
      const { account, admission, now } = await database.asSystem('count an attempt', async (uow) => {
        const account = await accounts.staffAccount(uow, me.id);
        if (account === null) throw new Problem('unauthenticated');
        return { account, admission: await guard.admit(uow, { typed: '', account, address }), now: uow.now };
      });
      if (admission.lockedUntil !== null) throw lockedProblem(admission.lockedUntil, now);
      return work(account, admission);
    });
  }
}

function wrongCurrentPassword(): Problem {
  return unprocessable('/currentPassword', 'The current password is incorrect.');
}
