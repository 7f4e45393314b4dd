import type { Principal, ResidentPrincipal } from '../../kernel/auth/principal.ts';
import { Problem } from '../../kernel/ground/problem.ts';
import { expectedVersion, type OperationsOf } from '../../kernel/http/operation.ts';
import type { Defibrillators } from './defibrillators/service.ts';
import type { Responses } from './responses/service.ts';
import type { NearbyVolunteers } from './volunteers/nearby.ts';
import type { Volunteers } from './volunteers/service.ts';
import { defibrillatorBody, responseBody, skillBody, volunteeringBody } from './wire.ts';

export type NeighbourhoodOperations = OperationsOf<
  | 'listDefibrillators'
  | 'createDefibrillator'
  | 'getDefibrillator'
  | 'updateDefibrillator'
  | 'removeDefibrillator'
  | 'recordDefibrillatorCheck'
  | 'getMyVolunteering'
  | 'setMyVolunteering'
  | 'declareMySkill'
  | 'withdrawMySkill'
  | 'listVolunteerSkills'
  | 'decideVolunteerSkill'
  | 'countNearbyVolunteers'
  | 'startNeighbourhoodResponse'
  | 'getNeighbourhoodResponse'
  | 'endNeighbourhoodResponse'
  | 'recordNeighbourhoodOutcome'
>;

interface Services {
  readonly defibrillators: Defibrillators;
  readonly volunteers: Volunteers;
  readonly responses: Responses;
  /** How many volunteers live near a booking. */
  nearby(principal: Principal, bookingId: string): Promise<NearbyVolunteers>;
}

/** The contract's default for `limit`, for callers that bypass the contract (tests). */
const DEFAULT_LIMIT = 50;

export function neighbourhoodOperations(services: Services): NeighbourhoodOperations {
  const { defibrillators, volunteers, responses, nearby } = services;
  return {
    async listDefibrillators({ principal, params, query: { limit = DEFAULT_LIMIT, cursor } }) {
      const page = await defibrillators.list(principal, params.communityId, { limit, cursor });
      return {
        status: 200,
        body: { data: page.data.map(defibrillatorBody), nextCursor: page.nextCursor },
      };
    },
    async createDefibrillator({ principal, params, body }) {
      const created = defibrillatorBody(await defibrillators.create(principal, params.communityId, body));
      return { status: 201, body: created, headers: { Location: `/v1/defibrillators/${created.id}` } };
    },
    async getDefibrillator({ principal, params }) {
      return {
        status: 200,
        body: defibrillatorBody(await defibrillators.get(principal, params.defibrillatorId)),
      };
    },
    async updateDefibrillator({ principal, params, headers, body }) {
      const version = expectedVersion(headers);
      const updated = await defibrillators.update(principal, params.defibrillatorId, body, version);
      return { status: 200, body: defibrillatorBody(updated) };
    },
    async removeDefibrillator({ principal, params }) {
      await defibrillators.remove(principal, params.defibrillatorId);
      return { status: 204 };
    },
    async recordDefibrillatorCheck({ principal, params, body }) {
      const checked = await defibrillators.check(principal, params.defibrillatorId, body);
      return { status: 200, body: defibrillatorBody(checked) };
    },

    async getMyVolunteering({ principal }) {
      return { status: 200, body: volunteeringBody(await volunteers.get(residentOf(principal))) };
    },
    async setMyVolunteering({ principal, body: { available, position } }) {
      const set = await volunteers.setAvailability(residentOf(principal), {
        available,
        position: position && {
          ...position,
          recordedAt: position.recordedAt === undefined ? undefined : new Date(position.recordedAt),
        },
      });
      return { status: 200, body: volunteeringBody(set) };
    },
    async declareMySkill({ principal, params, headers, body }) {
      const version = expectedVersion(headers);
      const declared = await volunteers.declare(residentOf(principal), params.skill, body, version);
      return { status: 200, body: skillBody(declared) };
    },
    async withdrawMySkill({ principal, params }) {
      await volunteers.withdraw(residentOf(principal), params.skill);
      return { status: 204 };
    },
    async listVolunteerSkills({ principal, params, query: { limit = DEFAULT_LIMIT, ...query } }) {
      const page = await volunteers.list(principal, params.communityId, { limit, ...query });
      return { status: 200, body: { data: page.data.map(skillBody), nextCursor: page.nextCursor } };
    },
    async decideVolunteerSkill({ principal, params, body }) {
      const decided = await volunteers.decide(principal, params.volunteerSkillId, body);
      return { status: 200, body: skillBody(decided) };
    },

    async countNearbyVolunteers({ principal, params }) {
      return { status: 200, body: await nearby(principal, params.bookingId) };
    },

    async startNeighbourhoodResponse({ principal, params, body }) {
      const { bookingId } = params;
      return { status: 201, body: responseBody(await responses.start(principal, { bookingId, ...body })) };
    },
    async getNeighbourhoodResponse({ principal, params }) {
      return { status: 200, body: responseBody(await responses.get(principal, params.bookingId)) };
    },
    async endNeighbourhoodResponse({ principal, params, body }) {
      const ended = await responses.stop(principal, params.bookingId, body.reason);
      return { status: 200, body: responseBody(ended) };
    },
    async recordNeighbourhoodOutcome({ principal, params, body }) {
      await responses.recordOutcome(principal, params.bookingId, body);
      return { status: 204 };
    },
  };
}

/** The guard of the contract admits residents only; this narrows the type. */
function residentOf(principal: Principal): ResidentPrincipal {
  if (principal.kind === 'resident') return principal;
  throw new Problem('role_not_allowed', { detail: 'Only residents volunteer.' });
}
