import type { Database } from '../../kernel/db/unit-of-work.ts';
import { Problem } from '../../kernel/problem.ts';
import type { AccountsFace } from '../organisations/index.ts';
import { StaffCredential } from './models.ts';
import { assertAcceptablePassword } from './password-policy.ts';
import { hashPassword, passwordMatches } from './passwords.ts';
import type { Sessions, Tokens } from './sessions.ts';

interface Deps {
  readonly database: Database;
  readonly accounts: AccountsFace;
  readonly sessions: Sessions;
}

/** Sign-in of staff by email and password. */
export class PasswordSignIn {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /**
   * An unknown email, a person without a password, a wrong password and a deactivated person get one answer after the
   * same work: two look-ups and one argon2id.
   * @throws Problem `invalid_credentials`.
   */
  async signIn(input: {
    readonly email: string;
    readonly password: string;
    readonly userAgent?: string | undefined;
  }): Promise<Tokens> {
    const { database, accounts, sessions } = this.#deps;
    const found = await database.asSystem('sign in by password', async (uow) => {
      const staff = await accounts.staffByEmail(uow, input.email);
      const credential = await StaffCredential.query(uow.trx).findById(staff?.id ?? NOBODY);
      return { staff, hash: credential?.passwordHash ?? null };
    });
    // Outside any transaction: 13 ms of processor time must not hold a connection.
    const matches = await passwordMatches(found.hash, input.password);
    if (!matches || found.staff === null || !found.staff.active) {
      throw new Problem('invalid_credentials', { detail: 'The email or the password is wrong.' });
    }
    const person = { kind: 'staff', id: found.staff.id } as const;
    return database.asSystem('open a session', (uow) => sessions.open(uow, person, input.userAgent));
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

/** No row has this id; looking it up costs what a real look-up costs. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
