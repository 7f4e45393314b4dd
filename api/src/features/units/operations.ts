import { expectedVersion, type OperationsOf } from '../../kernel/http/operation.ts';
import type { UnitMessages } from './messages/service.ts';
import type { UnitService } from './service.ts';
import { messageBody, routeBody, unitBody } from './wire.ts';

export type UnitOperations = OperationsOf<
  | 'listUnits'
  | 'getUnit'
  | 'findNearestUnits'
  | 'getBookingRoute'
  | 'putUnitOutOfService'
  | 'returnUnitToService'
  | 'sendUnitMessage'
  | 'listUnitMessages'
  | 'acknowledgeUnitMessage'
>;

/** The contract's defaults, for callers that bypass the contract (tests). */
const DEFAULT_LIMIT = 50;
const DEFAULT_NEAREST = 5;

export function unitOperations(service: UnitService, messages: UnitMessages): UnitOperations {
  return {
    async listUnits({ principal, query: { state, limit = DEFAULT_LIMIT, ...filter } }) {
      const page = await service.list(principal, { ...filter, states: state, limit });
      const ofHospital = principal.kind !== 'staff' || principal.role !== 'community_manager';
      return {
        status: 200,
        body: { data: page.data.map((unit) => unitBody(unit, ofHospital)), nextCursor: page.nextCursor },
      };
    },
    async getUnit({ principal, params }) {
      return { status: 200, body: unitBody(await service.get(principal, params.unitId)) };
    },
    async findNearestUnits({ principal, body: { available = true, limit = DEFAULT_NEAREST, ...request } }) {
      const { source, units } = await service.nearest(principal, { ...request, available, limit });
      return { status: 200, body: { source, data: units.map((unit) => unitBody(unit)) } };
    },
    async getBookingRoute({ principal, params }) {
      return { status: 200, body: routeBody(await service.route(principal, params.bookingId)) };
    },
    async putUnitOutOfService({ principal, params, headers, body }) {
      const { unitId } = params;
      const unit = await service.takeOut(principal, unitId, body.reason, expectedVersion(headers));
      return { status: 200, body: unitBody(unit) };
    },
    async returnUnitToService({ principal, params, headers }) {
      const unit = await service.putBack(principal, params.unitId, expectedVersion(headers));
      return { status: 200, body: unitBody(unit) };
    },
    async sendUnitMessage({ principal, params, body }) {
      return { status: 201, body: messageBody(await messages.send(principal, params.unitId, body)) };
    },
    async listUnitMessages({ principal, query: { limit = DEFAULT_LIMIT, ...filter } }) {
      const { data, nextCursor } = await messages.list(principal, { ...filter, limit });
      return { status: 200, body: { data: data.map(messageBody), nextCursor } };
    },
    async acknowledgeUnitMessage({ principal, params }) {
      return { status: 200, body: messageBody(await messages.see(principal, params.unitMessageId)) };
    },
  };
}
