import type { Principal } from '../../../kernel/auth/principal.ts';
import type { Database } from '../../../kernel/db/unit/database.ts';
import type { UnitOfWork } from '../../../kernel/db/unit/unit-of-work.ts';
import type { Page } from '../../../kernel/ground/paging.ts';
import type { RegionDefaults } from '../region-defaults.ts';
import type {
  AddressChanges,
  PendingAddress,
  StaffInvitation,
  StaffInvitations,
  StaffPasswords,
} from './identity-services.ts';
import {
  createStaff,
  getStaff,
  listStaff,
  type StaffChanges,
  type StaffFields,
  type StaffFilter,
  type StaffWithPosition,
  updateStaff,
} from './staff.ts';
import { checkSupportedLanguage } from './staff-language.ts';

/** A member of staff with what identity knows about them. */
export interface StaffDetails extends StaffWithPosition {
  /** Their own, or the default of the region. */
  readonly language: string;
  readonly invitation: StaffInvitation | undefined;
  readonly pendingAddresses: readonly PendingAddress[];
}

type WithPassword<T> = T & { readonly password?: string };

export interface StaffServiceDeps {
  readonly database: Database;
  readonly region: RegionDefaults;
  readonly passwords: StaffPasswords;
  readonly invitations: StaffInvitations;
  readonly addressChanges: AddressChanges;
}

/** Staff as administrators see and edit them; each call is one unit of work. */
export class StaffService {
  readonly #deps: StaffServiceDeps;

  constructor(deps: StaffServiceDeps) {
    this.#deps = deps;
  }

  list(principal: Principal, filter: StaffFilter): Promise<Page<StaffDetails>> {
    return this.#deps.database.run(principal, async (uow) => {
      const { data, nextCursor } = await listStaff(uow, filter);
      return { data: await this.#withDetails(data), nextCursor };
    });
  }

  get(principal: Principal, id: string): Promise<StaffDetails> {
    return this.#one(principal, (uow) => getStaff(uow, id));
  }

  async create(
    principal: Principal,
    { password, ...fields }: WithPassword<StaffFields>,
  ): Promise<StaffDetails> {
    const { region, passwords } = this.#deps;
    checkSupportedLanguage(region, fields.language);
    const hash = password === undefined ? null : await this.#hash(password, [fields.name, fields.email]);
    return this.#one(principal, (uow) => createStaff(uow, passwords, fields, hash));
  }

  async update(
    principal: Principal,
    id: string,
    { password, ...changes }: WithPassword<StaffChanges>,
    expected: readonly number[] | undefined,
  ): Promise<StaffDetails> {
    const { database, region, passwords, addressChanges } = this.#deps;
    checkSupportedLanguage(region, changes.language);
    let hash: string | null = null;
    if (password !== undefined) {
      const { row } = await database.run(principal, (uow) => getStaff(uow, id));
      hash = await this.#hash(password, [row.name, row.email, changes.name ?? '', changes.email ?? '']);
    }
    return this.#one(principal, (uow) =>
      updateStaff(uow, { passwords, addressChanges }, id, changes, hash, expected),
    );
  }

  /** Outside the transaction: hashing is slow on purpose. @param personal what the password must not contain. */
  #hash(password: string, personal: readonly string[]): Promise<string> {
    const { passwords } = this.#deps;
    passwords.check(password, personal);
    return passwords.hash(password);
  }

  #one(principal: Principal, work: (uow: UnitOfWork) => Promise<StaffWithPosition>): Promise<StaffDetails> {
    return this.#deps.database.run(principal, async (uow) => {
      const [details] = await this.#withDetails([await work(uow)]);
      return details as StaffDetails;
    });
  }

  /** To be called in the unit of work that read the people. */
  async #withDetails(people: readonly StaffWithPosition[]): Promise<StaffDetails[]> {
    const { region, invitations, addressChanges } = this.#deps;
    const ids = people.map(({ row }) => row.id);
    const invitationOf = await invitations.of(ids);
    const pendingOf = await addressChanges.pendingOf(ids);
    return people.map((person) => ({
      ...person,
      language: person.row.language ?? region.languages[0],
      invitation: invitationOf.get(person.row.id),
      pendingAddresses: pendingOf.get(person.row.id) ?? [],
    }));
  }
}
