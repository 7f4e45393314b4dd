import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { Page } from '../../../kernel/ground/paging.ts';
import type { Resident } from '../models.ts';
import type { RegionDefaults } from '../region-defaults.ts';
import type { AddressChanges, PendingAddress } from './identity-services.ts';
import {
  createResident,
  getResident,
  listResidents,
  type ResidentChanges,
  type ResidentFields,
  type ResidentFilter,
  updateResident,
} from './residents.ts';

export interface ResidentDetails {
  readonly row: Resident;
  readonly pendingAddresses: readonly PendingAddress[];
}

interface Deps {
  readonly database: Database;
  readonly region: RegionDefaults;
  readonly addressChanges: AddressChanges;
}

/** Residents as administrators see and edit them; each call is one unit of work. */
export class ResidentService {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  list(principal: Principal, filter: ResidentFilter): Promise<Page<ResidentDetails>> {
    return this.#deps.database.run(principal, async (uow) => {
      const { data, nextCursor } = await listResidents(uow, filter);
      return { data: await this.#withDetails(data), nextCursor };
    });
  }

  get(principal: Principal, id: string): Promise<ResidentDetails> {
    return this.#one(principal, (uow) => getResident(uow, id));
  }

  create(principal: Principal, fields: ResidentFields): Promise<ResidentDetails> {
    return this.#one(principal, (uow) => createResident(uow, this.#deps.region, fields));
  }

  update(
    principal: Principal,
    id: string,
    changes: ResidentChanges,
    expected: readonly number[] | undefined,
  ): Promise<ResidentDetails> {
    return this.#one(principal, (uow) =>
      updateResident(uow, this.#deps.addressChanges, id, changes, expected),
    );
  }

  #one(principal: Principal, work: (uow: UnitOfWork) => Promise<Resident>): Promise<ResidentDetails> {
    return this.#deps.database.run(principal, async (uow) => {
      const [details] = await this.#withDetails([await work(uow)]);
      return details as ResidentDetails;
    });
  }

  /** To be called in the unit of work that read the rows. */
  async #withDetails(rows: readonly Resident[]): Promise<ResidentDetails[]> {
    const pendingOf = await this.#deps.addressChanges.pendingOf(rows.map(({ id }) => id));
    return rows.map((row) => ({ row, pendingAddresses: pendingOf.get(row.id) ?? [] }));
  }
}
