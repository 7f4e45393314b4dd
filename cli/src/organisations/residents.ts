import { type Column, details } from '../base/output.ts';
import type { Resident } from '../base/wire.ts';
import { pendingText } from './addresses.ts';
import { coordinates } from './fields.ts';

export const RESIDENT_COLUMNS: readonly Column<Resident>[] = [
  { header: 'Name', value: (one) => one.name, flexible: 20 },
  { header: 'Phone', value: (one) => one.phone },
  { header: 'Unit', value: (one) => one.unit, drop: 1 },
  { header: 'Active', value: (one) => one.active, drop: 2 },
  { header: 'Id', value: (one) => one.id, drop: 3 },
];

export function residentDetails(one: Resident, community?: string): string {
  return details([
    ['Name', one.name],
    ['Id', one.id],
    ['Phone', one.phone],
    ['Email', one.email],
    ['New address', pendingText(one.pendingAddresses)],
    ['Community', community ?? one.communityId],
    ['Unit', one.unit],
    ['Born', one.dateOfBirth],
    ['Language', one.language],
    ['Location', coordinates(one.location)],
    ['SOS volunteer', one.neighborSosVolunteer],
    ['Active', one.active],
  ]);
}
