import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import type { AccountsFace, StaffAccount } from '../../organisations/index.ts';
import { NO_PERSON_ID } from '../accounts/person.ts';
import { type Admission, lockedProblem, noteLock, type SignInGuard } from '../lockout/guard.ts';
import { StaffCredential } from '../models.ts';
import { identityProblems } from '../problems.ts';
import type { Proof, SecondFactor } from '../second-factor/second-factor.ts';
import type { Sessions, Tokens } from '../sessions/service.ts';
import { lockPassword } from './credentials.ts';
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
   * An unknown email, a person without a password, a wrong password and a deactivated person get the same reply after the
   * same work: the same look-ups and one argon2id. The same holds for locked accounts, whether they exist or not.
   * @throws Problem `invalid_credentials`, `sign_in_locked` (with Retry-After), `second_factor_required` if only the
   *   code is missing, `second_factor_invalid`, `overloaded`.
   */
  signIn(input: SignIn): Promise<Tokens> {
    const typed = input.email.toLowerCase();
    return this.#deps.guard.withConcurrencyLimit(typed, input.address, () => this.#attempt(typed, input));
  }

  async #attempt(typed: string, input: SignIn): Promise<Tokens> {
    const { database, accounts, guard } = this.#deps;
    const { staff, hash, admission, now } = await database.asSystem('sign in by password', async (uow) => {
      const staff = await accounts.staffByEmail(uow, typed);
      const credential = await StaffCredential.query(uow.trx).findById(staff?.id ?? NO_PERSON_ID);
      const admission = await guard.admit(uow, { typed, account: staff, address: input.address });
      return { staff, hash: credential?.passwordHash ?? null, admission, now: uow.now };
    });
    // Outside any transaction, because 13 ms of processor time must not hold a connection.
    const matches = await passwordMatches(admission.lockedUntil === null ? hash : null, input.password);
    if (admission.lockedUntil !== null) throw lockedProblem(admission.lockedUntil, now);
    if (!matches || hash === null || staff === null || !staff.active) {
      noteLock(admission);
      throw wrong();
    }
    const rehashed = isOutdated(hash) ? await hashPassword(input.password) : null;
    const outcome = await database.asSystem('open a session', async (uow) => {
      if ((await lockPassword(uow, accounts, staff.id)) !== hash) return wrong();
      const rejection = await this.#checkSecondFactor(uow, staff, input, admission);
      if (rejection !== null) return rejection;
      if (rehashed !== null) {
        await StaffCredential.query(uow.trx)
          .patch({ passwordHash: rehashed })
          .where({ staff_id: staff.id, password_hash: hash });
      }
      return this.#deps.sessions.open(uow, { kind: 'staff', id: staff.id }, input.userAgent);
    });
    // Thrown after the commit, so that the failed attempt stays counted.
    if (outcome instanceof Problem) throw outcome;
    return outcome;
  }

  /** Null on success; the attempt then no longer counts as failed. */
  async #checkSecondFactor(
    uow: UnitOfWork,
    { id }: StaffAccount,
    proof: Proof,
    admission: Admission,
  ): Promise<Problem | null> {
    const { guard, secondFactor } = this.#deps;
    if (await secondFactor.isEnabled(uow, id)) {
      if (proof.code === undefined && proof.recoveryCode === undefined) {
        await guard.withdraw(uow, admission);
        return new Problem(identityProblems.second_factor_required, {
          detail: 'Send the code from the authenticator app as `code`, or a recovery code as `recoveryCode`.',
        });
      }
      if (!(await secondFactor.consume(uow, id, proof))) {
        noteLock(admission);
        return new Problem(identityProblems.second_factor_invalid, {
          detail: 'The code is incorrect or has already been used. Send the code that the app shows now.',
        });
      }
    }
    await guard.succeed(uow, admission);
    return null;
  }

  /**
   * Creates the first super admin, for seeds and the command line. An existing one keeps name and password.
   * @throws Problem `password_unacceptable`; `already_exists` if the email belongs to staff in another role.
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
  return new Problem(identityProblems.invalid_credentials, {
    detail: 'The email or the password is incorrect.',
  });
}
