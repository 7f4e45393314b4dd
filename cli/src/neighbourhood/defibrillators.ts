import type { components } from '@kiwimesh/openapi/types';
import type { Kiwimesh } from '@kiwimesh/sdk';
import { type Column, details } from '../base/output.ts';
import { coordinates } from '../organisations/fields.ts';
import { isId, pick } from '../organisations/find.ts';
import { hoursText } from './hours.ts';

export type Defibrillator = components['schemas']['Defibrillator'];
export type DefibrillatorCreate = components['schemas']['DefibrillatorCreate'];

export const DEFIBRILLATOR_COLUMNS: readonly Column<Defibrillator>[] = [
  { header: 'Name', value: ({ name }) => name, flexible: 20 },
  { header: 'Usable', value: ({ usable }) => usable },
  { header: 'Check', value: ({ check }) => check },
  { header: 'Next check', value: ({ nextCheckBy }) => nextCheckBy, drop: 1 },
  { header: 'Hours', value: ({ hours }) => hoursText(hours), drop: 2, flexible: 20 },
  { header: 'Id', value: ({ id }) => id },
];

export function defibrillatorDetails(one: Defibrillator): string {
  return details([
    ['Name', one.name],
    ['Id', one.id],
    ['Location', coordinates(one.location)],
    ['Address', one.location.address],
    ['Access', one.accessHint],
    ['Hours', hoursText(one.hours)],
    ['Photo', one.photoUrl],
    ['In service', one.inService ? true : `no: ${one.outOfServiceReason}`],
    ['Last check', one.lastCheckedOn],
    ['Next check', one.nextCheckBy],
    ['Check', one.check],
    ['Usable now', one.usable],
  ]);
}

export async function defibrillatorsOf(kiwi: Kiwimesh, communityId: string): Promise<Defibrillator[]> {
  const all: Defibrillator[] = [];
  const path = { communityId };
  for await (const one of kiwi.pages('/v1/communities/{communityId}/defibrillators', { path })) all.push(one);
  return all;
}

/** By its id, or by its name within the community. */
export async function findDefibrillator(
  kiwi: Kiwimesh,
  communityId: string,
  wanted: string,
): Promise<Defibrillator> {
  if (isId(wanted)) {
    return kiwi.get('/v1/defibrillators/{defibrillatorId}', {
      path: { defibrillatorId: wanted.toLowerCase() },
    });
  }
  return pick('defibrillator', wanted, await defibrillatorsOf(kiwi, communityId));
}
