import type { ResidentPrincipal, StaffPrincipal } from '../../../kernel/auth/principal.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import { Problem } from '../../../kernel/ground/problem.ts';
import { emitEntityEvent } from '../events.ts';
import { Resident, Staff } from '../models.ts';
import { organisationsProblems } from '../problems.ts';
import { notFound, unprocessable, updateRecord } from '../records.ts';
import type { RegionDefaults } from '../region-defaults.ts';
import type { OrganisationsFace, PositionReport } from '../sites/directory-face.ts';
import type { AddressChanges, PendingAddress } from './identity-services.ts';
import { checkSupportedLanguage } from './staff-language.ts';

export type Person = StaffPrincipal | ResidentPrincipal;

export interface ProfileChanges {
  /** Staff only. */
  readonly onDuty?: boolean;
  /** BCP 47. */
  readonly language?: string;
  /** Residents only. */
  readonly neighborSosVolunteer?: boolean;
}

export type Profile = { readonly pendingAddresses: readonly PendingAddress[] } & (
  | { readonly kind: 'staff'; readonly row: Staff; readonly language: string }
  | { readonly kind: 'resident'; readonly row: Resident }
);

interface Deps {
  readonly database: Database;
  readonly region: RegionDefaults;
  readonly addressChanges: AddressChanges;
  readonly organisations: Pick<OrganisationsFace, 'recordPosition'>;
}

/** What signed-in people read and set about themselves; each call is one unit of work. */
export class ProfileService {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  get(person: Person): Promise<Profile> {
    return this.#deps.database.run(person, (uow) => this.#profile(uow, person));
  }

  /** @throws Problem `unprocessable` for what people of this kind cannot set. */
  update(person: Person, changes: ProfileChanges): Promise<Profile> {
    return this.#deps.database.run(person, async (uow) => {
      if (person.kind === 'staff') await this.#updateStaff(uow, person.id, changes);
      else await this.#updateResident(uow, person.id, changes);
      return this.#profile(uow, person);
    });
  }

  /** @throws Problem `not_on_duty` */
  recordPosition(person: Person, report: PositionReport): Promise<void> {
    const { database, organisations } = this.#deps;
    return database.run(person, async (uow) => {
      if (await organisations.recordPosition(uow, person.id, report)) return;
      throw new Problem(organisationsProblems.not_on_duty, {
        detail: 'Positions are kept of staff on duty alone. Go on duty first.',
      });
    });
  }

  async #profile(uow: UnitOfWork, { kind, id }: Person): Promise<Profile> {
    const { region, addressChanges } = this.#deps;
    const pendingAddresses = (await addressChanges.pendingOf([id])).get(id) ?? [];
    if (kind === 'staff') {
      const row = await Staff.query(uow.trx).findById(id);
      if (row === undefined) throw notFound('member of staff');
      return { kind, row, language: row.language ?? region.languages[0], pendingAddresses };
    }
    const row = await Resident.query(uow.trx).findById(id);
    if (row === undefined) throw notFound('resident');
    return { kind, row, pendingAddresses };
  }

  async #updateStaff(uow: UnitOfWork, id: string, changes: ProfileChanges): Promise<void> {
    const { neighborSosVolunteer, ...columns } = changes;
    checkSupportedLanguage(this.#deps.region, columns.language);
    if (neighborSosVolunteer !== undefined) {
      throw unprocessable('/neighborSosVolunteer', 'Only residents can volunteer for Neighbor SOS.');
    }
    const { before, after } = await updateRecord(uow, Staff, 'member of staff', id, undefined, () => columns);
    if (before.version !== after.version) emitEntityEvent(uow, 'staff', id, 'updated');
  }

  async #updateResident(uow: UnitOfWork, id: string, changes: ProfileChanges): Promise<void> {
    const { onDuty, ...columns } = changes;
    if (onDuty !== undefined) throw unprocessable('/onDuty', 'Only staff can be on duty.');
    const { before, after } = await updateRecord(uow, Resident, 'resident', id, undefined, () => columns);
    if (before.version !== after.version) emitEntityEvent(uow, 'resident', id, 'updated');
  }
}
