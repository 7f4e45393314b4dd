import type { Principal } from '../../kernel/auth/principal.ts';
import { scopeOf } from '../../kernel/auth/scope.ts';
import type { Database } from '../../kernel/db/unit/database.ts';
import { idOfCursor } from '../../kernel/ground/paging.ts';
import { Problem } from '../../kernel/ground/problem.ts';
import { expectedVersion, type OperationsOf } from '../../kernel/http/operation.ts';
import type { AddressChanges, RegionDefaults, StaffInvitations, StaffPasswords } from './face.ts';
import { type ImportCall, importRows } from './imports/index.ts';
import type { Resident } from './models.ts';
import { linkCommunity, unlinkCommunity } from './people/links.ts';
import * as residents from './people/residents.ts';
import * as staff from './people/staff.ts';
import { checkSpoken } from './people/staff-language.ts';
import * as communities from './sites/communities.ts';
import * as services from './sites/hospital-services.ts';
import * as hospitals from './sites/hospitals.ts';
import {
  communityBody,
  hospitalBody,
  hospitalServiceBody,
  residentBody,
  staffBody,
  withoutPassword,
} from './wire.ts';

export type OrganisationsOperations = OperationsOf<
  | 'listCommunities'
  | 'createCommunity'
  | 'getCommunity'
  | 'updateCommunity'
  | 'listHospitals'
  | 'createHospital'
  | 'getHospital'
  | 'updateHospital'
  | 'linkCommunity'
  | 'unlinkCommunity'
  | 'listHospitalServices'
  | 'getHospitalService'
  | 'putHospitalService'
  | 'listStaff'
  | 'searchStaff'
  | 'createStaff'
  | 'getStaff'
  | 'updateStaff'
  | 'listResidents'
  | 'searchResidents'
  | 'createResident'
  | 'getResident'
  | 'updateResident'
  | 'importRows'
>;

export interface OperationsDeps {
  readonly database: Database;
  readonly region: RegionDefaults;
  readonly passwords: StaffPasswords;
  readonly invitations: StaffInvitations;
  readonly addresses: AddressChanges;
}

export function organisationsOperations(deps: OperationsDeps): OrganisationsOperations {
  return {
    ...communityOperations(deps),
    ...hospitalOperations(deps),
    ...staffOperations(deps),
    ...residentOperations(deps),
    async importRows({ principal, params, body }) {
      const { role } = scopeOf(principal);
      if (!IMPORTERS[params.kind].includes(role)) {
        throw new Problem('role_not_allowed', { detail: `Your role may not import ${params.kind}.` });
      }
      const call: ImportCall = { kind: params.kind, ...body };
      const results = await importRows(deps, principal, call);
      return {
        status: 200,
        body: { results: results.map((one) => ({ ...one, errors: [...one.errors] })) },
      };
    },
  };
}

/** The contract's guard admits the union of these; which kind is for whom is finer than an operation. */
const IMPORTERS: Readonly<Record<ImportCall['kind'], readonly string[]>> = {
  hospitals: ['super_admin'],
  communities: ['super_admin'],
  staff: ['super_admin', 'hospital_admin'],
  residents: ['super_admin', 'hospital_admin', 'community_manager'],
};

function communityOperations({ database, region }: OperationsDeps) {
  return {
    async listCommunities({ principal, query }) {
      const page = await database.run(principal, (uow) => communities.listCommunities(uow, paged(query)));
      return { status: 200, body: { data: page.data.map(communityBody), nextCursor: page.nextCursor } };
    },
    async createCommunity({ principal, body }) {
      const made = await database.run(principal, (uow) => communities.createCommunity(uow, region, body));
      return {
        status: 201,
        body: communityBody(made),
        headers: { Location: `/v1/communities/${made.row.id}` },
      };
    },
    async getCommunity({ principal, params }) {
      const found = await database.run(principal, (uow) => communities.getCommunity(uow, params.communityId));
      return { status: 200, body: communityBody(found) };
    },
    async updateCommunity({ principal, params, headers, body }) {
      const expected = expectedVersion(headers);
      const changed = await database.run(principal, (uow) =>
        communities.updateCommunity(uow, params.communityId, body, expected),
      );
      return { status: 200, body: communityBody(changed) };
    },
  } satisfies Partial<OrganisationsOperations>;
}

