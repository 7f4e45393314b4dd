import { type Column, details } from '../base/output.ts';
import type { Community } from '../base/wire.ts';
import { coordinates } from './fields.ts';

export const COMMUNITY_COLUMNS: readonly Column<Community>[] = [
  { header: 'Name', value: (one) => one.name, flexible: 20 },
  { header: 'Hospitals', value: (one) => one.hospitalIds.length, drop: 2 },
  { header: 'Active', value: (one) => one.active, drop: 1 },
  { header: 'Id', value: (one) => one.id },
];

export function communityDetails(one: Community, hospitals?: readonly string[]): string {
  return details([
    ['Name', one.name],
    ['Id', one.id],
    ['Address', one.address],
    ['Location', coordinates(one.location)],
    ['Time zone', one.timezone],
    ['Active', one.active],
    ['Hospitals', hospitals ?? one.hospitalIds.length],
  ]);
}
