import type { Principal } from '../../kernel/auth/principal.ts';
import { Problem } from '../../kernel/ground/problem.ts';
import { expectedVersion, type OperationsOf } from '../../kernel/http/operation.ts';
import type { ImportService } from './imports/service.ts';
import type { Community, Hospital } from './models.ts';
import type { Person, ProfileService } from './people/profile.ts';
import type { ResidentService } from './people/resident-service.ts';
import type { StaffService } from './people/staff-service.ts';
import type { HospitalServices } from './sites/hospital-services.ts';
import type { LinkService } from './sites/links.ts';
import type { SiteService } from './sites/site-service.ts';
import {
  communityBody,
  hospitalBody,
  hospitalServiceBody,
  listRequest,
  pageReply,
  profileBody,
  residentBody,
  searchRequest,
  staffBody,
} from './wire.ts';

export type OrganisationsOperations = OperationsOf<
  | 'getMe'
  | 'updateMe'
  | 'updateMyPosition'
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

export interface OrganisationsServices {
  readonly profiles: ProfileService;
  readonly communities: SiteService<Community>;
  readonly hospitals: SiteService<Hospital>;
  readonly links: LinkService;
  readonly hospitalServices: HospitalServices;
  readonly staff: StaffService;
  readonly residents: ResidentService;
  readonly imports: ImportService;
}

export function organisationsOperations(services: OrganisationsServices): OrganisationsOperations {
  const { profiles, communities, hospitals, links, hospitalServices, staff, residents, imports } = services;
  return {
    async getMe({ principal }) {
      return { status: 200, body: profileBody(await profiles.get(personOf(principal))) };
    },
    async updateMe({ principal, body }) {
      return { status: 200, body: profileBody(await profiles.update(personOf(principal), body)) };
    },
    async updateMyPosition({ principal, body: { recordedAt, ...point } }) {
      const report = recordedAt === undefined ? point : { ...point, recordedAt: new Date(recordedAt) };
      await profiles.recordPosition(personOf(principal), report);
      return { status: 204 };
    },

    async listCommunities({ principal, query }) {
      const filter = { ...listRequest(query), linkedTo: query.hospitalId };
      return pageReply(await communities.list(principal, filter), communityBody);
    },
    async createCommunity({ principal, body }) {
      const created = communityBody(await communities.create(principal, body));
      return { status: 201, body: created, headers: { Location: `/v1/communities/${created.id}` } };
    },
    async getCommunity({ principal, params }) {
      return { status: 200, body: communityBody(await communities.get(principal, params.communityId)) };
    },
    async updateCommunity({ principal, params, headers, body }) {
      const version = expectedVersion(headers);
      const updated = await communities.update(principal, params.communityId, body, version);
      return { status: 200, body: communityBody(updated) };
    },

    async listHospitals({ principal, query }) {
      const filter = { ...listRequest(query), linkedTo: query.communityId };
      return pageReply(await hospitals.list(principal, filter), hospitalBody);
    },
    async createHospital({ principal, body }) {
      const created = hospitalBody(await hospitals.create(principal, body));
      return { status: 201, body: created, headers: { Location: `/v1/hospitals/${created.id}` } };
    },
    async getHospital({ principal, params }) {
      return { status: 200, body: hospitalBody(await hospitals.get(principal, params.hospitalId)) };
    },
    async updateHospital({ principal, params, headers, body }) {
      const version = expectedVersion(headers);
      const updated = await hospitals.update(principal, params.hospitalId, body, version);
      return { status: 200, body: hospitalBody(updated) };
    },

    async linkCommunity({ principal, params }) {
      await links.link(principal, params);
      return { status: 204 };
    },
    async unlinkCommunity({ principal, params }) {
      await links.unlink(principal, params);
      return { status: 204 };
    },

    async listHospitalServices({ principal, params, query }) {
      const page = await hospitalServices.list(principal, params.hospitalId, listRequest(query));
      return pageReply(page, hospitalServiceBody);
    },
    async getHospitalService({ principal, params }) {
      return { status: 200, body: hospitalServiceBody(await hospitalServices.get(principal, params)) };
    },
    async putHospitalService({ principal, params, headers, body }) {
      const put = await hospitalServices.put(principal, params, body, expectedVersion(headers));
      return { status: 200, body: hospitalServiceBody(put) };
    },

    async listStaff({ principal, query }) {
      return pageReply(await staff.list(principal, listRequest(query)), staffBody);
    },
    async searchStaff({ principal, body }) {
      return pageReply(await staff.list(principal, searchRequest(body)), staffBody);
    },
    async createStaff({ principal, body }) {
      const created = staffBody(await staff.create(principal, body));
      return { status: 201, body: created, headers: { Location: `/v1/staff/${created.id}` } };
    },
    async getStaff({ principal, params }) {
      return { status: 200, body: staffBody(await staff.get(principal, params.staffId)) };
    },
    async updateStaff({ principal, params, headers, body }) {
      const updated = await staff.update(principal, params.staffId, body, expectedVersion(headers));
      return { status: 200, body: staffBody(updated) };
    },

    async listResidents({ principal, query }) {
      return pageReply(await residents.list(principal, listRequest(query)), residentBody);
    },
    async searchResidents({ principal, body }) {
      return pageReply(await residents.list(principal, searchRequest(body)), residentBody);
    },
    async createResident({ principal, body }) {
      const created = residentBody(await residents.create(principal, body));
      return { status: 201, body: created, headers: { Location: `/v1/residents/${created.id}` } };
    },
    async getResident({ principal, params }) {
      return { status: 200, body: residentBody(await residents.get(principal, params.residentId)) };
    },
    async updateResident({ principal, params, headers, body }) {
      const updated = await residents.update(principal, params.residentId, body, expectedVersion(headers));
      return { status: 200, body: residentBody(updated) };
    },

    async importRows({ principal, params, body }) {
      const results = await imports.run(principal, { kind: params.kind, ...body });
      return {
        status: 200,
        body: { results: results.map((result) => ({ ...result, errors: [...result.errors] })) },
      };
    },
  };
}

/** The guard of the contract admits signed-in people only; this narrows the type. */
function personOf(principal: Principal): Person {
  if (principal.kind === 'staff' || principal.kind === 'resident') return principal;
  throw new Problem('role_not_allowed', { detail: 'Only a signed-in person has a profile.' });
}