function hospitalOperations({ database, region }: OperationsDeps) {
  return {
    async listHospitals({ principal, query }) {
      const page = await database.run(principal, (uow) => hospitals.listHospitals(uow, paged(query)));
      return { status: 200, body: { data: page.data.map(hospitalBody), nextCursor: page.nextCursor } };
    },
    async createHospital({ principal, body }) {
      const made = await database.run(principal, (uow) => hospitals.createHospital(uow, region, body));
      return { status: 201, body: hospitalBody(made), headers: { Location: `/v1/hospitals/${made.row.id}` } };
    },
    async getHospital({ principal, params }) {
      const found = await database.run(principal, (uow) => hospitals.getHospital(uow, params.hospitalId));
      return { status: 200, body: hospitalBody(found) };
    },
    async updateHospital({ principal, params, headers, body }) {
      const expected = expectedVersion(headers);
      const changed = await database.run(principal, (uow) =>
        hospitals.updateHospital(uow, params.hospitalId, body, expected),
      );
      return { status: 200, body: hospitalBody(changed) };
    },
    async linkCommunity({ principal, params }) {
      await database.run(principal, (uow) => linkCommunity(uow, params.hospitalId, params.communityId));
      return { status: 204 };
    },
    async unlinkCommunity({ principal, params }) {
      await database.run(principal, (uow) => unlinkCommunity(uow, params.hospitalId, params.communityId));
      return { status: 204 };
    },
    async listHospitalServices({ principal, params, query }) {
      const page = await database.run(principal, (uow) =>
        services.listHospitalServices(uow, params.hospitalId, paged(query)),
      );
      return { status: 200, body: { data: page.data.map(hospitalServiceBody), nextCursor: page.nextCursor } };
    },
    async getHospitalService({ principal, params }) {
      const found = await database.run(principal, (uow) =>
        services.getHospitalService(uow, params.hospitalId, params.serviceType),
      );
      return { status: 200, body: hospitalServiceBody(found) };
    },
    async putHospitalService({ principal, params, headers, body }) {
      const expected = expectedVersion(headers);
      const put = await database.run(principal, (uow) =>
        services.putHospitalService(uow, params.hospitalId, params.serviceType, body, expected),
      );
      return { status: 200, body: hospitalServiceBody(put) };
    },
  } satisfies Partial<OrganisationsOperations>;
}

type Told = ReturnType<typeof staffBody>;

