import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import type { AccountsFace, StaffAccount } from '../../organisations/index.ts';
import { type Admission, locked, remarkOnLock, type SignInGuard } from '../lockout/guard.ts';
import { StaffCredential } from '../models.ts';
import type { Proof, SecondFactor } from '../second-factor/second-factor.ts';
import type { Sessions, Tokens } from '../sessions/service.ts';
import { holdPassword } from './credentials.ts';
import { hashPassword, isOutdated, passwordMatches } from './hashing.ts';
import { assertAcceptablePassword } from './policy/policy.ts';

interface Deps {
  readonly database: Database;
  readonly accounts: AccountsFace;
  readonly sessions: Sessions;
  readonly guard: SignInGuard;
  readonly secondFactor: SecondFactor;
}

export interface SignIn extends Proof {
  readonly email: string;
  readonly password: string;
  readonly address: string;
  readonly userAgent?: string | undefined;
}

/** Sign-in of staff by email, password and, where there is one, the second factor. */
export class PasswordSignIn {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /**
   * An unknown email, a person without a password, a wrong password and a deactivated person get one answer after the
   * same work: the same look-ups, one argon2id. So do accounts that are locked, whether they exist or not.
   * @throws Problem `invalid_credentials`, `sign_in_locked` (with Retry-After), `second_factor_required` when all but
   *   the code is right, `second_factor_invalid`, `overloaded`.
   */
  signIn(input: SignIn): Promise<Tokens> {
    const typed = input.email.toLowerCase();
    return this.#deps.guard.inTurn(typed, input.address, () => this.#attempt(typed, input));
  }

  async #attempt(typed: string, input: SignIn): Promise<Tokens> {
    const { database, accounts, guard } = this.#deps;
    const { staff, hash, admission, now } = await database.asSystem('sign in by password', async (uow) => {
      const staff = await accounts.staffByEmail(uow, typed);
      const credential = await StaffCredential.query(uow.trx).findById(staff?.id ?? NOBODY);
      const admission = await guard.admit(uow, { typed, account: staff, address: input.address });
      return { staff, hash: credential?.passwordHash ?? null, admission, now: uow.now };
    });
    // Outside any transaction: 13 ms of processor time must not hold a connection.
    const matches = await passwordMatches(admission.lockedUntil === null ? hash : null, input.password);
    if (admission.lockedUntil !== null) throw locked(admission.lockedUntil, now);
    if (!matches || hash === null || staff === null || !staff.active) {
      remarkOnLock(admission);
      throw wrong();
    }
    const rehashed = isOutdated(hash) ? await hashPassword(input.password) : null;
    const outcome = await database.asSystem('open a session', async (uow) => {
      if ((await holdPassword(uow, accounts, staff.id)) !== hash) return wrong();
      const refusal = await this.#secondFactor(uow, staff, input, admission);
      if (refusal !== null) return refusal;
      if (rehashed !== null) {
        await StaffCredential.query(uow.trx)
          .patch({ passwordHash: rehashed })
          .where({ staff_id: staff.id, password_hash: hash });
      }
      return this.#deps.sessions.open(uow, { kind: 'staff', id: staff.id }, input.userAgent);
    });
    // Thrown after the commit: what was counted stays counted.
    if (outcome instanceof Problem) throw outcome;
    return outcome;
  }

  /** Null when all is right; the attempt is then no longer counted as wrong. */
  async #secondFactor(
    uow: UnitOfWork,
    { id }: StaffAccount,
    proof: Proof,
    admission: Admission,
  ): Promise<Problem | null> {
    const { guard, secondFactor } = this.#deps;
    if (await secondFactor.isOn(uow, id)) {
      if (proof.code === undefined && proof.recoveryCode === undefined) {
        await guard.withdraw(uow, admission);
        return new Problem('second_factor_required', {
          detail: 'Send the code from the authenticator app as `code`, or a recovery code as `recoveryCode`.',
        });
      }
      if (!(await secondFactor.spend(uow, id, proof))) {
        remarkOnLock(admission);
        return new Problem('second_factor_invalid', {
          detail: 'The code is incorrect or has already been used. Send the code that the app shows now.',
        });
      }
    }
    await guard.succeed(uow, admission);
    return null;
  }

  /**
   * Makes the first super admin, for seeds and the command line. One that is there keeps name and password.
   * @throws Problem `password_unacceptable`; `already_exists` when the email is another member of staff's.
   */
  async ensureSuperAdmin(input: {
    readonly email: string;
    readonly password: string;
    readonly name?: string;
  }): Promise<{ readonly id: string; readonly created: boolean }> {
    const { database, accounts } = this.#deps;
    assertAcceptablePassword(input.password, [input.email, input.name ?? '']);
    const passwordHash = await hashPassword(input.password);
    return database.asSystem('make the first super admin', async (uow) => {
      const person = { email: input.email, name: input.name ?? 'Super admin' };
      const outcome = await accounts.ensureSuperAdmin(uow, person);
      if (outcome.created) {
        await StaffCredential.query(uow.trx).insert({
          staffId: outcome.id,
          passwordHash,
          changedAt: uow.now,
        });
      }
      return outcome;
    });
  }
}

function wrong(): Problem {
  return new Problem('invalid_credentials', { detail: 'The email or the password is incorrect.' });
}

/** No row has this id; looking it up costs what a real look-up costs. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
