import { type Column, details } from '../base/output.ts';
import type { Hospital } from '../base/wire.ts';
import { coordinates } from './fields.ts';

export const HOSPITAL_COLUMNS: readonly Column<Hospital>[] = [
  { header: 'Name', value: (one) => one.name, flexible: 20 },
  { header: 'Phone', value: (one) => one.phone, drop: 2 },
  { header: 'Communities', value: (one) => one.communityIds.length, drop: 3 },
  { header: 'Active', value: (one) => one.active, drop: 1 },
  { header: 'Id', value: (one) => one.id },
];

export function hospitalDetails(one: Hospital, communities?: readonly string[]): string {
  return details([
    ['Name', one.name],
    ['Id', one.id],
    ['Phone', one.phone],
    ['Address', one.address],
    ['Location', coordinates(one.location)],
    ['Time zone', one.timezone],
    ['Active', one.active],
    ['Communities', communities ?? one.communityIds.length],
  ]);
}

/** What linking or unlinking a hospital and a community prints as JSON. */
export interface LinkResult {
  readonly hospitalId: string;
  readonly communityId: string;
  readonly linked: boolean;
  /** False when it was so already. */
  readonly changed: boolean;
}