function staffOperations({ database, region, passwords, invitations, addresses }: OperationsDeps) {
  const [spoken] = region.languages;
  const hashOf = async (password: string | undefined, about: readonly string[]) => {
    if (password === undefined) return null;
    passwords.check(password, about);
    return passwords.hash(password);
  };
  /** In the unit of work that read them. */
  const told = async (people: readonly staff.PlacedStaff[]) => {
    const ids = people.map(({ row }) => row.id);
    const [invited, pending] = [await invitations.of(ids), await addresses.pendingOf(ids)];
    return people.map((person) =>
      staffBody(person, invited.get(person.row.id), spoken, pending.get(person.row.id)),
    );
  };
  const toldOne = async (person: staff.PlacedStaff) => (await told([person]))[0] as Told;
  const found = (principal: Principal, filter: staff.StaffFilter) =>
    database.run(principal, async (uow) => {
      const { data, nextCursor } = await staff.listStaff(uow, filter);
      return { data: await told(data), nextCursor };
    });
  return {
    async listStaff({ principal, query }) {
      return { status: 200, body: await found(principal, paged(query)) };
    },
    async searchStaff({ principal, body }) {
      return { status: 200, body: await found(principal, searched(body)) };
    },
    async createStaff({ principal, body }) {
      checkSpoken(region, body.language);
      const hash = await hashOf(body.password, [body.name, body.email]);
      const made = await database.run(principal, async (uow) =>
        toldOne(await staff.createStaff(uow, passwords, withoutPassword(body), hash)),
      );
      return { status: 201, body: made, headers: { Location: `/v1/staff/${made.id}` } };
    },
    async getStaff({ principal, params }) {
      const found = await database.run(principal, async (uow) =>
        toldOne(await staff.getStaff(uow, params.staffId)),
      );
      return { status: 200, body: found };
    },
    async updateStaff({ principal, params, headers, body }) {
      checkSpoken(region, body.language);
      const expected = expectedVersion(headers);
      const about = async () => {
        const { row } = await database.run(principal, (uow) => staff.getStaff(uow, params.staffId));
        return [row.name, row.email, body.name ?? '', body.email ?? ''];
      };
      const hash = body.password === undefined ? null : await hashOf(body.password, await about());
      const changed = await database.run(principal, async (uow) =>
        toldOne(
          await staff.updateStaff(
            uow,
            passwords,
            addresses,
            params.staffId,
            withoutPassword(body),
            hash,
            expected,
          ),
        ),
      );
      return { status: 200, body: changed };
    },
  } satisfies Partial<OrganisationsOperations>;
}

function residentOperations({ database, region, addresses }: OperationsDeps) {
  /** In the unit of work that read them. */
  const told = async (rows: readonly Resident[]) => {
    const pending = await addresses.pendingOf(rows.map(({ id }) => id));
    return rows.map((row) => residentBody(row, pending.get(row.id)));
  };
  const toldOne = async (row: Resident) => (await told([row]))[0] as ReturnType<typeof residentBody>;
  const found = (principal: Principal, filter: residents.ResidentFilter) =>
    database.run(principal, async (uow) => {
      const { data, nextCursor } = await residents.listResidents(uow, filter);
      return { data: await told(data), nextCursor };
    });
  return {
    async listResidents({ principal, query }) {
      return { status: 200, body: await found(principal, paged(query)) };
    },
    async searchResidents({ principal, body }) {
      return { status: 200, body: await found(principal, searched(body)) };
    },
    async createResident({ principal, body }) {
      const made = await database.run(principal, (uow) => residents.createResident(uow, region, body));
      return { status: 201, body: residentBody(made), headers: { Location: `/v1/residents/${made.id}` } };
    },
    async getResident({ principal, params }) {
      const body = await database.run(principal, async (uow) =>
        toldOne(await residents.getResident(uow, params.residentId)),
      );
      return { status: 200, body };
    },
    async updateResident({ principal, params, headers, body }) {
      const expected = expectedVersion(headers);
      const changed = await database.run(principal, async (uow) =>
        toldOne(await residents.updateResident(uow, addresses, params.residentId, body, expected)),
      );
      return { status: 200, body: changed };
    },
  } satisfies Partial<OrganisationsOperations>;
}

/** As {@link paged}, of a search, whose cursor stands in the body. */
function searched<B extends { limit?: number; cursor?: string; updatedSince?: string }>(body: B): Paged<B> {
  if (body.updatedSince === undefined) idOfCursor(body.cursor, '/cursor');
  return paged(body);
}

/** The contract's own default, for callers that come without going through it. */
const DEFAULT_LIMIT = 50;

function paged<Q extends { limit?: number; updatedSince?: string }>(query: Q): Paged<Q> {
  const { updatedSince } = query;
  return {
    ...query,
    limit: query.limit ?? DEFAULT_LIMIT,
    updatedSince: updatedSince === undefined ? undefined : new Date(updatedSince),
  };
}

type Paged<Q> = Omit<Q, 'limit' | 'updatedSince'> & { limit: number; updatedSince: Date | undefined };
