import { v7 } from 'uuid';
import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { insertOrUpdate } from '../../../kernel/tenancy/written-rows.ts';
import { ownedBy, personColumns, personIn } from '../../identity/index.ts';
import type { OrganisationsFace, PersonReference } from '../../organisations/index.ts';
import { NotificationPreference } from '../models.ts';
import { keyOf } from '../rules/recipients.ts';
import { nextDigest } from './digest-times.ts';
import { type Choices, checkChoices, choicesOf, NOTHING_CHOSEN } from './preferences.ts';

interface PreferencesDeps {
  readonly database: Database;
  readonly organisations: Pick<OrganisationsFace, 'reachablePeople'>;
  readonly region: { readonly timezone: string };
}

const NO_EMAIL = {
  detail: 'A digest is a mail: confirm an email address first.',
  errors: [{ pointer: '/digest', detail: 'A digest is a mail: confirm an email address first.' }],
};

export interface OwnPreferences {
  readonly choices: Choices;
  /** In which the quiet hours are, and the digest. */
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
      return { choices, timezone: (await this.#situationOf(uow, person)).timezone };
    });
  }

  /** Replaces what was chosen before. @throws Problem `unprocessable`. */
  set(principal: Principal, choices: Choices): Promise<OwnPreferences> {
    const person = personIn(principal);
    checkChoices(choices);
    return this.#deps.database.run(principal, async (uow) => {
      const { classes, quietHours, digest } = choices;
      const { timezone, email } = await this.#situationOf(uow, person);
      if (digest !== null && email === null) throw new Problem('unprocessable', NO_EMAIL);
      const [before] = await NotificationPreference.query(uow.trx).where(ownedBy(person));
      const chosen = {
        digestAt: digest?.at ?? null,
        digestClasses: digest?.classes ?? null,
        digestNextAt: digest === null ? null : nextDigest(uow.now, digest.at, timezone),
        digestSince: digest === null ? null : (before?.digestSince ?? uow.now),
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
      return { choices, timezone };
    });
  }

  async #situationOf(uow: UnitOfWork, person: PersonReference) {
    const { organisations, region } = this.#deps;
    const [reachable] = await organisations.reachablePeople(uow, [person]);
    return { timezone: reachable?.timezone ?? region.timezone, email: reachable?.email ?? null };
  }
}
