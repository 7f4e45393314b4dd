import type { StaffRole } from '../../../kernel/auth/principal.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import type { SettingsFace } from '../../system/index.ts';
import { identityProblems } from '../problems.ts';
import type { SecondFactor } from './second-factor.ts';

/**
 * Staff whose role requires a second factor (a platform setting) must enrol one. Until they do, their access tokens carry
 * a claim that restricts them to the enrolment.
 */
export class EnrolmentCheck {
  readonly #database: Database;
  readonly #settings: SettingsFace;
  readonly #secondFactor: SecondFactor;

  constructor(database: Database, settings: SettingsFace, secondFactor: SecondFactor) {
    this.#database = database;
    this.#settings = settings;
    this.#secondFactor = secondFactor;
  }

  /** Queries the database only for roles that require a second factor. */
  async mustEnrol({ id, role }: { readonly id: string; readonly role: StaffRole }): Promise<boolean> {
    const { secondFactor } = await this.#settings.current();
    if (!secondFactor.requiredRoles.includes(role)) return false;
    return this.#database.asSystem(
      'is there a second factor',
      async (uow) => !(await this.#secondFactor.isEnabled(uow, id)),
    );
  }

  /** For a token with the claim, whose owner may have enrolled since. @throws Problem `second_factor_enrolment_required`. */
  async assertEnrolled(staff: { readonly id: string; readonly role: StaffRole }): Promise<void> {
    if (!(await this.mustEnrol(staff))) return;
    throw new Problem(identityProblems.second_factor_enrolment_required, {
      detail:
        'Your role requires a second factor. Enrol an authenticator app first: POST /v1/me/totp, or `kiwimesh two-factor enable`.',
    });
  }
}
