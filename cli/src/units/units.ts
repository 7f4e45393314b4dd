import type { components } from '@kiwimesh/openapi/types';
import type { Kiwimesh } from '@kiwimesh/sdk';
import { type Column, details, shortTime, span } from '../base/output.ts';
import { shortId } from '../bookings/find.ts';
import { findStaff, isId } from '../organisations/find.ts';

export type Unit = components['schemas']['Unit'];

export const UNIT_STATES = [
  'available',
  'assigned',
  'en_route',
  'on_scene',
  'out_of_service',
  'off_duty',
] as const;
export const UNIT_ROLES = ['paramedic', 'nurse'] as const;

/** The argument of every command about one unit. */
export const UNIT_ARGUMENT = 'Email, name or id of the member of staff.';

export const UNIT_COLUMNS: readonly Column<Unit>[] = [
  { header: 'Name', value: ({ name }) => name, flexible: 20 },
  { header: 'Role', value: ({ role }) => role, drop: 3 },
  { header: 'State', value: ({ state }) => words(state) },
  { header: 'Way', value: wayText, drop: 1 },
  { header: 'Seen', value: ({ position }) => position && `${age(position.recordedAt)} ago`, drop: 2 },
  { header: 'Now', value: ({ currentBookingId }) => currentBookingId && shortId(currentBookingId), drop: 4 },
  { header: 'Next', value: ({ nextBookingAt }) => nextBookingAt && shortTime(nextBookingAt), drop: 5 },
  { header: 'Id', value: ({ id }) => id, drop: 6 },
];

export function unitDetails(unit: Unit): string {
  const { position, outOfService } = unit;
  return details([
    ['Name', unit.name],
    ['Id', unit.id],
    ['Role', unit.role],
    ['State', words(unit.state)],
    [
      'Out of service',
      outOfService &&
        `${outOfService.reason} (${outOfService.by.name}, since ${shortTime(outOfService.since)})`,
    ],
    ['On duty since', unit.onDutySince && shortTime(unit.onDutySince)],
    ['Last seen', position && `${position.latitude}, ${position.longitude}, ${age(position.recordedAt)} ago`],
    ['Booking now', unit.currentBookingId],
    ['Next booking', unit.nextBookingId && `${unit.nextBookingId} at ${shortTime(unit.nextBookingAt)}`],
    ['Messages not seen', unit.unseenMessages > 0 ? String(unit.unseenMessages) : null],
  ]);
}

const words = (state: string) => state.replaceAll('_', ' ');
const age = (iso: string) => span(Math.max(0, Date.now() - Date.parse(iso)));

/** `6 min, 1.8 km`. */
function wayText({ distanceMetres, travelMinutes }: Unit): string | null {
  if (distanceMetres === null) return null;
  const far = `${(distanceMetres / 1_000).toFixed(1)} km`;
  return travelMinutes === null ? far : `${travelMinutes} min, ${far}`;
}

export async function findUnitId(kiwi: Kiwimesh, wanted: string): Promise<string> {
  return isId(wanted) ? wanted.toLowerCase() : (await findStaff(kiwi, wanted)).id;
}
