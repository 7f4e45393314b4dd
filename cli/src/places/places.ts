import type { components } from '@kiwimesh/openapi/types';
import type { Kiwimesh } from '@kiwimesh/sdk';
import { type Column, details } from '../base/output.ts';
import { coordinates } from '../organisations/fields.ts';
import { isId, pick } from '../organisations/find.ts';

export type Place = components['schemas']['Place'];
export type AlarmDevice = components['schemas']['AlarmDevice'];

/** As it is printed: two groups are easier to read aloud. */
export const printedCode = (code: string): string => `${code.slice(0, 5)}-${code.slice(5)}`;

export const PLACE_COLUMNS: readonly Column<Place>[] = [
  { header: 'Name', value: ({ name }) => name, flexible: 20 },
  { header: 'Code', value: ({ code }) => printedCode(code) },
  { header: 'Since', value: ({ codeSince }) => codeSince.slice(0, 10), drop: 1 },
  { header: 'Active', value: ({ active }) => active },
  { header: 'Id', value: ({ id }) => id },
];

export const DEVICE_COLUMNS: readonly Column<AlarmDevice>[] = [
  { header: 'Device', value: ({ deviceId }) => deviceId, flexible: 20 },
  { header: 'Kind', value: ({ kind }) => kind },
  { header: 'Resident', value: ({ residentId }) => residentId, drop: 2 },
  { header: 'Place', value: ({ placeId }) => placeId, drop: 1 },
  { header: 'Active', value: ({ active }) => active },
];

export function placeDetails(place: Place): string {
  return details([
    ['Name', place.name],
    ['Id', place.id],
    ['Code', printedCode(place.code)],
    ['Location', coordinates(place.location)],
    ['Directions', place.location.address],
    ['Active', place.active],
  ]);
}

export function deviceDetails(device: AlarmDevice): string {
  return details([
    ['Device', device.deviceId],
    ['Id', device.id],
    ['Kind', device.kind],
    ['Resident', device.residentId],
    ['Place', device.placeId],
    ['Active', device.active],
  ]);
}

export async function placesOf(kiwi: Kiwimesh, communityId: string): Promise<Place[]> {
  const all: Place[] = [];
  const path = { communityId };
  for await (const one of kiwi.pages('/v1/communities/{communityId}/places', { path })) all.push(one);
  return all;
}

/** By its id, or by its name within the community. */
export async function findPlace(kiwi: Kiwimesh, communityId: string, wanted: string): Promise<Place> {
  if (isId(wanted)) {
    return kiwi.get('/v1/places/{placeId}', { path: { placeId: wanted.toLowerCase() } });
  }
  return pick('place', wanted, await placesOf(kiwi, communityId));
}

/** By its id in the register, or by the one that the installation gives it. */
export async function findDevice(kiwi: Kiwimesh, communityId: string, wanted: string): Promise<AlarmDevice> {
  if (isId(wanted)) {
    return kiwi.get('/v1/alarm-devices/{alarmDeviceId}', {
      path: { alarmDeviceId: wanted.toLowerCase() },
    });
  }
  const named: (AlarmDevice & { readonly name: string })[] = [];
  const path = { communityId };
  for await (const one of kiwi.pages('/v1/communities/{communityId}/alarm-devices', { path })) {
    named.push({ ...one, name: one.deviceId });
  }
  return pick('device', wanted, named);
}
