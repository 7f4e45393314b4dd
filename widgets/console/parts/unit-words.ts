import { distance, numberFormat } from '../../src/locale/format.ts';
import { type Msg, str } from '../../src/locale/messages.ts';
import type { Unit, VolunteersNearby } from '../domain/wire.ts';

export function unitStateWords(msg: Msg, state: Unit['state']): string {
  switch (state) {
    case 'available':
      return msg('Available', { id: 'dispatch.unit-available' });
    case 'assigned':
      return msg('Assigned', { id: 'dispatch.unit-assigned' });
    case 'en_route':
      return msg('On the way', { id: 'dispatch.unit-en-route' });
    case 'on_scene':
      return msg('On scene', { id: 'dispatch.unit-on-scene' });
    case 'out_of_service':
      return msg('Out of service', { id: 'dispatch.unit-out' });
    case 'off_duty':
      return msg('Off duty', { id: 'dispatch.unit-off-duty' });
  }
}

export function unitRoleWords(msg: Msg, role: Unit['role']): string {
  return role === 'paramedic'
    ? msg('Paramedic', { id: 'dispatch.unit-paramedic' })
    : msg('Nurse', { id: 'dispatch.unit-nurse' });
}

/** `6 min · 1.8 km`; null where no way was asked for. */
export function wayWords(
  msg: Msg,
  formats: string,
  { distanceMetres, travelMinutes }: Pick<Unit, 'distanceMetres' | 'travelMinutes'>,
): string | null {
  if (distanceMetres === null) return null;
  const far = numberFormat(formats, {
    style: 'unit',
    unit: 'kilometer',
    maximumFractionDigits: 1,
  }).format(distanceMetres / 1_000);
  if (travelMinutes === null) return far;
  return msg(str`${travelMinutes} min · ${far}`, { id: 'dispatch.unit-way' });
}

/** How many neighbours could help, as exactly as the service says: `10 or more within 1 km`. */
export function nearbyWords(msg: Msg, formats: string, { radiusMetres, atLeast }: VolunteersNearby): string {
  const far = distance(radiusMetres, formats);
  return atLeast === 0
    ? msg(str`fewer than 5 within ${far}`, { id: 'dispatch.nearby-few' })
    : msg(str`${atLeast} or more within ${far}`, { id: 'dispatch.nearby' });
}

/** How old a position is, in words that do not change every second: `just now`, `4 min ago`, `2 h ago`. */
export function ageWords(msg: Msg, ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return msg('just now', { id: 'dispatch.age-now' });
  if (minutes < 60) return msg(str`${minutes} min ago`, { id: 'dispatch.age-minutes' });
  return msg(str`${Math.floor(minutes / 60)} h ago`, { id: 'dispatch.age-hours' });
}

/** A position that is older than this is shown as old. */
export const OLD_POSITION_MS = 5 * 60_000;
