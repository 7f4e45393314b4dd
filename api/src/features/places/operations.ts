import { expectedVersion, type OperationsOf } from '../../kernel/http/operation.ts';
import type { DeviceRegister } from './device-register.ts';
import type { PlaceRegister } from './place-register.ts';
import type { PlaceFinder } from './search/find.ts';
import { deviceOut, placeOut } from './wire.ts';

export type PlaceOperations = OperationsOf<
  | 'listPlaces'
  | 'createPlace'
  | 'getPlace'
  | 'updatePlace'
  | 'rotatePlaceCode'
  | 'searchPlaces'
  | 'listAlarmDevices'
  | 'createAlarmDevice'
  | 'getAlarmDevice'
  | 'updateAlarmDevice'
  | 'removeAlarmDevice'
>;

const DEFAULT_LIMIT = 50;
const DEFAULT_FOUND = 8;

export function placeOperations(
  places: PlaceRegister,
  devices: DeviceRegister,
  finder: PlaceFinder,
): PlaceOperations {
  return {
    async listPlaces({ principal, params, query: { limit = DEFAULT_LIMIT, cursor } }) {
      const { data, nextCursor } = await places.list(principal, params.communityId, { limit, cursor });
      return { status: 200, body: { data: data.map(placeOut), nextCursor } };
    },
    async createPlace({ principal, params, body }) {
      const created = placeOut(await places.create(principal, params.communityId, body));
      return { status: 201, body: created, headers: { Location: `/v1/places/${created.id}` } };
    },
    async getPlace({ principal, params }) {
      return { status: 200, body: placeOut(await places.get(principal, params.placeId)) };
    },
    async updatePlace({ principal, params, headers, body }) {
      const updated = await places.update(principal, params.placeId, body, expectedVersion(headers));
      return { status: 200, body: placeOut(updated) };
    },
    async rotatePlaceCode({ principal, params }) {
      return { status: 200, body: placeOut(await places.rotate(principal, params.placeId)) };
    },
    async searchPlaces({ principal, body: { limit = DEFAULT_FOUND, ...question } }) {
      return { status: 200, body: { data: [...(await finder.find(principal, { ...question, limit }))] } };
    },
    async listAlarmDevices({ principal, params, query: { limit = DEFAULT_LIMIT, cursor } }) {
      const { data, nextCursor } = await devices.list(principal, params.communityId, { limit, cursor });
      return { status: 200, body: { data: data.map(deviceOut), nextCursor } };
    },
    async createAlarmDevice({ principal, params, body }) {
      const created = deviceOut(await devices.create(principal, params.communityId, body));
      return { status: 201, body: created, headers: { Location: `/v1/alarm-devices/${created.id}` } };
    },
    async getAlarmDevice({ principal, params }) {
      return { status: 200, body: deviceOut(await devices.get(principal, params.alarmDeviceId)) };
    },
    async updateAlarmDevice({ principal, params, headers, body }) {
      const version = expectedVersion(headers);
      return {
        status: 200,
        body: deviceOut(await devices.update(principal, params.alarmDeviceId, body, version)),
      };
    },
    async removeAlarmDevice({ principal, params }) {
      await devices.remove(principal, params.alarmDeviceId);
      return { status: 204 };
    },
  };
}
