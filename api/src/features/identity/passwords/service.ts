import type { Principal, StaffPrincipal } from '../../../kernel/auth/principal.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import { asSystem } from '../../../kernel/db/unit/open-unit.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import type { AccountsFace, StaffAccount } from '../../organisations/index.ts';
import {
  StaffRecoveryCodesRenewed,
  StaffSecondFactorAdded,
  StaffSecondFactorRemoved,
  StaffSecondFactorReset,
  StaffUnlocked,
} from '../events.ts';
import { sendAccountNotice } from '../jobs.ts';
import { type Admission, locked, remarkOnLock, type SignInGuard, unlock } from '../lockout/guard.ts';
import { StaffCredential } from '../models.ts';
import { type Proof, type SecondFactor, wrongCode } from '../second-factor/second-factor.ts';
import type { Sessions } from '../sessions/service.ts';
import { holdPassword, setPassword } from './credentials.ts';
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
 * What members of staff do about their own password and second factor, and administrators about those of others. Wrong
 * passwords and codes here count and lock like those of a sign-in: a stolen session must not be a place to guess.
 */
export class OwnCredentials {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /**
   * Changes the caller's own password and ends their other sessions.
   * @throws Problem `unprocessable` (the present one is wrong), `password_unacceptable`, `sign_in_locked`.
   */
  async changePassword(
    principal: Principal,
    { currentPassword, newPassword }: { readonly currentPassword: string; readonly newPassword: string },
    address: string,
  ): Promise<void> {
    const me = staffOf(principal);
    await this.#guarded(me, address, async (account, admission) => {
      const { database, accounts, guard } = this.#deps;
      const credential = await database.asSystem('read the own password', async (uow) =>
        StaffCredential.query(uow.trx).findById(me.id),
      );
      const present = credential?.passwordHash ?? null;
      if (!(await passwordMatches(present, currentPassword))) {
        remarkOnLock(admission);
        throw notPresent();
      }
      await database.asSystem('the present password was right', (uow) => guard.withdraw(uow, admission));
      assertAcceptablePassword(newPassword, [account.name, account.email], '/newPassword');
      const hash = await hashPassword(newPassword);
      await database.run(principal, async (uow) => {
        const held = await asSystem('hold the own password', (system) =>
          holdPassword(system, accounts, me.id),
        );
        if (held !== present) throw notPresent();
        await setPassword(uow, me.id, hash, { keepSessionId: me.sessionId });
      });
    });
  }

  /**
   * Confirms that the caller of the session is its owner. @throws Problem `unprocessable` (wrong password, wrong or missing
   * code), `sign_in_locked`.
   */
  async reauthenticate(
    principal: Principal,
    { password, ...proof }: Proof & { readonly password: string },
    address: string,
  ): Promise<void> {
    const me = staffOf(principal);
    await this.#guarded(me, address, async (_account, admission) => {
      const { database, guard, secondFactor, sessions } = this.#deps;
      const credential = await database.asSystem('read the own password', async (uow) =>
        StaffCredential.query(uow.trx).findById(me.id),
      );
      if (!(await passwordMatches(credential?.passwordHash ?? null, password))) {
        remarkOnLock(admission);
        throw wrong('/password', 'This is not your password.');
      }
      const given = proof.code !== undefined || proof.recoveryCode !== undefined;
      const refusal = await database.asSystem('confirm the own password', async (uow) => {
        if (await secondFactor.isOn(uow, me.id)) {
          if (!given) {
            await guard.withdraw(uow, admission);
            return wrong('/code', 'Send the code of your authenticator app, too, or a recovery code.');
          }
          if (!(await secondFactor.spend(uow, me.id, proof))) {
            remarkOnLock(admission);
            return wrongCode(proof.recoveryCode === undefined ? '/code' : '/recoveryCode');
          }
        }
        await guard.withdraw(uow, admission);
        await sessions.confirmOwner(uow, me.sessionId);
        return null;
      });
      // Thrown after the commit: what was counted stays counted.
      if (refusal !== null) throw refusal;
    });
  }

  /**
   * Only soon after a sign-in: with a session left open somewhere a stranger could enrol an app of theirs, and its owner
   * would be out (OWASP ASVS 5.0, 7.5.1).
   * @returns the secret to put into an app. @throws Problem `already_exists`, `reauthentication_required`.
   */
  async beginTotp(principal: Principal): Promise<{ readonly secret: string; readonly uri: string }> {
    const me = staffOf(principal);
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

  /** Puts the app in force and ends the caller's other sessions, which were opened without it. */
  async confirmTotp(principal: Principal, code: string): Promise<readonly string[]> {
    const me = staffOf(principal);
    const { database, accounts, secondFactor, sessions } = this.#deps;
    return database.asSystem('confirm a second factor', async (uow) => {
      // A sign-in under way opens its session first, to be ended here, or finds the second factor in force.
      await holdPassword(uow, accounts, me.id);
      const codes = await secondFactor.confirm(uow, me.id, code);
      await sessions.endAll(uow, me, 'a second factor was added', {
        keepSessionId: me.sessionId,
      });
      uow.emit(StaffSecondFactorAdded(me.id, { staffId: me.id }));
      sendAccountNotice(uow, me.id, 'second_factor_enrolled');
      return codes;
    });
  }

  /** @throws Problem `unprocessable` without a fresh code, `sign_in_locked`. */
  async removeTotp(principal: Principal, proof: Proof, address: string): Promise<void> {
    await this.#proved(principal, proof, address, async (uow, me) => {
      await this.#deps.secondFactor.remove(uow, me.id);
      uow.emit(StaffSecondFactorRemoved(me.id, { staffId: me.id }));
      sendAccountNotice(uow, me.id, 'second_factor_removed');
    });
  }

  /** New recovery codes; the earlier ones work no longer. @throws Problem `unprocessable`, `sign_in_locked`. */
  async renewRecoveryCodes(principal: Principal, proof: Proof, address: string): Promise<readonly string[]> {
    return this.#proved(principal, proof, address, async (uow, me) => {
      uow.emit(StaffRecoveryCodesRenewed(me.id, { staffId: me.id }));
      return this.#deps.secondFactor.renewRecoveryCodes(uow, me.id);
    });
  }

  /**
   * Lets a member of staff try again at once. Nobody unlocks themselves: a stolen session would be a place to guess the
   * password without end. @throws Problem `not_found`, `role_not_allowed`; `unprocessable` for oneself.
   */
  async unlock(principal: Principal, staffId: string): Promise<void> {
    if (principal.kind === 'staff' && principal.id === staffId) {
      throw new Problem('unprocessable', {
        detail: 'You cannot unlock your own account: wait, or ask another administrator.',
      });
    }
    await this.#ofManaged(principal, staffId, async (uow) => {
      await unlock(uow, staffId);
      uow.emit(StaffUnlocked(staffId, { staffId }));
    });
  }

  /**
   * Takes away the second factor of somebody who lost it, and ends their sessions. @throws Problem `not_found`,
   * `role_not_allowed`; `unprocessable` for oneself.
   */
  async resetTotp(principal: Principal, staffId: string): Promise<void> {
    if (principal.kind === 'staff' && principal.id === staffId) {
      throw new Problem('unprocessable', {
        detail: 'Turn off your own second factor with a code from your app.',
      });
    }
    await this.#ofManaged(principal, staffId, async (uow) => {
      await this.#deps.secondFactor.remove(uow, staffId);
      await this.#deps.sessions.endAll(uow, { kind: 'staff', id: staffId }, 'the second factor was reset');
      uow.emit(StaffSecondFactorReset(staffId, { staffId }));
      sendAccountNotice(uow, staffId, 'second_factor_removed');
    });
  }

  async #ofManaged(
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

  /** Acts in the unit that spends the proof. */
  async #proved<T>(
    principal: Principal,
    proof: Proof,
    address: string,
    act: (uow: UnitOfWork, me: StaffPrincipal) => Promise<T>,
  ): Promise<T> {
    const me = staffOf(principal);
    return this.#guarded(me, address, async (_account, admission) => {
      const { database, guard, secondFactor } = this.#deps;
      const outcome = await database.asSystem('use a second factor', async (uow) => {
        if (!(await secondFactor.spend(uow, me.id, proof))) return null;
        await guard.withdraw(uow, admission);
        return { value: await act(uow, me) };
      });
      if (outcome === null) {
        remarkOnLock(admission);
        throw wrongCode(proof.recoveryCode === undefined ? '/code' : '/recoveryCode');
      }
      return outcome.value;
    });
  }

  async #guarded<T>(
    me: StaffPrincipal,
    address: string,
    work: (account: StaffAccount, admission: Admission) => Promise<T>,
  ): Promise<T> {
    const { database, accounts, guard } = this.#deps;
    return guard.inTurn(me.id, address, async () => {
      const { account, admission, now } = await database.asSystem('count an attempt', async (uow) => {
        const account = await accounts.staffAccount(uow, me.id);
        if (account === null) throw new Problem('unauthenticated');
        return { account, admission: await guard.admit(uow, { typed: '', account, address }), now: uow.now };
      });
      if (admission.lockedUntil !== null) throw locked(admission.lockedUntil, now);
      return work(account, admission);
    });
  }
}

/** The contract's guard keeps others out; this is for calls that go round it. */
function staffOf(principal: Principal): StaffPrincipal {
  if (principal.kind === 'staff') return principal;
  throw new Problem('role_not_allowed', { detail: 'Only staff have a password and a second factor.' });
}

function notPresent(): Problem {
  return wrong('/currentPassword', 'The current password is incorrect.');
}

function wrong(pointer: string, detail: string): Problem {
  return new Problem('unprocessable', { detail, errors: [{ pointer, detail }] });
}
