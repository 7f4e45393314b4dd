import { v7 } from 'uuid';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { insertOrUpdate } from '../../../kernel/tenancy/written-rows.ts';
import { personColumns, personIn } from '../../identity/index.ts';
import type { OrganisationsFace, PersonReference } from '../../organisations/index.ts';
import { NotificationPreference } from '../models.ts';
import { keyOf } from '../rules/recipients.ts';
import { type Choices, checkChoices, choicesOf, NOTHING_CHOSEN } from './preferences.ts';

interface PreferencesDeps {
  readonly database: Database;
  readonly organisations: Pick<OrganisationsFace, 'reachablePeople'>;
  readonly region: { readonly timezone: string };
}

export interface OwnPreferences {
  readonly choices: Choices;
  /** In which the quiet hours are. */
  readonly timezone: string;
}

/** How the caller is notified outside of the product, and when not. */
export class PreferenceService {
  readonly #deps: PreferencesDeps;

  constructor(deps: PreferencesDeps) {
    this.#deps = deps;
  }

  get(principal: Principal): Promise<OwnPreferences> {
    const person = personIn(principal);
    return this.#deps.database.run(principal, async (uow) => {
      const choices = (await choicesOf(uow, [person])).get(keyOf(person)) ?? NOTHING_CHOSEN;
      return { choices, timezone: await this.#timezoneOf(uow, person) };
    });
  }

  /** Replaces what was chosen before. @throws Problem `unprocessable`. */
  set(principal: Principal, choices: Choices): Promise<OwnPreferences> {
    const person = personIn(principal);
    checkChoices(choices);
    return this.#deps.database.run(principal, async (uow) => {
      const { classes, quietHours } = choices;
      const chosen = {
        classes,
        quietFrom: quietHours?.from ?? null,
        quietTo: quietHours?.to ?? null,
        updatedAt: uow.now,
      };
      await insertOrUpdate(
        NotificationPreference.query(uow.trx),
        { id: v7(), ...personColumns(person), ...chosen },
        { target: person.kind === 'staff' ? 'staff_id' : 'resident_id', set: chosen },
      );
      return { choices, timezone: await this.#timezoneOf(uow, person) };
    });
  }

  async #timezoneOf(uow: UnitOfWork, person: PersonReference): Promise<string> {
    const { organisations, region } = this.#deps;
    const [reachable] = await organisations.reachablePeople(uow, [person]);
    return reachable?.timezone ?? region.timezone;
  }
}
