import type { StaffRole } from '../../../kernel/auth/principal.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import type { SettingsFace } from '../../system/index.ts';
import type { SecondFactor } from './second-factor.ts';

/**
 * Who owes a second factor: staff of a role that the settings name, who have none. Their tokens say so when they are
 * made, and open nothing but the enrolment.
 */
export class EnrolmentDuty {
  readonly #database: Database;
  readonly #settings: SettingsFace;
  readonly #secondFactor: SecondFactor;

  constructor(database: Database, settings: SettingsFace, secondFactor: SecondFactor) {
    this.#database = database;
    this.#settings = settings;
    this.#secondFactor = secondFactor;
  }

  /** Asks the database only for roles that need a second factor. */
  async owes({ id, role }: { readonly id: string; readonly role: StaffRole }): Promise<boolean> {
    const { secondFactor } = await this.#settings.current();
    if (!secondFactor.requiredRoles.includes(role)) return false;
    return this.#database.asSystem(
      'is there a second factor',
      async (uow) => !(await this.#secondFactor.isOn(uow, id)),
    );
  }

  /** For a token that said so: it may have been paid since. @throws Problem `second_factor_enrolment_required`. */
  async check(staff: { readonly id: string; readonly role: StaffRole }): Promise<void> {
    if (!(await this.owes(staff))) return;
    throw new Problem('second_factor_enrolment_required', {
      detail:
        'Your role requires a second factor. Enrol an authenticator app first: POST /v1/me/totp, or `kiwimesh two-factor enable`.',
    });
  }
}
